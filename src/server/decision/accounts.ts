/** Accounts: the one that asks, and those connected to it. */
import { newAccount, type WireAccount } from '../../stripe/objects/account.js'
import { find, put, type Work } from './work.js'

/** What is not said of an account. */
export const USUAL = { country: 'US', default_currency: 'usd' } as const

/** An account by its id: one that is known, or one as it comes to be when it is first named. */
export const accountOf = (work: Work, id: string): WireAccount =>
  find(work, 'account', id, '') ?? newAccount({ id, created: work.at, isOwn: id === work.asked.platform, ...USUAL })

/** The account, kept from now on. */
export const connected = (work: Work, id: string): WireAccount => {
  const account = accountOf(work, id)
  if (find(work, 'account', id, '') === null) put(work, 'account', id, account, { scope: '' })
  return account
}

/** Whether an id may be an account's: whatever has this form is one as soon as it is named. */
export const isAccountId = (id: string): boolean => /^acct_\w{1,64}$/.test(id)

/** The account that asks: the platform, or the connected account in whose name it asks. */
export const ownAccount = ({ asked: { scope, platform } }: Work): string => (scope === '' ? platform : scope)
