/** Where `--data` says that everything is kept. Its text may have a password, and is never repeated. */
import { type Either, left, right } from '../index.js'
import { short } from './text.js'

export type DataAsked =
  /** A file of SQLite. */
  { readonly in: 'file'; readonly path: string } | { readonly in: 'postgres'; readonly url: string }

/** Null where nothing is said. */
export const dataAsked = (text: string | undefined): Either<string, DataAsked | null> => {
  if (text === undefined) return right(null)
  if (text === '') return left('--data is empty')
  if (/^:memory:/i.test(text)) return left('--data names a file; without it everything is kept in memory')
  if (/^file:/i.test(text)) return left('--data is the path of a file, without file:')
  const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return right({ in: 'file', path: text })
  if (scheme !== 'postgres' && scheme !== 'postgresql')
    return left(`--data is a file or postgres://…, not ${short(scheme)}://…`)
  if (!URL.canParse(text)) return left('--data is no address that can be read; a password is percent-encoded in it')
  if (!namesPlace(new URL(text))) return left('--data names neither a host nor a database: postgres://host/database')
  return right({ in: 'postgres', url: text })
}

/** One that names nothing would be whichever the environment of the process says. */
const namesPlace = ({ hostname, pathname, searchParams }: URL): boolean =>
  hostname !== '' || pathname.length > 1 || (searchParams.get('host') ?? '') !== ''

/** What must not be shown of it: the password, as it is written and as it is meant. */
export const secretsIn = (data: DataAsked): readonly string[] => {
  if (data.in === 'file') return []
  const { password, searchParams } = new URL(data.url)
  const all = [password, meant(password), ...searchParams.getAll('password')]
  return [...new Set(all)].filter((text) => text !== '')
}

const meant = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
