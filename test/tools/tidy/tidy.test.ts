/** Every rule of the tidy test fires on a small bad source, and stays silent on the good one beside it. */
import { describe, expect, it } from 'vitest'
import * as bans from './bans.js'
import { cycles, importEndings, type Room, roomImports } from './imports.js'
import { parse, type Rule, where } from './source.js'

const TABLE: Readonly<Record<string, Room>> = {
  index: { rooms: ['domain'], packages: [], node: false },
  domain: { rooms: [], packages: [], node: false },
  stripe: { rooms: ['domain'], packages: ['fp-ts', '@scope/kept'], node: false },
  store: { rooms: ['domain'], packages: [], node: false },
  'store/libsql': { rooms: ['domain', 'store'], packages: ['libsql'], node: true },
  cli: { rooms: 'all', packages: [], node: true },
}

const FILE = 'src/domain/a.ts'
const inDomain = (path: string): boolean => path.startsWith('src/domain/')

const found = (rule: Rule, text: string, path = FILE): readonly string[] =>
  rule(parse(path, text)).map(({ at, what }) => `${at.slice(path.length)} ${what}`.trim())

const brandCasts = bans.brandCasts({ MinorUnits: ['src/domain/money.ts'] })
const throws = bans.throwsOutside({ [FILE]: ['absurd'] })

describe('finds', () => {
  const rows: readonly (readonly [rule: Rule, text: string, what: string])[] = [
    [bans.impure, 'export const now = Date.now()', ':1 Date'],
    [bans.impure, '\nconst at: Date = x', ':2 Date'],
    [bans.impure, 'new Intl.NumberFormat()', ':1 Intl'],
    [bans.impure, 'process.env.HOME', ':1 process'],
    [bans.impure, 'globalThis.process', ':1 globalThis'],
    [bans.impure, 'crypto.randomUUID()', ':1 crypto'],
    [bans.impure, 'performance.now()', ':1 performance'],
    [bans.impure, 'setTimeout(run, 1)', ':1 setTimeout'],
    [bans.impure, 'console.log(1)', ':1 console'],
    [bans.impure, 'const clock = { now: Date }', ':1 Date'],
    [bans.impure, 'Math.random()', ':1 Math.random'],
    [bans.impure, "Math['random']()", ':1 Math.random'],
    [bans.impure, 'const { random } = Math', ':1 Math.random'],
    [bans.impure, 'amount.toLocaleString()', ':1 toLocaleString reads the locale'],
    [bans.impure, 'ids.sort((a, b) => a.localeCompare(b))', ':1 localeCompare reads the locale'],
    [bans.classes, 'class Charge {}', ':1 class'],
    [bans.classes, 'const Charge = class {}', ':1 class'],
    [throws, "const refund = () => { throw new Error('no') }", ':1 throw'],
    [throws, 'throw 1', ':1 throw'],
    [brandCasts, 'const a = 1 as MinorUnits', ':1 as MinorUnits'],
    [brandCasts, 'const a = <MinorUnits>1', ':1 as MinorUnits'],
    [brandCasts, 'const a = [1] as unknown as readonly MinorUnits[]', ':1 as MinorUnits'],
    [bans.anyType, 'const a: any = 1', ':1 any'],
    [bans.anyType, 'const a = b as Record<string, any>', ':1 any'],
    [bans.defaultExport, 'const a = 1\nexport default a', ':2 default export'],
    [bans.defaultExport, 'export default function a() {}', ':1 default export'],
    [bans.defaultExport, "export { a as default } from './a.js'", ':1 default export'],
    [bans.exportedReturnTypes, 'export const add = (a: number) => a', ':1 add has no return type'],
    [bans.exportedReturnTypes, 'export const add = (a: number) => (b: number) => a + b', ':1 add has no return type'],
    [bans.exportedReturnTypes, 'export function add(a: number) {}', ':1 add has no return type'],
    [bans.tooLong(2), 'a\nb\nc\n', '3 lines, more than 2'],
    [bans.reExportsOnly, "export * from './a.js'\nexport const a = 1", ':2 not a re-export'],
    [bans.testNames, "it('should refund', run)", ":1 should: 'should refund'"],
    [bans.testNames, "it.each(rows)('row %s should pass', run)", ":1 should: 'row %s should pass'"],
    [bans.testNames, "it.only('refunds', run)", ':1 .only'],
    [bans.testNames, "describe.skip('refund', run)", ':1 .skip'],
    [bans.testNames, "test.todo('refunds')", ':1 .todo'],
    [importEndings, "import { a } from './a'", ':1 ./a does not end in .js'],
    [importEndings, "export * from '../a.ts'", ':1 ../a.ts does not end in .js'],
    [roomImports(TABLE), "import { a } from '../stripe/a.js'", ':1 may not import src/stripe/a.ts'],
    [roomImports(TABLE), "export { a } from '../cli/a.js'", ':1 may not import src/cli/a.ts'],
    [roomImports(TABLE), "import type { Either } from 'fp-ts/lib/Either.js'", ':1 may not import fp-ts/lib/Either.js'],
    [roomImports(TABLE), "type A = import('../stripe/a.js').A", ':1 may not import src/stripe/a.ts'],
    [roomImports(TABLE), "const a = import('xstate')", ':1 may not import xstate'],
    [roomImports(TABLE), "const fs = require('node:fs')", ':1 may not import node:fs'],
    [roomImports(TABLE), "import { readFileSync } from 'node:fs'", ':1 may not import node:fs'],
    [roomImports(TABLE), "import { readFileSync } from 'fs'", ':1 may not import fs'],
    [roomImports(TABLE), "import { rows } from '../../test/rows.js'", ':1 may not import test/rows.ts'],
  ]

  it.each(rows.map(([rule, text, what]) => ({ rule, text, what })))('$text', (row) => {
    expect(found(row.rule, row.text)).toEqual([row.what])
  })

  it('an inner index.ts', () => {
    const inner = 'src/domain/index.ts'
    expect(found(bans.indexOutside(['src/index.ts']), '', inner)).toEqual(['index.ts is no public face here'])
  })

  it('a folder that the table does not name', () => {
    expect(found(roomImports(TABLE), '', 'src/utils/a.ts')).toEqual(['in no room'])
  })

  it('what reaches a room within a room, which itself reaches what is around it', () => {
    expect(found(roomImports(TABLE), "import './libsql/a.js'", 'src/store/a.ts')).toEqual([
      ':1 may not import src/store/libsql/a.ts',
    ])
    expect(found(roomImports(TABLE), "import 'libsql'", 'src/store/a.ts')).toEqual([':1 may not import libsql'])
    expect(found(roomImports(TABLE), "import 'libsql'\nimport '../a.js'", 'src/store/libsql/a.ts')).toEqual([])
  })

  it('files that import each other in a ring', () => {
    const ring = [
      parse('src/domain/a.ts', "import { b } from './law/b.js'"),
      parse('src/domain/law/b.ts', "import type { c } from './c.js'"),
      parse('src/domain/law/c.ts', "import { a } from '../a.js'"),
    ]
    expect(cycles(ring).map(({ what }) => what)).toEqual([
      'src/domain/a.ts -> src/domain/law/b.ts -> src/domain/law/c.ts -> src/domain/a.ts',
    ])
  })
})

