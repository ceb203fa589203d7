/** The pages of the documentation: Markdown in the root and under docs. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from '../tools/tidy/source.js'

export interface Page {
  readonly path: string
  readonly text: string
}

export const pages = (): readonly Page[] => {
  const inRoot = readdirSync(ROOT)
  const inDocs = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((path) => `docs/${path}`)
  return [...inRoot, ...inDocs]
    .filter((path) => path.endsWith('.md'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}
