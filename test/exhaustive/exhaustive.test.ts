/** The exhaustive check, as far as it goes in half a minute. `npm run exhaustive` goes further. */
import { expect, it } from 'vitest'
import { type Bounds, theLaw } from './bounds.js'
import { checkLaw } from './check.js'
import { costSince, failureText, reportText, startOfCost } from './report.js'

const BOUNDS: Bounds = { amount: 3, refunds: 3, captures: 2, disputes: 1 }

it('breaks no law in any reachable state of small worlds', { timeout: 300_000 }, () => {
  const start = startOfCost()
  const findings = checkLaw(theLaw, BOUNDS)
  process.stdout.write(`${reportText(BOUNDS, findings, costSince(start))}\n`)
  expect(failureText(theLaw, BOUNDS, findings)).toBe(null)
  expect(findings.left).toEqual([])
  expect(findings.states).toBeGreaterThan(6_000_000)
})
