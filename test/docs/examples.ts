/**
 * The examples of the documentation: every `@example` of a TSDoc comment, and every block of Markdown fenced as `ts`.
 * A block that shows a shape and is no program is fenced as `ts no-run`; one that needs a PostgreSQL, as `ts postgres`: that is
 * run in the project `postgres`, with the address of an empty database in `DATABASE_URL`.
 */
import ts from 'typescript'
import { lineOf, nodesOf, type Source } from '../tools/tidy/source.js'

export interface Example {
  readonly path: string
  /** Line of the first line of code, from 1. */
  readonly line: number
  /** What the example belongs to: the name declared below the comment, or the heading above the block. */
  readonly name: string
  readonly code: string
  readonly kind: 'tsdoc' | 'markdown'
}

interface Block {
  readonly line: number
  readonly lines: readonly string[]
}

/** Every `@example` of a source file. */
export const examplesInSource = (source: Source): readonly Example[] => {
  const seen = new Set<number>()
  return nodesOf(source.tree).flatMap((node) =>
    ts
      .getJSDocCommentsAndTags(node)
      .filter(ts.isJSDoc)
      .filter((comment) => !seen.has(comment.pos) && seen.add(comment.pos))
      .flatMap((comment) =>
        exampleBlocks(source, comment).map(({ line, lines }) => ({
          path: source.path,
          line,
          name: nameOf(node),
          code: lines.join('\n').trimEnd(),
          kind: 'tsdoc' as const,
        })),
      ),
  )
}

/** The lines of a comment without their asterisks, from each `@example` to the next tag. */
const exampleBlocks = (source: Source, comment: ts.JSDoc): readonly Block[] => {
  const first = lineOf(source, comment.pos)
  const lines = source.text
    .slice(comment.pos, comment.end)
    .replace(/^\/\*\*|\*\/$/g, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, ''))
  return lines.flatMap((line, index) => {
    if (!/^\s*@example\b/.test(line)) return []
    const after = lines.slice(index + 1)
    const end = after.findIndex((next) => /^\s*@\w/.test(next))
    const body = (end < 0 ? after : after.slice(0, end)).map((text) => (/^\s*```/.test(text) ? '' : text))
    return [{ line: first + index + 1, lines: body }]
  })
}

const nameOf = (node: ts.Node): string => {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.name.getText() ?? ''
  const { name } = node as { readonly name?: ts.Node }
  return name === undefined ? '' : name.getText()
}

/** Every block of a Markdown file that is fenced as `ts` and not marked otherwise. */
export const examplesInMarkdown = (path: string, text: string): readonly Example[] =>
  blocksInMarkdown(path, text, isRun)

/** Every block of a Markdown file that is fenced as `ts postgres`. */
export const postgresExamplesInMarkdown = (path: string, text: string): readonly Example[] =>
  blocksInMarkdown(path, text, (info) => info.trim() === 'ts postgres')

/** Every block of a Markdown file whose fence says what is wanted. */
export const blocksInMarkdown = (
  path: string,
  text: string,
  isWanted: (info: string) => boolean,
): readonly Example[] => {
  const examples: Example[] = []
  let heading = ''
  let open: { readonly line: number; readonly fence: string; readonly lines: string[]; readonly runs: boolean } | null =
    null
  for (const [index, line] of text.split('\n').entries()) {
    if (open !== null && line.trimEnd() === open.fence) {
      const code = open.lines.join('\n')
      if (open.runs) examples.push({ path, line: open.line, name: heading, code, kind: 'markdown' })
      open = null
    } else if (open !== null) {
      open.lines.push(line)
    } else {
      const fence = /^(`{3,})(.*)$/.exec(line)
      if (fence !== null) open = { line: index + 2, fence: fence[1] ?? '', lines: [], runs: isWanted(fence[2] ?? '') }
      heading = /^#+ (.*)$/.exec(line)?.[1] ?? heading
    }
  }
  return examples
}

/** A file of tests, `ts vitest`, is run as one, and is no program by itself. */
const isRun = (info: string): boolean => {
  const [language, ...words] = info.trim().split(/\s+/)
  return (language === 'ts' || language === 'typescript') && !words.some((word) => ELSEWHERE.has(word))
}

const ELSEWHERE = new Set(['no-run', 'vitest', 'postgres'])
