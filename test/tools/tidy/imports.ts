/** Who imports whom. */
import { posix } from 'node:path'
import ts from 'typescript'
import { type Finding, finding, nodesOf, type Rule, type Source } from './source.js'

/** What one room may reach. `'all'` is every room. */
export interface Room {
  readonly rooms: readonly string[] | 'all'
  readonly packages: readonly string[]
  readonly node: boolean
}

/** The string that an import, an export, `import()` or an import type names, or null. */
const specifierOf = (node: ts.Node): ts.StringLiteralLike | null => {
  const target =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : ts.isExternalModuleReference(node)
        ? node.expression
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && isLoader(node.expression)
            ? node.arguments[0]
            : undefined
  return target !== undefined && ts.isStringLiteralLike(target) ? target : null
}

const isLoader = (callee: ts.Expression): boolean =>
  callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')

/** Every module that a file names, types included. */
export const specifiersIn = (source: Source): readonly ts.StringLiteralLike[] =>
  nodesOf(source.tree).flatMap((node) => specifierOf(node) ?? [])

const isRelative = (specifier: string): boolean => specifier.startsWith('.')

/** The file that a relative specifier means. */
const targetOf = (source: Source, specifier: string): string =>
  posix.join(posix.dirname(source.path), specifier).replace(/\.js$/, '.ts')

/** `fp-ts` of `fp-ts/lib/Either.js`, `@scope/name` of `@scope/name/sub`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

type Rooms = Readonly<Record<string, Room>>

/** `domain` of `src/domain/either.ts`, `store/libsql` where the table has a room within a room; the main face stands in no room. */
const roomOf = (rooms: Rooms, path: string): string => {
  if (path === 'src/index.ts') return 'index'
  const [, outer = '', inner = ''] = path.split('/')
  return Object.hasOwn(rooms, `${outer}/${inner}`) ? `${outer}/${inner}` : outer
}

const reaches = (rooms: Rooms, room: Room, source: Source, specifier: string): string | null => {
  if (specifier.startsWith('node:')) return room.node ? null : specifier
  if (!isRelative(specifier)) return room.packages.includes(packageOf(specifier)) ? null : specifier
  const target = targetOf(source, specifier)
  // A JSON file outside src, such as an example that the command line shows, belongs to no room.
  if (!target.startsWith('src/')) return target.endsWith('.json') ? null : target
  const into = roomOf(rooms, target)
  const may = room.rooms === 'all' || into === roomOf(rooms, source.path) || room.rooms.includes(into)
  return may ? null : target
}

/** Rooms reach only what the table gives them. A folder that the table does not name is itself a finding. */
export const roomImports =
  (table: Rooms): Rule =>
  (source) => {
    const name = roomOf(table, source.path)
    const room = Object.hasOwn(table, name) ? table[name] : undefined
    if (room === undefined) return [{ at: source.path, what: 'in no room' }]
    return specifiersIn(source).flatMap((literal) => {
      const what = reaches(table, room, source, literal.text)
      return what === null ? [] : [finding(source, literal, `may not import ${what}`)]
    })
  }

/** Node finds a file only by its whole name. */
export const importEndings: Rule = (source) =>
  specifiersIn(source)
    .filter((literal) => isRelative(literal.text) && !/\.(js|json)$/.test(literal.text))
    .map((literal) => finding(source, literal, `${literal.text} does not end in .js`))

/** Every ring of files that import each other, types included: the tree is strict. */
export const cycles = (sources: readonly Source[]): readonly Finding[] => {
  const graph = new Map(
    sources.map((source) => [
      source.path,
      specifiersIn(source).flatMap(({ text }) => (isRelative(text) ? [targetOf(source, text)] : [])),
    ]),
  )
  const done = new Set<string>()
  const visit = (path: string, trail: readonly string[]): readonly Finding[] => {
    const start = trail.indexOf(path)
    if (start >= 0) return [{ at: path, what: [...trail.slice(start), path].join(' -> ') }]
    if (done.has(path)) return []
    done.add(path)
    return (graph.get(path) ?? []).flatMap((next) => visit(next, [...trail, path]))
  }
  return sources.flatMap(({ path }) => visit(path, []))
}
