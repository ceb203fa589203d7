/** What Stripe sends, for each event of the law: section 6 of the facts, and what is decided beside it. */
import { describe, expect, it } from 'vitest'
import type { Event, EventType } from '../../../src/index.js'
import { CHARGE, DECLINED, DISPUTES, FEE, TRANSFER } from '../objects/given.js'
import {
  born,
  capture,
  disputed,
  EDITED,
  FAILED,
  fee,
  fully,
  happened,
  MORE_FEE,
  made,
  moved,
  type Objects,
  PAID,
  PARTLY,
  PENDING,
  partly,
  REFUND,
  RELEASE,
  REST_RELEASED,
  transfer,
  typesOf,
} from './given.js'

const moves = ['refund.updated', 'charge.refund.updated']

const ROWS: Readonly<Record<EventType, readonly (readonly [name: string, Event, Objects, readonly string[]])[]>> = {
  ChargePending: [
    [
      'is pending',
      happened({ type: 'ChargePending' }),
      { charge: { before: null, after: PENDING } },
      ['charge.pending'],
    ],
  ],
  ChargeAuthorized: [
    [
      'is authorised',
      happened({ type: 'ChargeAuthorized' }),
      { charge: { before: null, after: CHARGE } },
      ['charge.succeeded'],
    ],
  ],
  ChargeFailed: [
    [
      'is declined',
      happened({ type: 'ChargeFailed' }),
      { charge: { before: null, after: DECLINED } },
      ['charge.failed'],
    ],
  ],
  ChargeCaptured: [
    ['is captured as it is made', capture(true), { charge: { before: null, after: PAID } }, ['charge.succeeded']],
    [
      'is captured as it stops pending',
      capture(true),
      { charge: { before: PENDING, after: PAID } },
      ['charge.succeeded'],
    ],
    [
      'is a destination charge',
      capture(true),
      {
        charge: { before: null, after: PAID },
        fee: { before: null, after: FEE },
        transfer: { before: null, after: TRANSFER },
      },
      ['charge.succeeded', 'transfer.created', 'application_fee.created'],
    ],
    ['is captured later', capture(true), { charge: { before: CHARGE, after: PAID } }, ['charge.captured']],
    [
      'is captured for the first of several times',
      capture(false),
      { charge: { before: CHARGE, after: PARTLY } },
      ['charge.updated'],
    ],
    [
      'is captured for the last of several times',
      capture(true),
      { charge: { before: PARTLY, after: PAID } },
      ['charge.updated', 'charge.captured'],
    ],
    [
      'sends out more of its legs with a later capture',
      capture(false),
      { charge: { before: PARTLY, after: PAID }, fee: { before: FEE, after: MORE_FEE } },
      ['charge.updated'],
    ],
    [
      'is captured in part before 2025-03-31',
      capture(true),
      { charge: { before: CHARGE, after: REST_RELEASED }, refund: made },
      ['charge.captured', 'charge.refund.updated'],
    ],
  ],
  ChargeReleased: [
    ['is released', happened({ type: 'ChargeReleased' }), {}, []],
    [
      'is released before 2025-03-31',
      happened({ type: 'ChargeReleased' }),
      { charge: { before: CHARGE, after: fully }, refund: made },
      ['charge.refunded', 'charge.refund.updated'],
    ],
  ],
  ChargeExpired: [
    ['expires', happened({ type: 'ChargeExpired' }), {}, ['charge.expired']],
    [
      'expires before 2025-03-31',
      happened({ type: 'ChargeExpired' }),
      { charge: { before: CHARGE, after: fully }, refund: { before: null, after: RELEASE } },
      ['charge.expired', 'charge.refunded', 'charge.refund.updated'],
    ],
  ],
  RefundRequested: [
    ['is only asked for', happened({ type: 'RefundRequested', position: { status: 'requested' } }), {}, []],
    [
      'is made',
      happened(born),
      { charge: { before: PAID, after: partly }, refund: made },
      ['refund.created', 'charge.refunded'],
    ],
    [
      'is made with both legs',
      happened(born),
      { charge: { before: PAID, after: partly }, refund: made, fee, transfer },
      ['refund.created', 'charge.refunded', 'transfer.reversed', 'application_fee.refunded'],
    ],
  ],
  RefundAcknowledged: [
    [
      'is made, in two steps',
      happened({ type: 'RefundAcknowledged' }),
      { charge: { before: PAID, after: fully }, refund: made },
      ['refund.created', 'charge.refunded'],
    ],
  ],
  RefundRefused: [['is refused', happened({ type: 'RefundRefused' }), { refund: made }, []]],
  RefundSucceeded: [['succeeds', happened({ type: 'RefundSucceeded' }), { refund: moved }, moves]],
  RefundFailed: [
    [
      'fails: refund.updated is not sent',
      happened({ type: 'RefundFailed' }),
      { charge: { before: fully, after: PAID }, refund: { before: REFUND, after: FAILED } },
      ['refund.failed', 'charge.refund.updated'],
    ],
  ],
  RefundCanceled: [['is canceled', happened({ type: 'RefundCanceled' }), { refund: moved }, moves]],
  RefundActionRequired: [['requires action', happened({ type: 'RefundActionRequired' }), { refund: moved }, moves]],
  RefundSubmitted: [['is submitted', happened({ type: 'RefundSubmitted' }), { refund: moved }, moves]],
  RefundMetadataEdited: [
    ['gets metadata', happened({ type: 'RefundMetadataEdited' }), { refund: { before: REFUND, after: EDITED } }, moves],
    [
      'gets the metadata it had',
      happened({ type: 'RefundMetadataEdited' }),
      { refund: { before: REFUND, after: { ...REFUND } } },
      [],
    ],
    ['is not told of', happened({ type: 'RefundMetadataEdited' }), {}, []],
  ],
  FeeReturned: [['goes back directly', happened({ type: 'FeeReturned' }), { fee }, ['application_fee.refunded']]],
  TransferReversed: [
    ['comes back directly', happened({ type: 'TransferReversed' }), { transfer }, ['transfer.reversed']],
  ],
  DisputeOpened: [
    [
      'is a chargeback',
      happened({ type: 'DisputeOpened', stage: 'open' }),
      { dispute: disputed },
      ['charge.dispute.created', 'charge.dispute.funds_withdrawn'],
    ],
    [
      'is an inquiry',
      happened({ type: 'DisputeOpened', stage: 'inquiry' }),
      { dispute: { before: null, after: DISPUTES.inquiry } },
      ['charge.dispute.created'],
    ],
  ],
  DisputeEscalated: [
    [
      'takes the money now',
      happened({ type: 'DisputeEscalated' }),
      { dispute: { before: DISPUTES.inquiry, after: DISPUTES['inquiry escalated'] } },
      ['charge.dispute.updated', 'charge.dispute.funds_withdrawn'],
    ],
  ],
  DisputeClosed: (['won', 'lost', 'inquiry_closed', 'prevented'] as const).map((outcome) => [
    `is ${outcome}`,
    happened({ type: 'DisputeClosed', from: outcome === 'inquiry_closed' ? 'inquiry' : 'open', outcome }),
    { dispute: { before: DISPUTES.dispute, after: DISPUTES['dispute won'] } },
    ['charge.dispute.closed', ...(outcome === 'won' ? ['charge.dispute.funds_reinstated'] : [])],
  ]),
}

describe.each(Object.entries(ROWS))('%s', (type, rows) => {
  it.each(rows)('is told where the object %s', (_, event, objects, types) => {
    expect(event.type).toBe(type)
    expect(typesOf(event, objects)).toEqual(types)
  })
})
