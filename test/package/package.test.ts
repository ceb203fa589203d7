/** The package that users get: built, packed, installed, imported in every way, and alone. */
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import PACKAGE from '../../package.json' with { type: 'json' }
import { serving } from '../cli/serving.js'
import { specifiersIn } from '../tools/tidy/imports.js'
import { parse } from '../tools/tidy/source.js'
import { ALL_PATHS, DESK, LAW, SERVER, THROUGH_FP_TS } from './programs.js'
import { mustRun, node, read, run, type Tarball, tarball, tool, write } from './tarball.js'

let made: Tarball
beforeAll(async () => {
  made = await tarball()
})
afterAll(() => made?.remove())

/** The code entries, from `exports`. */
const SUBPATHS = Object.keys(PACKAGE.exports).filter((subpath) => subpath !== './package.json')
/** A server and databases are no matter of browsers. */
const ON_NODE = ['./server', './store/libsql', './store/postgres']
const nameOf = (subpath: string): string => subpath.replace(/^\./, 'refund-machine')

describe('the tarball', () => {
  it('holds the built package, its papers and no sources or tests', () => {
    const folders = new Set(made.files.map((file) => (file.includes('/') ? file.split('/')[0] : file)))
    expect([...folders].sort()).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'package.json'])
    expect(made.files).toEqual(expect.arrayContaining(['docs/errors.md', 'docs/examples/charge.json']))
  })
  it('satisfies publint', async () => {
    expect(await tool(made.alone, 'publint/src/cli.js', made.file, '--strict')).toMatchObject({ code: 0 })
  })
  it('satisfies attw: the types are right for ES modules, CommonJS and bundlers', async () => {
    const said = await tool(made.alone, '@arethetypeswrong/cli/dist/index.js', made.file, '--profile', 'node16')
    expect(said).toMatchObject({ code: 0 })
  })
  it.each(['dist/index.js', 'dist/index.cjs'])('imports nothing in %s', async (file) => {
    const source = parse(file, await read(made.alone, file))
    expect(specifiersIn(source).map(({ text }) => text)).toEqual([])
  })
})

/** Compiles the programs as `module` and says what the compiler said. */
const compile = async (folder: string, files: Readonly<Record<string, string>>, options: object): Promise<string> => {
  const compilerOptions = {
    target: 'ES2022',
    lib: ['ES2022'],
    types: [],
    strict: true,
    exactOptionalPropertyTypes: true,
    ...options,
  }
  await write(folder, { ...files, 'tsconfig.json': JSON.stringify({ compilerOptions, files: Object.keys(files) }) })
  const { stdout } = await tool(folder, 'typescript/bin/tsc', '-p', '.')
  return stdout.trim()
}

const OUTSIDE_NODE_MODULES = 'program'

describe('installed', () => {
  const nodenext = { module: 'nodenext', skipLibCheck: false }

  it.each([
    ['the law', LAW],
    ['fp-ts around the law', THROUGH_FP_TS],
    ['every subpath', ALL_PATHS],
    ['a desk, and the contract of its store', DESK],
    ['a server', SERVER],
  ])('%s compiles and runs as an ES module and as CommonJS', async (_, { program, prints }) => {
    const folder = join(made.installed, OUTSIDE_NODE_MODULES)
    expect(await compile(folder, { 'a.mts': program, 'b.cts': program }, { ...nodenext, skipLibCheck: true })).toBe('')
    expect(await node(folder, 'a.mjs')).toEqual({ code: 0, stdout: `${prints}\n`, stderr: '' })
    expect(await node(folder, 'b.cjs')).toEqual({ code: 0, stdout: `${prints}\n`, stderr: '' })
  })
  it('the law compiles with its declarations checked', async () => {
    const folder = join(made.installed, 'checked')
    expect(await compile(folder, { 'a.mts': LAW.program, 'b.cts': LAW.program }, nodenext)).toBe('')
  })
  it('every subpath compiles for a bundler', async () => {
    const options = { module: 'esnext', moduleResolution: 'bundler', noEmit: true, skipLibCheck: true }
    const folder = join(made.installed, 'bundled')
    expect(await compile(folder, { 'a.ts': LAW.program, 'b.ts': ALL_PATHS.program }, options)).toBe('')
  })
  it.each(SUBPATHS.filter((subpath) => !ON_NODE.includes(subpath)))(
    '%s bundles for a browser, and loads where there is no Node',
    async (subpath) => {
      const { outputFiles } = await build({
        stdin: { contents: `export * from '${nameOf(subpath)}'`, resolveDir: made.installed },
        bundle: true,
        write: false,
        platform: 'browser',
        format: 'iife',
        globalName: 'loaded',
        logLevel: 'silent',
      })
      // No `process`, no `require`; timers a browser has, and fast-check looks for them as it loads.
      const browser = createContext({ setTimeout, clearTimeout })
      runInContext(outputFiles[0]?.text ?? '', browser)
      expect(runInContext('Object.keys(loaded).length', browser)).toBeGreaterThan(0)
    },
  )
  it('keeps what it serves in a file, by the driver that is installed beside it', async () => {
    const program = join('node_modules', 'refund-machine', PACKAGE.bin['refund-machine'])
    const serve = () => serving(made.installed, program, 'serve', '--port', '0', '--data', 'shop.db')
    const headers = { authorization: 'Bearer sk_test_shop' }
    const first = await serve()
    const body = new URLSearchParams({ amount: '1000', currency: 'usd', source: 'tok_visa' })
    const { id } = (await (await fetch(`${first.url}/v1/charges`, { method: 'POST', headers, body })).json()) as {
      readonly id: string
    }
    expect(await first.end()).toMatchObject({ code: 0, err: '' })
    const second = await serve()
    const answer = await fetch(`${second.url}/v1/charges`, { headers })
    expect(await answer.json()).toMatchObject({ data: [{ id }] })
    expect(await second.end()).toMatchObject({ code: 0, err: '' })
  })
  it('puts the command line beside the programs of the project', async () => {
    expect(await run(made.installed, join('node_modules', '.bin', 'refund-machine'), 'demo')).toMatchObject({ code: 0 })
  })
})

