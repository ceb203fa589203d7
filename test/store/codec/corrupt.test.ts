/** A row with one member spoilt is refused, or is a lawful row just as it then stands. It is never mended. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ROWS as CODECS } from '../../../src/store/codec/rows.js'
import { forAll } from '../../arbitraries/for-all.js'
import { at, HOSTILE, NO_JSON, type Path, pathsIn, replaced, withMore, without } from './corrupt.js'
import { type AnyRow, anyRows, read, rewritten, written } from './given.js'
import { goldenRows } from './golden.js'

const ROWS = goldenRows()

/** What callers keep as they like: any JSON may stand there. */
const FREE = /^(document\.body|work\.data|record\.answer)\b|\bmetadata\./

const isFree = (path: Path): boolean => FREE.test(path.join('.'))

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Refused with its id, unless that is what is spoilt; or read, and then written as it stands. */
const check = (kind: AnyRow['kind'], spoilt: unknown, id: string | null): 'refused' | 'read' => {
  const row = read(kind, spoilt)
  if (isRecord(spoilt) && 'v' in spoilt && spoilt.v === 1) {
    const { v: _, ...members } = spoilt
    // Without reasons the codec says the same.
    expect(CODECS[kind].is(members)).toBe(row._tag === 'Right')
  }
  if (row._tag === 'Right') {
    expect(rewritten(kind, row.right)).toStrictEqual(spoilt)
    return 'read'
  }
  expect(row.left.problems.length).toBeGreaterThan(0)
  expect(row.left.row).toBe(kind)
  if (id !== null) expect([row.left.account, row.left.id]).toEqual(['acct_1', id])
  return 'refused'
}

const isNameOf = (row: (typeof ROWS)[number], path: Path): boolean => {
  const value = at(row.json, path)
  return path[0] === 'account' || value === row.id || isRecord(value)
}

describe('a spoilt row', () => {
  it('is refused with its id, or reads as it stands, whatever stands in any place', () => {
    for (const row of ROWS)
      for (const path of pathsIn(row.json))
        for (const by of HOSTILE) check(row.kind, replaced(row.json, path, by), isNameOf(row, path) ? null : row.id)
  })

  it('is refused where something stands in any place that is no JSON', () => {
    for (const { kind, json } of ROWS)
      for (const path of pathsIn(json))
        for (const by of NO_JSON)
          expect(read(kind, replaced(json, path, by))._tag, `${String(by)} in ${kind} ${path.join('.')}`).toBe('Left')
  })

  it('is refused when any member is missing', () => {
    for (const { kind, json } of ROWS)
      for (const path of pathsIn(json)) {
        if (isFree(path) || path.includes('labels')) continue
        expect(read(kind, without(json, path))._tag, `${kind} without ${path.join('.')}`).toBe('Left')
      }
  })

  it.each(['note', '__proto__', 'constructor', 'toString'])(
    'is refused when any record has a member %s more',
    (name) => {
      for (const { kind, json, id } of ROWS)
        for (const path of [[], ...pathsIn(json)]) {
          if (!isRecord(at(json, path)) || isFree([...path, ''])) continue
          const row = read(kind, withMore(json, path, name))
          expect(row).toMatchObject({ _tag: 'Left', left: { row: kind, account: 'acct_1', id } })
          expect(row).toHaveProperty(
            'left.problems.0',
            `${[...path, name].join('.')}: no such member is known here; a newer version may have written it`,
          )
        }
    },
  )

  it('of a random history is refused, or reads as it stands', () => {
    const spoilt = fc
      .tuple(anyRows, fc.nat(), fc.nat(), fc.constantFrom<'other' | 'number' | 'less'>('other', 'number', 'less'))
      .filter(([rows]) => rows.length > 0)
    forAll(spoilt, ([rows, which, where, how]) => {
      const row = rows[which % rows.length] as AnyRow
      const json = written(row)
      const paths = pathsIn(json)
      const path = paths[where % paths.length] as Path
      const value = at(json, path)
      const by =
        how === 'number' && typeof value === 'number' ? value + (where % 3) - 1 : HOSTILE[where % HOSTILE.length]
      check(row.kind, how === 'less' ? without(json, path) : replaced(json, path, by), null)
    })
  })
})
