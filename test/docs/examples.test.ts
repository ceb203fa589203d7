/** Every example of the documentation runs, and says what is true. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as fixtures from '../fixtures.js'
import { parse, ROOT, readTree } from '../tools/tidy/source.js'
import { type Example, examplesInMarkdown, examplesInSource, postgresExamplesInMarkdown } from './examples.js'
import { load, loadModule } from './load.js'
import { pages } from './pages.js'
import { assertionsIn, run, type Scope } from './run.js'
import { removeFolder, useFolder } from './temporary.js'

/** In a TSDoc example stand the fixtures, the domain's exports, those of the room's face, and those of the file itself. */
const scopeOf = async (path: string): Promise<Scope> => {
  const face = `src/${path.split('/')[1]}/index.ts`
  const files = ['src/index.ts', ...(existsSync(join(ROOT, face)) ? [face] : []), path]
  const { default: _, ...scope } = Object.assign({}, fixtures, ...(await Promise.all(files.map(load)))) as Scope
  return scope
}

const inSources = readTree('src').flatMap(examplesInSource)
const inPages = pages().flatMap(({ path, text }) => examplesInMarkdown(path, text))

beforeAll(useFolder)
afterAll(removeFolder)

const titled = (examples: readonly Example[]): readonly (readonly [title: string, example: Example])[] =>
  examples.map((example) => [`${example.path}:${example.line} ${example.name}`, example])

describe('an example in the sources', () => {
  it.each(titled(inSources))('%s holds', async (_, example) => {
    await run(example, await scopeOf(example.path), loadModule)
  })
  it.each(titled(inSources))('%s asserts something', (_, example) => {
    expect(assertionsIn(example.code)).toBeGreaterThan(0)
  })
})

describe('an example in a page', () => {
  it.runIf(existsSync(join(ROOT, 'README.md')))('is found in the README', () => {
    expect(inPages.map(({ path }) => path)).toContain('README.md')
  })
  it.each(titled(inPages))('%s holds', async (_, example) => {
    await run(example, {}, loadModule)
  })
})

describe('the harness', () => {
  const source = (code: string): readonly Example[] =>
    examplesInSource(
      parse('src/a.ts', `/**\n * Adds.\n *\n * @example\n${code}\n * @since 0.1.0\n */\nexport const add = 1\n`),
    )

  const failure = async (code: string, scope: Scope = {}): Promise<string> => {
    const [example] = source(code)
    if (example === undefined) return 'no example'
    return run(example, scope, loadModule).then(
      () => 'holds',
      (error: Error) => error.message.split('\n')[0] ?? '',
    )
  }

  it.each([
    ['an equation', ' * 1 + 1 // => 2'],
    ['equal records', ' * ({ a: [1] }) // => { a: [1] }'],
    ['a constant', ' * const two = 1 + 1 // => 2\n * two + 1 // => 3'],
    ['what is printed', ' * console.log(1 + 1) // => 2'],
    ['a statement of several lines', ' * Math.max(\n *   1,\n *   2,\n * ) // => 2'],
    ['an expectation of several lines', ' * ({ a: 1, b: 2 }) // => {\n *   //    a: 1,\n *   //    b: 2 }'],
    ['a promise', ' * await Promise.resolve(1) // => 1'],
    ['types', ' * const n: number = 1\n * n as unknown // => 1'],
    ['an import', " * import * as E from 'fp-ts/lib/Either.js'\n * E.right(1)._tag // => 'Right'"],
    ['names of the scope', ' * known + 1 // => known + 1'],
    ['a constant with a name of the scope', ' * const known = 5\n * known // => 5'],
  ])('runs %s', async (_, code) => {
    expect(await failure(code, { known: 1 })).toBe('holds')
  })

  it('names the file, the line and the difference', async () => {
    expect(await failure(' * 1 // => 1\n * 1 + 1 // => 3')).toBe('src/a.ts:6 expected 2 to strictly equal 3')
  })

  it('names the line that throws', async () => {
    expect(await failure(' * 1 // => 1\n * gone // => 3')).toBe('src/a.ts:6 gone is not defined')
  })

  it('refuses a claim that no statement makes', async () => {
    expect(await failure(' * if (true) {\n *   1 // => 2\n * }')).toContain('belongs to no expression')
  })

  it('refuses an expectation that is no expression', async () => {
    expect(await failure(' * 1 // => }')).toMatch(/^src\/a\.ts:5 /)
  })

  it('tells an undefined field from a missing one', async () => {
    expect(await failure(' * ({ a: 1, b: undefined }) // => { a: 1 }')).toContain('src/a.ts:5 ')
  })

  it('finds the name that the example belongs to', () => {
    expect(source(' * 1 // => 1')).toEqual([
      { path: 'src/a.ts', line: 5, name: 'add', code: '1 // => 1', kind: 'tsdoc' },
    ])
  })

  it('leaves to the project postgres what needs one', () => {
    const page = '```ts postgres\na\n```\n```ts\nb\n```\n'
    expect(examplesInMarkdown('a.md', page).map(({ code }) => code)).toEqual(['b'])
    expect(postgresExamplesInMarkdown('a.md', page).map(({ code }) => code)).toEqual(['a'])
  })

  it('takes from a page the blocks fenced as ts, unless they are marked no-run', () => {
    const page = '# One\n```ts\na\n```\n## Two\n```ts no-run\nb\n```\n```sh\nc\n```\n````ts\nd\n```\n````\n'
    expect(examplesInMarkdown('a.md', page)).toEqual([
      { path: 'a.md', line: 3, name: 'One', code: 'a', kind: 'markdown' },
      { path: 'a.md', line: 13, name: 'Two', code: 'd\n```', kind: 'markdown' },
    ])
  })
})
