/** What the programs of the pages import: the package's own names are the sources. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../tools/tidy/source.js'
import { FACES } from './public.js'
import type { Load, Scope } from './run.js'

/** A file of the repository, by its path from the root. */
export const load = (path: string): Promise<Scope> => import(pathToFileURL(join(ROOT, path)).href)

export const loadModule: Load = (specifier) => {
  const face = FACES[specifier]
  return face === undefined ? import(specifier) : load(face)
}
