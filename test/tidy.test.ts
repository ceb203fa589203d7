/** The source tree keeps its own rules. The tables are the ones of docs/ARCHITECTURE.md. */
import { describe, expect, it } from 'vitest'
import * as bans from './tools/tidy/bans.js'
import { cycles, importEndings, type Room, roomImports } from './tools/tidy/imports.js'
import { type Finding, type Rule, readTree, where } from './tools/tidy/source.js'

/** Who may import whom. The main face re-exports the domain; the command line is the only room that reaches all. */
const ROOMS: Readonly<Record<string, Room>> = {
  index: { rooms: ['domain'], packages: [], node: false },
  domain: { rooms: [], packages: [], node: false },
  reports: { rooms: ['domain'], packages: [], node: false },
  machine: { rooms: ['domain'], packages: ['xstate'], node: false },
  stripe: { rooms: ['domain'], packages: ['io-ts', 'fp-ts'], node: false },
  store: { rooms: ['domain'], packages: ['io-ts', 'fp-ts'], node: false },
  'store/sql': { rooms: ['domain', 'store'], packages: ['fp-ts'], node: true },
  'store/libsql': { rooms: ['domain', 'store', 'store/sql'], packages: ['fp-ts', 'libsql'], node: true },
  'store/postgres': { rooms: ['domain', 'store', 'store/sql'], packages: ['fp-ts', 'pg'], node: true },
  testing: { rooms: ['domain', 'stripe', 'store'], packages: ['fp-ts', 'fast-check'], node: false },
  server: { rooms: ['domain', 'stripe', 'store'], packages: ['io-ts', 'fp-ts', 'fastify'], node: true },
  cli: { rooms: 'all', packages: ['xstate'], node: true },
}

/** Where a cast to a branded type may stand: in the file of its constructor. */
const BRAND_HOMES = {
  MinorUnits: ['src/domain/money/minor-units.ts'],
  Currency: ['src/domain/money/currency.ts', 'src/domain/money/iso4217.ts'],
  ChargeId: ['src/domain/records/ids.ts'],
  RefundId: ['src/domain/records/ids.ts'],
  DisputeId: ['src/domain/records/ids.ts'],
  EpochSeconds: ['src/domain/records/time.ts'],
  Account: ['src/store/names.ts'],
  IdempotencyKey: ['src/store/names.ts'],
}

const FACES = ['src/index.ts', ...Object.keys(ROOMS).map((room) => `src/${room}/index.ts`)].filter(
  (face) => !/^src\/(index|domain|cli)\//.test(face),
)

const SRC = readTree('src')
const TESTS = readTree('test')

const inLaw = (path: string): boolean => /^src\/(domain|reports|machine)\//.test(path)
const isMainFace = (path: string): boolean => path === 'src/index.ts'

const SRC_RULES: Readonly<Record<string, Rule>> = {
  'imports only what the table gives the room': roomImports(ROOMS),
  'names imported files with their ending': importEndings,
  'reads no clock, chance, locale or outside world in domain, reports and machine': where(inLaw, bans.impure),
  'throws nowhere in domain, reports and machine but in absurd': where(
    inLaw,
    bans.throwsOutside({ 'src/domain/either.ts': ['absurd'] }),
  ),
  'has no class in domain, reports and machine': where(inLaw, bans.classes),
  'casts to a brand only beside its constructor': bans.brandCasts(BRAND_HOMES),
  'has no any': bans.anyType,
  'has no default export': bans.defaultExport,
  'says what each exported function returns': bans.exportedReturnTypes,
  'names index.ts only the public faces': bans.indexOutside(FACES),
  're-exports and does nothing else in the main face': where(isMainFace, bans.reExportsOnly),
  'has no file above 300 lines': bans.tooLong(300),
}

const TEST_RULES: Readonly<Record<string, Rule>> = {
  'names tests by claims and leaves none out': bans.testNames,
  'has no default export': bans.defaultExport,
  'has no any': bans.anyType,
  'has no file above 300 lines': bans.tooLong(300),
}

const none: readonly Finding[] = []

describe('src', () => {
  it('is read', () => {
    expect(SRC.map(({ path }) => path)).toContain('src/domain/either.ts')
  })
  it.each(Object.entries(SRC_RULES))('%s', (_, rule) => {
    expect(SRC.flatMap(rule)).toEqual(none)
  })
  it('has no import cycle', () => {
    expect(cycles(SRC)).toEqual(none)
  })
})

describe('test', () => {
  it.each(Object.entries(TEST_RULES))('%s', (_, rule) => {
    expect(TESTS.flatMap(rule)).toEqual(none)
  })
})
