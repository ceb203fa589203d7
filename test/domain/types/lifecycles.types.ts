import type { Next, NextOfCharge, NextOfDispute } from '../../../src/index.js'
import { assert, type Equal } from './equal.js'

assert<Equal<Next<'failed', 'succeed'>, never>>()
assert<Equal<Next<'pending', 'succeed'>, 'succeeded'>>()
assert<Equal<Next<'succeeded', 'fail'>, 'failed'>>()
assert<Equal<Next<'requested', 'succeed'>, never>>()
assert<Equal<Next<'requested', 'acknowledge'>, 'pending' | 'requires_action' | 'succeeded'>>()
assert<Equal<Next<'absent', 'request'>, 'requested' | 'pending' | 'requires_action' | 'succeeded'>>()
assert<Equal<Next<'canceled', 'editMetadata'>, 'canceled'>>()
assert<Equal<Next<'pending', 'nonsense'>, never>>()

assert<Equal<NextOfCharge<'authorized', 'capture'>, 'authorized' | 'captured'>>()
assert<Equal<NextOfCharge<'authorized', 'release'>, 'released' | 'captured'>>()
assert<Equal<NextOfCharge<'captured', 'capture'>, never>>()
assert<Equal<NextOfCharge<'captured', 'request'>, 'captured'>>()

assert<Equal<NextOfDispute<'inquiry', 'close'>, 'inquiry_closed' | 'prevented'>>()
assert<Equal<NextOfDispute<'open', 'close'>, 'won' | 'lost' | 'prevented'>>()
assert<Equal<NextOfDispute<'won', 'close'>, never>>()

// @ts-expect-error No refund stands there.
export type Nowhere = Next<'settled', 'fail'>
