/** What the sources say of every refusal: its words, its fields, and when waiting helps. Read off the syntax trees. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { nodesOf, parse, ROOT } from './tidy/source.js'

export interface Field {
  readonly name: string
  readonly type: string
  readonly meaning: string
}

export interface Described {
  readonly meaning: string
  readonly fields: readonly Field[]
}

const treeOf = (path: string): ts.SourceFile => parse(path, readFileSync(join(ROOT, path), 'utf8')).tree

/** The text of the comment above a declaration, on one line. */
const commentOf = (node: ts.Node): string =>
  ts
    .getJSDocCommentsAndTags(node)
    .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()

const properties = (members: ts.NodeArray<ts.TypeElement>): readonly ts.PropertySignature[] =>
  members.filter(ts.isPropertySignature)

const fieldOf = (member: ts.PropertySignature): Field => ({
  name: member.name.getText(),
  type: (member.type?.getText() ?? '').replace(/\s+/g, ' ').replace(/^\| /, ''),
  meaning: commentOf(member),
})

/** Every refusal in the order in which `errors.ts` declares them. */
export const refusalsDeclared = (): ReadonlyMap<string, Described> => {
  const declared = nodesOf(treeOf('src/domain/law/errors.ts'))
    .filter(ts.isInterfaceDeclaration)
    .find(({ name }) => name.text === 'Refusals')
  if (declared === undefined) throw new Error('errors.ts declares no interface Refusals')
  return new Map(
    properties(declared.members).map((member) => {
      const fields = member.type !== undefined && ts.isTypeLiteralNode(member.type) ? member.type.members : undefined
      const described = {
        meaning: commentOf(member),
        fields: fields === undefined ? [] : properties(fields).map(fieldOf),
      }
      return [member.name.getText(), described]
    }),
  )
}

/** For every refusal when waiting helps: the condition of `transient.ts`. */
export const waitingHelps = (): ReadonlyMap<string, string> => {
  const rules = new Map<string, string>()
  let open: string[] = []
  for (const clause of nodesOf(treeOf('src/domain/law/transient.ts')).filter(ts.isCaseClause)) {
    open.push((clause.expression as ts.StringLiteral).text)
    const [statement] = clause.statements
    if (statement === undefined || !ts.isReturnStatement(statement) || statement.expression === undefined) continue
    const rule = ruleOf(statement.expression)
    for (const tag of open) rules.set(tag, rule)
    open = []
  }
  return rules
}

const ruleOf = (returned: ts.Expression): string =>
  returned.kind === ts.SyntaxKind.FalseKeyword ? 'never' : `when \`${returned.getText().replaceAll('error.', '')}\``
