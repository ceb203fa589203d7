/** Short words for the histories in which the bugs of shipping refund systems show. */
import {
  type Books,
  type Charge,
  type Command,
  captureCharge,
  decide,
  type Event,
  holding,
  type RefundId,
  type RefundPolicy,
  remaining,
  requestRefund,
} from '../../../src/index.js'
import { authorizeUsd, afterAll as booksAfter, dp_1, leftOf, now, re_1, rightOf, usd, usd_ } from '../../fixtures.js'

export const at = now
export const succeeded = { status: 'succeeded' } as const
export const pending = { status: 'pending', pendingReason: null } as const
export const fail: Command = { type: 'fail', failureReason: 'declined', at }

export const auth = (amount: number): Books => booksAfter([authorizeUsd(amount)])
export const capture = (amount: number | 'remaining', final = true) =>
  captureCharge({ amount: amount === 'remaining' ? amount : usd(amount), final, at })
export const pay = (amount: number): Books => booksAfter([capture('remaining')], auth(amount))

type Parts = Partial<Command<'request'>>
export const back = (amount: number | 'remaining', id: RefundId = re_1, parts: Parts = {}): Command<'request'> => ({
  ...requestRefund({
    id,
    amount: amount === 'remaining' ? amount : usd(amount),
    currency: usd_,
    born: succeeded,
    at,
  }),
  ...parts,
})

export const next = (books: Books, ...commands: readonly Command[]): Books => booksAfter(commands, books)
export const refused = (books: Books, command: Command, policy: RefundPolicy = holding): string =>
  leftOf(decide(command, books, policy))._tag
export const events = (books: Books, command: Command): readonly Event[] => rightOf(decide(command, books, holding))
export const charge = ({ charge }: Books): Charge => charge as Charge
export const left = (books: Books): number => remaining(charge(books), holding)
export const about = (books: Books, refund: Books['refund']): Books => ({ ...books, refund })
export const dispute = (amount: number, outcome?: Command<'close'>['outcome']): readonly Command[] => [
  { type: 'open', id: dp_1, amount: usd(amount), currency: usd_, stage: 'open', at },
  ...(outcome === undefined ? [] : [{ type: 'close', outcome, at } as const]),
]
