/** What was assumed of the charge, where the decision rests on it. */
import { type LegsAsked, type RefundError, transient } from '../index.js'
import type { BesideCharge, DecodedCharge } from '../stripe/index.js'

type Name = keyof BesideCharge

/** The shares of the legs that go back. */
export const notesOnAccepted = ({ fee, transfer }: LegsAsked, on: DecodedCharge): string =>
  notes(on, [...(fee ? (['fee'] as const) : []), ...(transfer ? (['transfer'] as const) : [])])

export const notesOnRefused = (error: RefundError, on: DecodedCharge): string => notes(on, restsOn(error, on))

const restsOn = (error: RefundError, { charge }: DecodedCharge): readonly Name[] => {
  switch (error._tag) {
    case 'ChargeDisputed':
      return ['disputes']
    case 'AlreadyRefunded':
      return !transient(error) ? ['unsettled'] : []
    case 'ExceedsRemaining': {
      const { requested, charged, held } = error
      // What no failing refund would make room for does not rest on which are pending.
      const mayFit = charge.standing > 0 && (requested === 'remaining' || requested <= charged)
      return [
        ...(held > 0 ? (['disputes'] as const) : []),
        ...(mayFit && !transient(error) ? (['unsettled'] as const) : []),
      ]
    }
    case 'TransferFullyReversed':
      return ['transfer']
    case 'ApplicationFeeFullyRefunded':
      return ['fee']
    case 'LegReturnedDirectly':
      return [error.leg]
    default:
      return []
  }
}

const NOTES: Readonly<Partial<Record<Name, string>>> = {
  disputes: 'the JSON does not say how the dispute stands, so it counts as open; expand[]=dispute tells',
  fee: 'the JSON does not say which refunds gave back the application fee, so none is taken to have; expand[]=application_fee tells how much went back',
  transfer:
    'the JSON does not say which refunds brought back the transfer, so none is taken to have; expand[]=transfer tells how much came back',
  unsettled: 'the JSON does not say which refunds are pending, so none counts as pending; expand[]=refunds tells',
}

const notes = ({ assumed }: DecodedCharge, names: readonly Name[]): string =>
  names
    .flatMap((name) => (assumed.includes(name) && NOTES[name] !== undefined ? [`Note: ${NOTES[name]}.\n`] : []))
    .join('')
