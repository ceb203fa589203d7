/** The command line of the check. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../tools/tidy/source.js'
import { parseOptions } from './options.js'

const execute = promisify(execFile)
const run = (...args: readonly string[]) =>
  execute(process.execPath, ['--import', 'tsx', 'test/exhaustive/run.ts', ...args], { cwd: ROOT })

describe('the options', () => {
  it('are four of everything that the full check has, for 20 minutes and 8 GB', () => {
    expect(parseOptions([])).toEqual({
      bounds: { amount: 4, refunds: 4, captures: 2, disputes: 1 },
      minutes: 20,
      gigabytes: 8,
    })
  })

  it('are taken one by one', () => {
    expect(parseOptions(['--amount', '2', '--disputes=0', '--minutes', '1'])).toEqual({
      bounds: { amount: 2, refunds: 4, captures: 2, disputes: 0 },
      minutes: 1,
      gigabytes: 8,
    })
  })

  it.each([['--amonut', '2'], ['--amount', '0'], ['--amount', 'two'], ['--amount', '1.5'], ['--amount'], ['2']])(
    'refuse %s %s',
    (...argv) => {
      expect(parseOptions(argv.filter((word) => word !== undefined))).toHaveProperty('problem')
    },
  )
})

describe('npm run exhaustive', () => {
  it('prints what it covered and what not, and no progress in a pipe', { timeout: 60_000 }, async () => {
    const { stdout, stderr } = await run('--amount', '1', '--refunds', '1')
    expect(stdout).toMatch(/^states +2,005$/m)
    for (const row of ['worlds', 'steps', 'evaluations of the law', 'time', 'peak memory', 'not covered'])
      expect(stdout).toMatch(new RegExp(`^${row}`, 'm'))
    expect(stdout).toContain('every law held on every step')
    expect(stderr).toBe('')
  })

  it('refuses an option that it does not know, with the usage', { timeout: 60_000 }, async () => {
    await expect(run('--amonut', '1')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('usage: npm run exhaustive'),
    })
  })
})
