/** The page on the server keeps its word: its curl lines and its file of tests run, and its lists are the server's own. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveOptions } from '../../src/cli/serve-options.js'
import { helpOf } from '../../src/cli/usage.js'
import { isLeft } from '../../src/index.js'
import { clockLevers } from '../../src/server/control/clock-levers.js'
import { stateLevers } from '../../src/server/control/state-levers.js'
import { handClock } from '../../src/server/engine/server-clock.js'
import { createAuthenticate } from '../../src/server/http/auth.js'
import { createServer, type Server } from '../../src/server/index.js'
import { ROUTES } from '../../src/server/routes.js'
import { createState } from '../../src/server/state.js'
import { memoryStore, systemClock } from '../../src/store/index.js'
import { TEST_CARDS, type TestCard } from '../../src/stripe/cards.js'
import { ROOT } from '../tools/tidy/source.js'
import { byCurl, byFetch, hasCurl, type Send } from './curl.js'
import { blocksInMarkdown } from './examples.js'
import { compileErrors, FACES } from './public.js'
import { run } from './run.js'
import { type Command, commandsIn, differences, wordsOf } from './shell.js'

const PATH = 'docs/server.md'
const PAGE = readFileSync(join(ROOT, PATH), 'utf8')

const COMMANDS = blocksInMarkdown(PATH, PAGE, (info) => info === 'sh').flatMap(commandsIn)
const CURLS = COMMANDS.filter(({ text }) => text.startsWith('curl '))

const titled = (commands: readonly Command[]): readonly (readonly [title: string, command: Command])[] =>
  commands.map((command) => [`${PATH}:${command.line} ${command.text.replace(/\s+/g, ' ')}`, command])

/** The cells of the rows below a head that begins with these cells. */
const rowsBelow = (head: string): readonly (readonly string[])[] => {
  const lines = PAGE.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`))
  if (start === -1) throw new Error(`no table begins with ${head}`)
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'))
  return lines.slice(start + 2, start + length).map((line) => line.slice(2, -2).split(' | '))
}

const quoted = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text as string)

/** One server for the whole page, as its reader has one. */
const WAYS: readonly (readonly [way: string, send: Send])[] = [
  ['fetch', byFetch],
  ...(hasCurl ? ([['curl', byCurl]] as const) : []),
]

describe.each(WAYS)('asked by %s', (_, send) => {
  let server: Server
  const folder = mkdtempSync(join(tmpdir(), 'refund-machine-page-'))
  const variables: Record<string, string> = {}
  const bind = (name: string, value: string): string => {
    variables[name] ??= value
    return variables[name]
  }
  beforeAll(async () => {
    server = await createServer({ port: 0, clock: 'manual' })
  })
  afterAll(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  it.each(titled(CURLS))('%s', async (_title, { text, expected }) => {
    const sent = await send(text.replaceAll('localhost:12111', `127.0.0.1:${server.port}`), variables, folder)
    if (sent === null || expected === null) expect({ sent, expected }).toEqual({ sent: null, expected: null })
    else if ('failed' in sent) expect(sent.failed).toBe(expected)
    else expect(differences(JSON.parse(sent.body), JSON.parse(expected), bind)).toEqual([])
  })
})

describe('the page', () => {
  it('asks often, and has nothing in its shell but curl and ways to start', () => {
    expect(CURLS.length).toBeGreaterThan(50)
    const starts = COMMANDS.filter((command) => !CURLS.includes(command)).map(({ text }) => wordsOf(text))
    expect(starts.map((words) => words.slice(0, words.indexOf('serve') + 1).join(' '))).toEqual([
      'npx refund-machine serve',
      'npm run -s serve',
      'npx refund-machine serve',
      'npx refund-machine serve',
    ])
    for (const words of starts)
      expect(isLeft(serveOptions(words.slice(words.indexOf('serve') + 1).filter((word) => word !== '--')))).toBe(false)
  })

  it('has a file of tests that compiles, and whose tests pass', async () => {
    const files = blocksInMarkdown(PATH, PAGE, (info) => info === 'ts vitest')
    expect(files).toHaveLength(1)
    expect(compileErrors(files)).toEqual([])
    const hooks = { before: [] as (() => unknown)[], after: [] as (() => unknown)[], tests: [] as (() => unknown)[] }
    const vitest = {
      beforeAll: (hook: () => unknown) => hooks.before.push(hook),
      afterAll: (hook: () => unknown) => hooks.after.push(hook),
      it: (_name: string, test: () => unknown) => hooks.tests.push(test),
      expect,
    }
    const load = async (name: string): Promise<unknown> =>
      name === 'vitest' ? vitest : import(FACES[name] === undefined ? name : join(ROOT, FACES[name]))
    for (const file of files) await run(file, {}, load)
    expect(hooks.tests.length).toBeGreaterThan(0)
    try {
      for (const step of [...hooks.before, ...hooks.tests]) await step()
    } finally {
      for (const step of hooks.after) await step()
    }
  })

  it('lists every endpoint', () => {
    const [list] = blocksInMarkdown(PATH, PAGE, (info) => info === 'text')
    const listed = (list?.code ?? '').split('\n').flatMap((line) => {
      const words = line.split(/ +/)
      return words.slice(0, -1).map((method) => `${method} ${words.at(-1)}`)
    })
    const served = ROUTES.filter(({ path }) => path.startsWith('/v1/')).map(({ method, path }) => `${method} ${path}`)
    expect([...listed].sort()).toEqual([...served].sort())
  })

  it('lists every test card, its names, and why it is declined', () => {
    const rows = rowsBelow('number | names')
    expect(rows.map(([number, names]) => [number, quoted(names)])).toEqual(
      TEST_CARDS.map((card) => [card.number, namesOf(card)]),
    )
    for (const [index, { behavior }] of TEST_CARDS.entries()) {
      const does = rows[index]?.[2] ?? ''
      expect(does.startsWith('declined')).toBe(behavior.does === 'decline')
      if (behavior.does !== 'decline') continue
      const { code, declineCode } = behavior.decline
      expect(quoted(does)).toEqual(declineCode === null ? [code] : [code, declineCode])
    }
  })

  it('lists every option of the command and of createServer', () => {
    const listed = rowsBelow('option').map(([option]) => quoted(option)[0]?.split(' ')[0])
    expect(listed).toEqual([...(helpOf('serve') ?? '').matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option))
    const source = readFileSync(join(ROOT, 'src/server/options.ts'), 'utf8')
    const declared = [...(source.split('export interface ServerSettings')[0] ?? '').matchAll(/readonly (\w+)\?:/g)]
    const inProgram = PAGE.slice(PAGE.indexOf('\n## In tests')).matchAll(/^\| `(\w+)` \|/gm)
    expect([...inProgram].map(([, name]) => name)).toEqual(declared.map(([, name]) => name))
  })

  it('lists every lever, and pulls each', () => {
    const clock = handClock(1, systemClock())
    const state = createState(clock, memoryStore())
    const levers = [
      ...clockLevers(clock, { advance: async () => clock.now() }),
      ...stateLevers({ state, authenticate: createAuthenticate(), replaced: () => undefined }),
      ...ROUTES.filter(({ path }) => path.startsWith('/_control/')),
    ].map(({ method, path }) => `${method} ${path}`)
    const listed = rowsBelow('lever').map(([lever]) => quoted(lever)[0] ?? '')
    expect([...listed].sort()).toEqual([...levers].sort())
    const pulled = new Set(CURLS.map(({ text }) => pulledBy(text)))
    expect(listed.filter((lever) => !pulled.has(lever.replace(/\{\w+\}/, '$')))).toEqual([])
  })
})

/** The names of a card as the page writes them: what follows `pm_card_`, and the tokens that are called otherwise. */
const namesOf = ({ paymentMethods, tokens }: TestCard): readonly string[] => {
  const names = paymentMethods.map((name) => name.replace('pm_card_', ''))
  return [...names, ...tokens.filter((token) => !names.includes(token.replace('tok_', '')))]
}

/** `POST /_control/refunds/$/fail` */
const pulledBy = (text: string): string => {
  const method = / -X (\w+)/.exec(text)?.[1] ?? (/ -T /.test(text) ? 'PUT' : / -d /.test(text) ? 'POST' : 'GET')
  return `${method} ${(/localhost:12111(\/[^\s?'"]*)/.exec(text)?.[1] ?? '').replace(/\$\w+/, '$')}`
}
