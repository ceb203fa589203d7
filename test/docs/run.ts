/** Runs an example: `expression // => expected` becomes an assertion, and both sides see the same scope. */
import { runInThisContext } from 'node:vm'
import ts from 'typescript'
import { expect } from 'vitest'
import type { Example } from './examples.js'

/** Names that an example may use without importing them. */
export type Scope = Readonly<Record<string, unknown>>

/** The module that a specifier means in an example. */
export type Load = (specifier: string) => Promise<unknown>

interface Claim {
  /** The expression that is compared: the statement's own, the printed one, or the constant that is declared. */
  readonly actual: string
  readonly expected: string
}

const ARROW = '// =>'

/** How many `// =>` lines an example has: one with none asserts nothing. */
export const assertionsIn = (code: string): number => code.split(ARROW).length - 1

/** Resolves when every assertion of the example holds; rejects with the file and line of the first that does not. */
export const run = async (example: Example, scope: Scope, load: Load): Promise<void> => {
  let line = example.line
  const at = (offset: number): void => {
    line = example.line + offset
  }
  const same = (actual: unknown, expected: unknown): void => expect(actual).toStrictEqual(expected)
  try {
    const { script, specifiers } = compile(example.code, Object.keys(scope))
    const modules = new Map(
      await Promise.all(specifiers.map(async (name) => [name, asModule(await load(name))] as const)),
    )
    await runInThisContext(script, { filename: `example of ${example.name}` })(
      scope,
      (name: string) => modules.get(name),
      at,
      same,
    )
  } catch (error) {
    const failure = error instanceof Error ? error : new Error(String(error))
    failure.message = `${example.path}:${line} ${failure.message}`
    throw failure
  }
}

/** As the compiler's CommonJS knows a module that has a default export of its own. */
const asModule = (loaded: unknown): unknown => ({ __esModule: true, ...(loaded as object) })

/** The example as the source of one async function. */
const compile = (
  code: string,
  names: readonly string[],
): { readonly script: string; readonly specifiers: string[] } => {
  const tree = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true)
  const claims = tree.statements.map((statement) => claimOf(statement, code))
  if (claims.filter((claim) => claim !== null).length !== assertionsIn(code)) {
    throw new Error(`a "${ARROW}" line belongs to no expression or single constant at the top level`)
  }
  const parts = tree.statements.map((statement, index) => marked(statement, claims[index] ?? null))
  const { outputText, diagnostics } = ts.transpileModule(parts.join('\n'), {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  })
  const problem = diagnostics?.find(({ category }) => category === ts.DiagnosticCategory.Error)
  if (problem !== undefined) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'))
  // The inner block lets an example declare a name that the scope has too.
  const script = `(async ({ ${names.join(', ')} }, require, __at, __same, exports = {}) => {{\n${outputText}\n}})`
  const imports = tree.statements.filter(ts.isImportDeclaration)
  return { script, specifiers: imports.map((node) => (node.moduleSpecifier as ts.StringLiteral).text) }
}

/** The statement with its line noted before it, and compared with what its comment claims. */
const marked = (statement: ts.Statement, claim: Claim | null): string => {
  const source = statement.getText()
  if (ts.isImportDeclaration(statement)) return source
  const { line } = statement.getSourceFile().getLineAndCharacterOfPosition(statement.getStart())
  if (claim === null) return `;__at(${line});\n${source}`
  const before = ts.isVariableStatement(statement) ? source : ''
  return `;__at(${line});\n${before}\n;__same((${claim.actual}\n), (${claim.expected}\n));`
}

const claimOf = (statement: ts.Statement, code: string): Claim | null => {
  const expected = expectedAfter(statement.end, code)
  const actual = actualOf(statement)
  return expected === null || actual === null ? null : { actual, expected }
}

/** The text after `// =>` at the end of a statement, with the lines that go on below it: `//    ` and two spaces or more. */
const expectedAfter = (end: number, code: string): string | null => {
  const comment = ts.getTrailingCommentRanges(code, end)?.find(({ pos }) => code.startsWith(ARROW, pos))
  if (comment === undefined) return null
  const lines = [code.slice(comment.pos + ARROW.length, comment.end)]
  for (const line of code.slice(comment.end + 1).split('\n')) {
    const more = /^\s*\/\/ {2,}(.*)$/.exec(line)?.[1]
    if (more === undefined) break
    lines.push(more)
  }
  return lines.join('\n')
}

const actualOf = (statement: ts.Statement): string | null => {
  if (ts.isVariableStatement(statement)) {
    const { declarations } = statement.declarationList
    const name = declarations[0]?.name
    return declarations.length === 1 && name !== undefined && ts.isIdentifier(name) ? name.text : null
  }
  if (!ts.isExpressionStatement(statement)) return null
  const { expression } = statement
  const isPrinted = ts.isCallExpression(expression) && expression.expression.getText() === 'console.log'
  return isPrinted ? (expression.arguments[0]?.getText() ?? null) : expression.getText()
}
