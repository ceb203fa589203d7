/** What people and ledgers are told of the law's decisions. Nothing here decides. */
export { PRECEDENCE } from '../domain/law/errors.js'
export { explain } from './explain.js'
export type { Account, Posting } from './postings.js'
export { postings } from './postings.js'
