/** The program as a process: pipes, files and exit codes. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processIo } from '../../src/cli/io.js'
import { leftOf } from '../fixtures.js'
import { ROOT } from '../tools/tidy/source.js'
import { CHARGE, type Ran } from './given.js'

const folder = mkdtempSync(join(tmpdir(), 'refund-machine-cli-'))
const program = join(folder, 'dist', 'cli', 'main.mjs')

beforeAll(async () => {
  const entryPoints = [join(ROOT, 'src/cli/main.ts')]
  await build({ entryPoints, outfile: program, bundle: true, platform: 'node', format: 'esm', logLevel: 'error' })
  symlinkSync(join(ROOT, 'docs'), join(folder, 'docs'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the program; `until` closes its standard output at the first piece of text that it prints. */
const started = (words: readonly string[], stdin: string, until: 'end' | 'firstText' = 'end'): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...words], { stdio: 'pipe', cwd: folder })
    let [out, err] = ['', '']
    child.stdout.on('data', (text) => {
      out += String(text)
      if (until === 'firstText') child.stdout.destroy()
    })
    child.stderr.on('data', (text) => {
      err += String(text)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? -1, out, err }))
    // A program that refuses its words does not read.
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin)
  })

describe('the program', () => {
  it.each<[string, readonly string[], number]>([
    ['accepts', ['refund', '--json'], 0],
    ['refuses', ['refund', '--amount', '100.01'], 1],
    ['does not understand', ['refund', '--amount', '5,00'], 2],
  ])('%s %j and exits with %d', async (_, words, code) => {
    const done = await started(words, CHARGE)
    expect(done.code).toBe(code)
    expect(done[code === 0 ? 'err' : 'out']).toBe('')
  })
  it('takes its own output through a pipe, until nothing is left', async () => {
    const half = await started(['refund', '--minor', '5000', '--json'], CHARGE)
    const whole = await started(['refund', '--minor', '5000', '--json'], half.out)
    const more = await started(['refund', '--minor', '1', '--json'], whole.out)
    expect([half.code, whole.code, more.code]).toEqual([0, 0, 1])
    expect(JSON.parse(more.out).error._tag).toBe('AlreadyRefunded')
  })
  it('finds its example, and says nothing about a reader that has enough', async () => {
    expect(await started(['demo'], '', 'firstText')).toMatchObject({ code: 0, err: '' })
  })
  it('prints all of a large charge', async () => {
    const metadata = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key${index}`, 'v'.repeat(40)]))
    const { code, out } = await started(['refund', '--json'], JSON.stringify({ ...JSON.parse(CHARGE), metadata }))
    expect(code).toBe(0)
    expect(JSON.parse(out).charge.metadata).toEqual(metadata)
  })
})

describe('a file', () => {
  const io = processIo()

  it.each([
    ['/no/such/file', 'does not exist'],
    ['a\0b', 'does not exist'],
    [tmpdir(), 'is a directory'],
    ['x'.repeat(10_000), 'does not exist'],
  ])('%j %s', async (path, reason) => {
    expect(leftOf(await io.readFile(path))).toBe(reason)
  })
  it('of more than 16 MiB is not read to its end', async () => {
    const path = join(folder, 'huge.json')
    writeFileSync(path, '')
    truncateSync(path, 17 * 1024 * 1024)
    expect(leftOf(await io.readFile(path))).toBe('is longer than 16 MiB')
  })
})
