/** What is public is documented, the programs of the pages compile, and their links lead somewhere. */
import { describe, expect, it } from 'vitest'
import { type Example, examplesInMarkdown, postgresExamplesInMarkdown } from './examples.js'
import { brokenLinks } from './links.js'
import { pages } from './pages.js'
import { compileErrors, type Exported, exportsOf, FACES } from './public.js'

/** What each kind needs beside a description. An example of what never returns would have no right side. */
const NEEDED: Readonly<Record<Exported['kind'], readonly string[]>> = {
  function: ['example', 'since', 'category'],
  never: ['since', 'category'],
  constant: [],
  type: [],
}

describe.each(Object.entries(FACES))('%s', (_, face) => {
  const all = exportsOf(face)

  it('exports something', () => {
    expect(all).not.toEqual([])
  })
  it('describes every export', () => {
    expect(all.filter(({ description }) => description.trim() === '').map(({ name }) => name)).toEqual([])
  })
  it('gives every function an example, a version and a category', () => {
    const missing = all.flatMap(({ name, kind, tags }) =>
      NEEDED[kind].filter((tag) => !tags.includes(tag)).map((tag) => `${name} @${tag}`),
    )
    // What needs a database is shown in the pages.
    const inDatabase = /^src\/store\/(libsql|postgres)\//.test(face)
    expect(missing.filter((one) => !inDatabase || !one.endsWith(' @example'))).toEqual([])
  })
  it('files nothing under a category that says nothing', () => {
    const empty = ['util', 'utils', 'utility', 'helper', 'helpers', 'misc', 'common']
    expect(all.filter(({ category }) => empty.includes(category)).map(({ name }) => name)).toEqual([])
  })
})

describe('pages', () => {
  it('hold only programs that compile', () => {
    const programs = pages().flatMap(({ path, text }) => [
      ...examplesInMarkdown(path, text),
      ...postgresExamplesInMarkdown(path, text),
    ])
    expect(compileErrors(programs)).toEqual([])
  })
  it('link to what exists', () => {
    expect(pages().flatMap(({ path, text }) => brokenLinks(path, text).map((link) => `${path}: ${link}`))).toEqual([])
  })
})

describe('the compiler of the pages', () => {
  const page = (code: string): readonly Example[] => [{ path: 'a.md', line: 7, name: '', code, kind: 'markdown' }]

  it('finds a wrong type in its line', () => {
    expect(compileErrors(page('const a = 1\nconst b: string = a'))).toEqual([
      "a.md:8 Type 'number' is not assignable to type 'string'.",
    ])
  })
  it('knows the package by its name', () => {
    expect(compileErrors(page("import { gone } from 'refund-machine'"))).toEqual([
      `a.md:7 Module '"refund-machine"' has no exported member 'gone'.`,
    ])
  })
})

describe('the link check', () => {
  it.each([
    ['[a](gone.md)', ['gone.md']],
    ['[a](../package.json)', []],
    ['[a](/package.json#x)', []],
    ['[a](https://example.com/gone)', []],
    ['# One two\n[a](#one-two) [b](#three)', ['#three']],
    ['`[a](gone.md)`\n```\n[b](gone.md)\n```', []],
    ['[a][1]\n\n[1]: gone.md', ['gone.md']],
  ])('of %j finds %j', (text, broken) => {
    expect(brokenLinks('docs/a.md', text)).toEqual(broken)
  })
})