describe('without fastify', () => {
  it('a server compiles, and says in one sentence what is missing', async () => {
    const folder = join(made.peerless, OUTSIDE_NODE_MODULES)
    const options = { module: 'nodenext', skipLibCheck: true }
    expect(await compile(folder, { 'a.mts': SERVER.program, 'b.cts': SERVER.program }, options)).toBe('')
    const said = { code: 0, stdout: `${SERVER.printsWithoutFastify}\n`, stderr: '' }
    expect([await node(folder, 'a.mjs'), await node(folder, 'b.cjs')]).toEqual([said, said])
  })
  it.each(['d.ts', 'd.cts'])('no type of the server is of fastify: server/index.%s', async (ending) => {
    expect(await read(made.alone, `dist/server/index.${ending}`)).not.toContain("fastify'")
  })
})

describe('without its dependencies', () => {
  it('the law still compiles, and nothing of a refusal is any', async () => {
    const folder = join(made.bare, OUTSIDE_NODE_MODULES)
    const options = { module: 'nodenext', skipLibCheck: true }
    expect(await compile(folder, { 'a.mts': LAW.program, 'b.cts': LAW.program }, options)).toBe('')
    expect(await node(folder, 'a.mjs')).toMatchObject({ stdout: `${LAW.prints}\n` })
    expect(await node(folder, 'b.cjs')).toMatchObject({ stdout: `${LAW.prints}\n` })
  })
  it('the check would find an any: a package whose types come from fp-ts gives one, silently', async () => {
    const folder = join(made.bare, 'any')
    await write(folder, {
      'node_modules/leaky/package.json': '{ "name": "leaky", "exports": { "types": "./index.d.ts" } }',
      'node_modules/leaky/index.d.ts':
        "import type { Either } from 'fp-ts/lib/Either.js'\nexport declare const refund: () => Either<{ _tag: 'No' }, 1>\n",
    })
    const program = LAW.program.replace('ReturnType<typeof refund>', "ReturnType<typeof import('leaky').refund>")
    expect(await compile(folder, { 'a.mts': program }, { module: 'nodenext', skipLibCheck: true })).toContain(
      "Unused '@ts-expect-error' directive",
    )
  })
})

describe('the command line, from the tarball alone', () => {
  it('starts with the line that makes it a program', async () => {
    expect((await read(made.alone, PACKAGE.bin['refund-machine'])).split('\n')[0]).toBe('#!/usr/bin/env node')
  })
  it('runs the demo', async () => {
    expect(await node(made.alone, PACKAGE.bin['refund-machine'], 'demo')).toMatchObject({ code: 0, stderr: '' })
  })
  it('serves, with nothing else installed, and ends cleanly when it is asked to', async () => {
    const { url, end } = await serving(made.alone, PACKAGE.bin['refund-machine'], 'serve', '--port', '0')
    const headers = { authorization: 'Bearer sk_test_shop' }
    const answer = await fetch(`${url}/v1/refunds`, { headers })
    expect(await answer.json()).toMatchObject({ object: 'list', data: [] })
    expect(await end()).toEqual({ code: 0, out: `refund-machine listens on ${url}\n`, err: '' })
  })
  it.each([
    ['shop.db', 'refund-machine/store/libsql needs the package libsql: npm install libsql'],
    ['postgres://shop@127.0.0.1:1/shop', 'refund-machine/store/postgres needs the package pg: npm install pg'],
  ])('says in one sentence what is missing to keep everything in %s', async (data, sentence) => {
    const words = [PACKAGE.bin['refund-machine'], 'serve', '--port', '0', '--data', data]
    const said = { code: 1, stdout: '', stderr: `refund-machine: ${sentence}\n` }
    expect(await node(made.alone, ...words)).toEqual(said)
  })
  it('names the licences of what it has inside', async () => {
    const licenses = await read(made.alone, 'dist/cli/licenses.txt')
    for (const name of ['fastify', 'fp-ts', 'io-ts', 'pino', 'xstate'])
      expect(licenses).toMatch(new RegExp(`^${name} \\d\\S*: MIT\n\n`, 'm'))
  })
  it.each(['charge', 'refund', 'dispute'])('prints the %s lifecycle as JSON', async (name) => {
    const printed = await mustRun(
      made.alone,
      process.execPath,
      PACKAGE.bin['refund-machine'],
      'diagram',
      name,
      '--format',
      'json',
    )
    expect(JSON.parse(printed)).toHaveProperty('states')
  })
})
