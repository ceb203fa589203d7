import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { handClock, machineClock, momentAfter } from '../../../src/server/engine/server-clock.js'
import { later, leftOf, now, rightOf } from '../../fixtures.js'

/** The machine's clock at so many milliseconds after `now`. */
const machineAt = (delay: number, milliseconds: number): ReturnType<typeof machineClock> =>
  machineClock(
    delay,
    () => later(Math.floor(milliseconds / 1000)),
    () => now * 1000 + milliseconds,
  )

describe('soon by the machine', () => {
  it('is never earlier than the delay, and less than a second later', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 5_000 }), (delay, milliseconds) => {
        const clock = machineAt(delay, milliseconds)
        const waited = clock.soon(clock.now()) * 1000 - (now * 1000 + milliseconds)
        expect(waited).toBeGreaterThanOrEqual(delay * 1000)
        expect(waited).toBeLessThan(delay * 1000 + 1000)
      }),
    )
  })
  it('is at once without a delay', () => {
    const clock = machineAt(0, 900)
    expect(clock.soon(clock.now())).toBe(now)
  })
  it('counts from a moment to come', () => {
    expect(machineAt(2, 900).soon(later(60))).toBe(later(62))
  })
})

describe('a clock that is moved by hand', () => {
  it('stands still, and soon is exactly the delay', () => {
    const clock = handClock(3, now)
    expect([clock.now(), clock.soon(now), clock.now()]).toEqual([now, later(3), now])
  })
  it('reaches a moment to come and lets be one that has passed', () => {
    const clock = handClock(1, now)
    clock.hand?.reach(later(5))
    clock.hand?.reach(later(2))
    expect(clock.now()).toBe(later(5))
  })
  it('looks ahead without moving', () => {
    const clock = handClock(1, now)
    clock.hand?.lookAhead(later(9))
    expect([clock.now(), clock.horizon()]).toEqual([now, later(9)])
    clock.hand?.lookAhead(null)
    expect(clock.horizon()).toBe(now)
  })
  it('is set back with a whole state', () => {
    const clock = handClock(1, later(100))
    clock.hand?.set(now)
    expect(clock.now()).toBe(now)
  })
})

describe('momentAfter', () => {
  it('is so many seconds later', () => {
    expect(rightOf(momentAfter(now, 60))).toBe(later(60))
  })
  it.each([-1, 0.5, Number.NaN, 1e12])('refuses %d seconds', (seconds) => {
    expect(leftOf(momentAfter(now, seconds)).field).toBe('seconds')
  })
})
