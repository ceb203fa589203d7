/** A server that answers as Stripe does where refunds are concerned: to embed in tests, or to run by itself. */

export type { Mint } from './decision/minted.js'
export type { ServerOptions } from './options.js'
export { createServer, type Server } from './server.js'
export type { SavedState } from './state.js'
