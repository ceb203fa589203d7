/** What may not stand in a file, whatever it imports. */
import ts from 'typescript'
import { type Finding, finding, nodeRule, nodesOf, type Rule, type Source } from './source.js'

/** Globals that read a clock, chance, a locale or the outside. `globalThis` would be the way around the others. */
const IMPURE = new Set(
  `Date Intl crypto console fetch globalThis navigator performance process queueMicrotask require
  setImmediate setInterval setTimeout`.split(/\s+/),
)

/** Methods that read the locale of the machine, as `Intl` does. */
const LOCALE = new Set(
  'localeCompare toLocaleDateString toLocaleLowerCase toLocaleString toLocaleTimeString toLocaleUpperCase'.split(' '),
)

/** Whether an identifier only names a member or a key, as `process` does in `policy.process` and `{ process: 1 }`. */
const isMemberName = (node: ts.Identifier): boolean => {
  const parent = node.parent
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  if (ts.isQualifiedName(parent)) return parent.right === node
  if (ts.isBindingElement(parent)) return parent.propertyName === node
  const isKey = ts.isPropertyAssignment(parent) || ts.isPropertySignature(parent) || ts.isMethodSignature(parent)
  return isKey && parent.name === node
}

/** No clock, chance, locale or outside world. */
export const impure: Rule = nodeRule((node) => {
  if (!ts.isIdentifier(node)) return null
  if (LOCALE.has(node.text)) return `${node.text} reads the locale`
  if (node.text === 'Math' && takesRandom(node.parent)) return 'Math.random'
  return IMPURE.has(node.text) && !isMemberName(node) ? node.text : null
})

/** `Math.random`, `Math['random']` or `{ random } = Math`. */
const takesRandom = (parent: ts.Node): boolean => {
  if (ts.isPropertyAccessExpression(parent)) return parent.name.text === 'random'
  if (ts.isElementAccessExpression(parent)) return true
  return ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)
}

export const classes: Rule = nodeRule((node) => (ts.isClassLike(node) ? 'class' : null))

/** A `throw` outside the functions named. */
export const throwsOutside = (allowed: Readonly<Record<string, readonly string[]>>): Rule =>
  nodeRule((node, source) => {
    if (!ts.isThrowStatement(node)) return null
    return (allowed[source.path] ?? []).includes(declarationAround(node)) ? null : 'throw'
  })

const declarationAround = (node: ts.Node): string => {
  let outer: ts.Node | undefined = node.parent
  while (outer !== undefined) {
    if ((ts.isVariableDeclaration(outer) || ts.isFunctionDeclaration(outer)) && outer.name !== undefined) {
      return outer.name.getText()
    }
    outer = outer.parent
  }
  return ''
}

/** A cast to a branded type outside the files of its constructor, wherever in the target type the brand stands. */
export const brandCasts = (homes: Readonly<Record<string, readonly string[]>>): Rule =>
  nodeRule((node, source) => {
    if (!ts.isAsExpression(node) && !ts.isTypeAssertionExpression(node)) return null
    const away = namesIn(node.type).filter((name) => Object.hasOwn(homes, name) && !homes[name]?.includes(source.path))
    return away.length === 0 ? null : `as ${away.join(', ')}`
  })

const namesIn = (type: ts.Node): readonly string[] =>
  nodesOf(type).flatMap((node) => (ts.isIdentifier(node) ? [node.text] : []))

export const anyType: Rule = nodeRule((node) => (node.kind === ts.SyntaxKind.AnyKeyword ? 'any' : null))

export const defaultExport: Rule = nodeRule((node) => {
  const isDefault =
    ts.isExportAssignment(node) ||
    (node.kind === ts.SyntaxKind.DefaultKeyword && !ts.isDefaultClause(node.parent)) ||
    (ts.isExportSpecifier(node) && node.name.text === 'default')
  return isDefault ? 'default export' : null
})

/** Exported functions say what they return, so that what users read is written and not inferred. */
export const exportedReturnTypes: Rule = nodeRule((node) => {
  const isExported =
    ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  if (!isExported) return null
  if (ts.isFunctionDeclaration(node)) return node.type === undefined ? `${node.name?.text} has no return type` : null
  if (!ts.isVariableStatement(node)) return null
  const bare = node.declarationList.declarations.find(
    ({ type, initializer }) => type === undefined && isUntyped(initializer),
  )
  return bare === undefined ? null : `${bare.name.getText()} has no return type`
})

/** A function without a return type. One that only returns a function, or literal data `as const`, is typed by that. */
const isUntyped = (value: ts.Expression | undefined): boolean => {
  if (value === undefined || !(ts.isArrowFunction(value) || ts.isFunctionExpression(value))) return false
  if (value.type !== undefined) return false
  const body = ts.isParenthesizedExpression(value.body) ? value.body.expression : value.body
  if (ts.isAsExpression(body) && ts.isConstTypeReference(body.type)) return false
  return !ts.isArrowFunction(body) || isUntyped(body)
}

export const tooLong =
  (limit: number): Rule =>
  (source) => {
    const lines = source.text.trimEnd().split('\n').length
    return lines <= limit ? [] : [{ at: source.path, what: `${lines} lines, more than ${limit}` }]
  }

/** Files named `index.ts` are the public faces and nothing else. */
export const indexOutside =
  (faces: readonly string[]): Rule =>
  ({ path }) =>
    !/(^|\/)index\.ts$/.test(path) || faces.includes(path)
      ? []
      : [{ at: path, what: 'index.ts is no public face here' }]

/** The main face re-exports and does nothing else. */
export const reExportsOnly: Rule = (source) =>
  source.tree.statements
    .filter((statement) => !(ts.isExportDeclaration(statement) && statement.moduleSpecifier !== undefined))
    .map((statement) => finding(source, statement, 'not a re-export'))

const TESTERS = new Set(['bench', 'describe', 'it', 'suite', 'test'])

/** `it` of `it('…')`, `it.each(rows)('…')`, `describe.skip('…')`: the name, and the words after its dots. */
const testerOf = (call: ts.Node): { readonly name: string; readonly words: readonly string[] } => {
  if (ts.isCallExpression(call)) return testerOf(call.expression)
  if (ts.isTaggedTemplateExpression(call)) return testerOf(call.tag)
  if (!ts.isPropertyAccessExpression(call)) return { name: ts.isIdentifier(call) ? call.text : '', words: [] }
  const { name, words } = testerOf(call.expression)
  return { name, words: [...words, call.name.text] }
}

/** Names are claims, so no "should"; and no test is left out or run alone. */
export const testNames: Rule = (source: Source): readonly Finding[] =>
  nodesOf(source.tree).flatMap((node) => {
    if (!ts.isCallExpression(node)) return []
    const { name, words } = testerOf(node.expression)
    if (!TESTERS.has(name)) return []
    const left = words.filter((word) => word === 'only' || word === 'skip' || word === 'todo').map((word) => `.${word}`)
    const title = node.arguments[0]?.getText() ?? ''
    const should = /^['"`].*\bshould\b/is.test(title) ? [`should: ${title}`] : []
    return [...left, ...should].map((what) => finding(source, node, what))
  })
