/** Payment methods: made, looked at, changed, and given to customers. */
import { type Either, isLeft, left, right } from '../../domain/either.js'
import { cardByName } from '../../stripe/cards.js'
import { noSuch, noSuchReference } from '../../stripe/errors/lookup-errors.js'
import {
  attachedToNobody,
  methodSpent,
  notAttached,
  notOfThisCustomer,
  updateNeedsCustomer,
} from '../../stripe/errors/method-errors.js'
import type { StripeError } from '../../stripe/errors/stripe-error.js'
import { changedAttributes } from '../../stripe/objects/changed-attributes.js'
import { newList } from '../../stripe/objects/list.js'
import type { WirePaymentMethod } from '../../stripe/objects/payment-method.js'
import { type MetadataUpdate, mergedMetadata } from '../../stripe/params/metadata.js'
import { paramError } from '../../stripe/params/param-error.js'
import {
  AttachPaymentMethodParams,
  CreatePaymentMethodParams,
  DetachPaymentMethodParams,
  ListCustomerMethodsParams,
  ListPaymentMethodsParams,
  RetrievePaymentMethodParams,
  UpdatePaymentMethodParams,
} from '../../stripe/params/payment-methods.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import type { KeptMethod } from '../decision/kinds.js'
import { GET, POST, type Route } from '../decision/route.js'
import { find, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { type Expiry, expiryWritten } from '../payments/card-written.js'
import { customerOf } from '../payments/customer.js'
import { attachedTo, detached, keptMethod, written } from '../payments/methods.js'
import { methodMade } from '../payments/new-method.js'
import { type BillingSaid, billingAfter } from '../payments/people.js'
import { shown } from '../show/show.js'
import { listed, type PageParams } from './lists.js'

/** What may be changed of a method. */
interface Changes {
  readonly allow_redisplay?: WirePaymentMethod['allow_redisplay']
  readonly billing_details?: BillingSaid
  readonly card?: Partial<Readonly<Record<'exp_month' | 'exp_year', number>>>
  readonly metadata?: MetadataUpdate
}

/** The method as it is after that. */
const changed = (work: Work, method: WirePaymentMethod, said: Changes): Either<StripeError, WirePaymentMethod> => {
  const metadata = mergedMetadata(method.metadata, said.metadata ?? {})
  if (isLeft(metadata)) return left(paramError(metadata.left))
  const { exp_month: month = method.card.exp_month, exp_year: year = method.card.exp_year } = said.card ?? {}
  const expires: Either<StripeError, Expiry> =
    said.card === undefined ? right({ month, year }) : expiryWritten(work.at, { month, year })
  if (isLeft(expires)) return expires
  return right({
    ...method,
    allow_redisplay: said.allow_redisplay ?? method.allow_redisplay,
    billing_details: billingAfter(said.billing_details ?? {}, method.billing_details),
    card: { ...method.card, exp_month: expires.right.month, exp_year: expires.right.year },
    metadata: metadata.right,
  })
}

/** The method of a path. The name of a test card makes a new one. */
const inPath = (work: Work, id: string): Either<StripeError, KeptMethod> => {
  const card = id.startsWith('pm_') ? cardByName(id) : null
  const kept = card === null ? find(work, 'payment_method', id) : keptMethod(work, { card })
  return kept === null ? left(noSuch('PaymentMethod', id, 'payment_method')) : right(kept)
}

const answered = (work: Work, { method }: KeptMethod, expand: readonly string[] | undefined): Handled =>
  answer(shown(work, 'payment_method', method.id, expand) as object)

interface Listed extends PageParams {
  readonly type?: string
  readonly allow_redisplay?: string
}

/** A customer's methods. All of them are cards. */
const listedOf = (work: Work, params: Listed, of: { readonly customer: string; readonly url: string }): Handled => {
  const { type, allow_redisplay: redisplay } = params
  if (type !== undefined && type !== 'card') return answer(newList({ data: [], has_more: false, url: of.url }))
  const keep = {
    name: `redisplay ${redisplay}`,
    test: ({ body }: { readonly body: unknown }): boolean => (body as KeptMethod).method.allow_redisplay === redisplay,
  }
  return listed(work, params, {
    kind: 'payment_method',
    name: 'PaymentMethod',
    url: of.url,
    label: `customer:${of.customer}`,
    ...(redisplay === undefined ? {} : { keep }),
  })
}

const attach = (work: Work, id: string, customer: string | undefined): Either<StripeError, KeptMethod> => {
  const kept = inPath(work, id)
  if (isLeft(kept)) return kept
  if (customer === undefined) return left(attachedToNobody())
  if (customerOf(work, customer) === null) return left(noSuchReference('customer', customer, 'customer'))
  if (kept.right.spent) return left(methodSpent())
  const given = attachedTo(work, kept.right, customer)
  if (isLeft(given)) return given
  tell(work, given.right.told)
  return right(given.right.kept)
}

const detach = (work: Work, id: string): Either<StripeError, KeptMethod> => {
  const kept = inPath(work, id)
  if (isLeft(kept)) return kept
  const { customer } = kept.right.method
  if (customer === null) return left(notAttached())
  const after = detached(work, kept.right)
  tell(work, [{ type: 'payment_method.detached', object: after.method, previous: { customer } }])
  return right(after)
}

const update = (work: Work, id: string, said: Changes): Either<StripeError, KeptMethod> => {
  const kept = inPath(work, id)
  if (isLeft(kept)) return kept
  const { method: before } = kept.right
  if (before.customer === null) return left(updateNeedsCustomer())
  const method = changed(work, before, said)
  if (isLeft(method)) return method
  const previous = changedAttributes(before, method.right)
  if (Object.keys(previous).length === 0) return kept
  const after = written(work, { ...kept.right, method: method.right })
  tell(work, [{ type: 'payment_method.updated', object: method.right, previous }])
  return right(after)
}

/** What was decided of a method, answered. */
const told = (work: Work, done: Either<StripeError, KeptMethod>, expand: readonly string[] | undefined): Handled =>
  isLeft(done) ? refuse(done.left) : answered(work, done.right, expand)

export const PAYMENT_METHOD_ROUTES: readonly Route[] = [
  POST('/v1/payment_methods', {
    params: CreatePaymentMethodParams,
    decide: (work, params) => {
      const made = methodMade(work, params)
      if (isLeft(made)) return refuse(made.left)
      // The card was looked at already.
      const { card: _, ...said } = params
      const method = changed(work, made.right.method, said)
      if (isLeft(method)) return refuse(method.left)
      return answered(work, written(work, { ...made.right, method: method.right }), params.expand)
    },
  }),
  GET('/v1/payment_methods', {
    params: ListPaymentMethodsParams,
    decide: (work, params) => {
      const url = '/v1/payment_methods'
      // Recorded: without a customer the list is empty.
      if (params.customer === undefined) return answer(newList({ data: [], has_more: false, url }))
      return customerOf(work, params.customer) === null
        ? refuse(noSuchReference('customer', params.customer, 'customer'))
        : listedOf(work, params, { customer: params.customer, url })
    },
  }),
  GET('/v1/payment_methods/{payment_method}', {
    params: RetrievePaymentMethodParams,
    decide: (work, { expand }, { payment_method: id = '' }) => told(work, inPath(work, id), expand),
  }),
  POST('/v1/payment_methods/{payment_method}', {
    params: UpdatePaymentMethodParams,
    decide: (work, params, { payment_method: id = '' }) => told(work, update(work, id, params), params.expand),
  }),
  POST('/v1/payment_methods/{payment_method}/attach', {
    params: AttachPaymentMethodParams,
    decide: (work, params, { payment_method: id = '' }) => told(work, attach(work, id, params.customer), params.expand),
  }),
  POST('/v1/payment_methods/{payment_method}/detach', {
    params: DetachPaymentMethodParams,
    decide: (work, { expand }, { payment_method: id = '' }) => told(work, detach(work, id), expand),
  }),
  GET('/v1/customers/{customer}/payment_methods', {
    params: ListCustomerMethodsParams,
    decide: (work, params, { customer = '' }) =>
      customerOf(work, customer) === null
        ? refuse(noSuch('customer', customer, 'id'))
        : listedOf(work, params, { customer, url: `/v1/customers/${customer}/payment_methods` }),
  }),
  GET('/v1/customers/{customer}/payment_methods/{payment_method}', {
    params: RetrievePaymentMethodParams,
    decide: (work, { expand }, { customer = '', payment_method: id = '' }) => {
      if (customerOf(work, customer) === null) return refuse(noSuch('customer', customer, 'id'))
      const kept = find(work, 'payment_method', id)
      if (kept === null) return refuse(noSuch('PaymentMethod', id, 'payment_method'))
      return kept.method.customer === customer ? answered(work, kept, expand) : refuse(notOfThisCustomer())
    },
  }),
]
