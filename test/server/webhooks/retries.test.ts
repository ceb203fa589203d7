/** How often, and when. */
import { describe, expect, it } from 'vitest'
import { BACKOFF, isGivenUp, nextAttempt } from '../../../src/server/webhooks/retries.js'
import { later, now } from '../../fixtures.js'

describe('an event that is not heard', () => {
  it('is sent twelve times in a little under three days, each time after a longer wait or the same', () => {
    const total = BACKOFF.reduce((sum, wait) => sum + wait, 0)
    expect(BACKOFF).toHaveLength(11)
    expect(total / 86_400).toBeGreaterThan(2.9)
    expect(total / 86_400).toBeLessThan(3)
    expect(BACKOFF).toEqual(BACKOFF.toSorted((one, other) => one - other))
  })

  it('comes again so long after it failed', () => {
    expect([1, 2, 3, 4, 11].map((attempts) => nextAttempt(now, attempts))).toEqual([1, 5, 30, 120, 86_400].map(later))
  })

  it('is given up after the twelfth', () => {
    expect(nextAttempt(now, 12)).toBeNull()
    expect([isGivenUp(11), isGivenUp(12)]).toEqual([false, true])
  })
})
