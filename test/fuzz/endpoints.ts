/** Everything that is asked: every route of the server, and those levers that no request pulls by accident. */
import { ROUTES } from '../../src/server/routes.js'

export interface Endpoint {
  readonly method: string
  /** With names in braces. */
  readonly path: string
}

/** They stand outside of the routes. That which empties an account, and that which dumps everything, are pulled by the fuzzer itself. */
const LEVERS: readonly Endpoint[] = [
  { method: 'PUT', path: '/_control/state' },
  { method: 'GET', path: '/_control/clock' },
  { method: 'POST', path: '/_control/clock/advance' },
]

export const ENDPOINTS: readonly Endpoint[] = [...ROUTES.map(({ method, path }) => ({ method, path })), ...LEVERS]

/** As tallies name it. */
export const nameOf = ({ method, path }: Endpoint): string => `${method} ${path}`
