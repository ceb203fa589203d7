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

/** For every refusal when waiting helps, from `transient.ts`: the conditions of its cases, and the names in `Lasting`. */
export const waitingHelps = (): ReadonlyMap<string, string> =>
  new Map(
    nodesOf(treeOf('src/domain/law/transient.ts')).flatMap((node): [string, string][] => {
      if (ts.isLiteralTypeNode(node) && ts.isUnionTypeNode(node.parent)) return [[textOf(node.literal), 'never']]
      if (!ts.isCaseClause(node)) return []
      const [statement] = node.statements
      return statement !== undefined && ts.isReturnStatement(statement) && statement.expression !== undefined
        ? [[textOf(node.expression), ruleOf(statement.expression)]]
        : []
    }),
  )

const textOf = (node: ts.Node): string => (ts.isStringLiteral(node) ? node.text : node.getText())

const ruleOf = (returned: ts.Expression): string => `when \`${returned.getText().replaceAll('error.', '')}\``
