/** Source files as syntax trees, so that a word in a comment or a string is no finding. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export interface Source {
  /** From the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
  readonly tree: ts.SourceFile
}

export interface Finding {
  /** `path:line`. */
  readonly at: string
  readonly what: string
}

export type Rule = (source: Source) => readonly Finding[]

export const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

export const parse = (path: string, text: string): Source => ({
  path,
  text,
  tree: ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true),
})

/** Every TypeScript file under a folder of the repository, in the order of its path. */
export const readTree = (folder: string): readonly Source[] =>
  readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => parse(relative(ROOT, file).split(sep).join('/'), readFileSync(file, 'utf8')))

export const nodesOf = (tree: ts.Node): readonly ts.Node[] => {
  const nodes: ts.Node[] = []
  const visit = (node: ts.Node): void => {
    nodes.push(node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return nodes
}

export const lineOf = (source: Source, position: number): number =>
  source.tree.getLineAndCharacterOfPosition(position).line + 1

export const finding = (source: Source, node: ts.Node, what: string): Finding => ({
  at: `${source.path}:${lineOf(source, node.getStart(source.tree))}`,
  what,
})

/** A rule from a question asked of every node: what is wrong with it, or null. */
export const nodeRule =
  (problem: (node: ts.Node, source: Source) => string | null): Rule =>
  (source) =>
    nodesOf(source.tree).flatMap((node) => {
      const what = problem(node, source)
      return what === null ? [] : [finding(source, node, what)]
    })

/** A rule that holds only where `applies` says so. */
export const where =
  (applies: (path: string) => boolean, rule: Rule): Rule =>
  (source) =>
    applies(source.path) ? rule(source) : []
