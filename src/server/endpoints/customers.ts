/** Customers: made, looked at, changed, and deleted. */
import { isLeft } from '../../domain/either.js'
import { noSuch, noSuchReference } from '../../stripe/errors/lookup-errors.js'
import { changedAttributes } from '../../stripe/objects/changed-attributes.js'
import { newCustomer, type WireCustomer } from '../../stripe/objects/customer.js'
import { newDeleted } from '../../stripe/objects/list.js'
import {
  CreateCustomerParams,
  DeleteCustomerParams,
  ListCustomersParams,
  RetrieveCustomerParams,
  UpdateCustomerParams,
} from '../../stripe/params/customers.js'
import { answer, type Handled, refuse } from '../decision/answer.js'
import { DELETE, GET, POST, type Route } from '../decision/route.js'
import { mint, put, type Work } from '../decision/work.js'
import { tell } from '../ledger/tell.js'
import { customerOf } from '../payments/customer.js'
import { type CustomerSaid, customerAfter } from '../payments/customer-said.js'
import { detachAll } from '../payments/methods.js'
import { shown } from '../show/show.js'
import { listed } from './lists.js'

interface Said extends CustomerSaid {
  readonly expand?: readonly string[]
}

const create = (work: Work, said: Said & { readonly test_clock?: string }): Handled => {
  // There are none here: one that is named is not there.
  if (said.test_clock !== undefined) return refuse(noSuchReference('test clock', said.test_clock, 'test_clock'))
  const id = mint(work, 'cus_')
  const made = newCustomer({ id, created: work.at, invoice_prefix: id.slice(-PREFIX).toUpperCase() })
  const after = customerAfter(work, made, said)
  if (isLeft(after)) return refuse(after.left)
  const { customer, told } = after.right
  put(work, 'customer', id, customer)
  tell(work, [{ type: 'customer.created', object: customer, previous: null }, ...told])
  return answered(work, id, said)
}

/** In characters. */
const PREFIX = 8

/** Where nothing changes nothing is told. */
const update = (work: Work, before: WireCustomer, said: Said): Handled => {
  const after = customerAfter(work, before, said)
  if (isLeft(after)) return refuse(after.left)
  const { customer, told } = after.right
  const previous = changedAttributes(before, customer)
  if (Object.keys(previous).length > 0) {
    put(work, 'customer', before.id, customer)
    tell(work, [...told, { type: 'customer.updated', object: customer, previous }])
  } else tell(work, told)
  return answered(work, before.id, said)
}

/** The event tells of the whole customer, as it was last. The methods are nobody's then; no event tells of them. */
const remove = (work: Work, customer: WireCustomer): Handled => {
  const deleted = newDeleted('customer', customer.id)
  put(work, 'customer', customer.id, deleted)
  detachAll(work, customer.id)
  tell(work, [{ type: 'customer.deleted', object: customer, previous: null }])
  return answer(deleted)
}

const answered = (work: Work, id: string, { expand }: Said): Handled =>
  answer(shown(work, 'customer', id, expand) as object)

/** Whoever is there, and of this address where one was asked for. */
const kept = (
  email: string | undefined,
): { readonly name: string; readonly test: (of: { body: unknown }) => boolean } => ({
  name: email === undefined ? 'there' : `there, of ${email}`,
  test: ({ body }) =>
    !('deleted' in (body as object)) && (email === undefined || (body as WireCustomer).email === email),
})

/** What is decided of a customer who is there. */
const ofCustomer = (work: Work, id: string, decide: (customer: WireCustomer) => Handled): Handled => {
  const customer = customerOf(work, id)
  return customer === null ? refuse(noSuch('customer', id, 'id')) : decide(customer)
}

export const CUSTOMER_ROUTES: readonly Route[] = [
  POST('/v1/customers', {
    params: CreateCustomerParams,
    guess: () => [{ of: 'document', kind: 'settings', id: 'settings' }],
    decide: create,
  }),
  GET('/v1/customers', {
    params: ListCustomersParams,
    decide: (work, params) =>
      listed(work, params, { kind: 'customer', name: 'customer', url: '/v1/customers', keep: kept(params.email) }),
  }),
  GET('/v1/customers/{customer}', {
    params: RetrieveCustomerParams,
    decide: (work, { expand }, { customer: id = '' }) => {
      const object = shown(work, 'customer', id, expand)
      return object === null ? refuse(noSuch('customer', id, 'id')) : answer(object)
    },
  }),
  POST('/v1/customers/{customer}', {
    params: UpdateCustomerParams,
    decide: (work, params, { customer: id = '' }) => ofCustomer(work, id, (customer) => update(work, customer, params)),
  }),
  DELETE('/v1/customers/{customer}', {
    params: DeleteCustomerParams,
    decide: (work, _, { customer: id = '' }) => ofCustomer(work, id, (customer) => remove(work, customer)),
  }),
]