describe('is silent about', () => {
  const rows: readonly (readonly [Rule, string] | readonly [Rule, string, string])[] = [
    [bans.impure, '// Date.now() and Math.random() are words here.'],
    [bans.impure, "const a = 'process.env'"],
    [bans.impure, 'const a = rules.process(policy.performance, { crypto: 1 })'],
    [bans.impure, 'interface Rules { readonly process: number }'],
    [bans.impure, 'const { process: kind } = policy'],
    [bans.impure, 'Math.max(1, 2)'],
    [where(inDomain, bans.impure), 'Date.now()', 'src/cli/a.ts'],
    [throws, 'const absurd = (): never => { throw new Error() }'],
    [brandCasts, 'const a = 1 as MinorUnits', 'src/domain/money.ts'],
    [brandCasts, 'const a: MinorUnits = b as const'],
    [bans.anyType, "const any = 'any'"],
    [bans.defaultExport, 'switch (a) { default: b() }'],
    [bans.exportedReturnTypes, 'const add = (a: number) => a'],
    [bans.exportedReturnTypes, 'export const add = (a: number) => (b: number): number => a + b'],
    [bans.exportedReturnTypes, 'export const add: (a: number) => number = (a) => a'],
    [bans.exportedReturnTypes, 'export const to = (a: string) => ({ to: a }) as const'],
    [bans.exportedReturnTypes, 'export const added = list((a) => a)'],
    [bans.tooLong(2), 'a\nb\n'],
    [bans.indexOutside(['src/index.ts']), '', 'src/index.ts'],
    [bans.reExportsOnly, "/** Face. */\nexport * from './a.js'\nexport type { B } from './b.js'"],
    [bans.testNames, "it('refunds what is left', run)"],
    [bans.testNames, "expect('it should not matter').toBe(a.only(b))"],
    [importEndings, "import a from './a.js'\nimport b from './b.json' with { type: 'json' }\nimport c from 'c'"],
    [roomImports(TABLE), "// import { a } from '../stripe/a.js'\nconst a = \"import 'node:fs'\""],
    [roomImports(TABLE), "import { a } from './money/a.js'"],
    [
      roomImports(TABLE),
      "import { a } from '../domain/a.js'\nimport 'fp-ts/lib/Either.js'\nimport '@scope/kept/x'",
      'src/stripe/a.ts',
    ],
    [roomImports(TABLE), "import { a } from '../stripe/index.js'\nimport 'node:fs'", 'src/cli/main.ts'],
    [
      roomImports(TABLE),
      "import charge from '../../docs/examples/charge.json' with { type: 'json' }",
      'src/cli/main.ts',
    ],
    [roomImports(TABLE), "export * from './domain/a.js'", 'src/index.ts'],
  ]

  it.each(rows.map(([rule, text, path = FILE]) => ({ rule, text, path })))('$text', (row) => {
    expect(found(row.rule, row.text, row.path)).toEqual([])
  })

  it('files that share an import without a ring', () => {
    const diamond = [
      parse('src/a.ts', "import './b.js'\nimport './c.js'"),
      parse('src/b.ts', "import './d.js'"),
      parse('src/c.ts', "import './d.js'"),
      parse('src/d.ts', ''),
    ]
    expect(cycles(diamond)).toEqual([])
  })
})
