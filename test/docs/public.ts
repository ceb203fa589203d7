/** The public face as the compiler sees it: what is exported, how it is documented, and whether the pages' programs compile. */
import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import ts from 'typescript'
import PACKAGE from '../../package.json' with { type: 'json' }
import { ROOT } from '../tools/tidy/source.js'
import type { Example } from './examples.js'

export interface Exported {
  readonly name: string
  /** `never` returns nothing, so it has no example: its equation would have no right side. */
  readonly kind: 'function' | 'never' | 'constant' | 'type'
  readonly description: string
  readonly tags: readonly string[]
  readonly category: string
}

/**
 * What the package's own names mean in the repository: `refund-machine/stripe` is `src/stripe/index.ts`. From the `exports`
 * of package.json; that each of them is built and found is the package test's to show.
 */
export const FACES: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(PACKAGE.exports)
    .map((subpath) => [posix.join('refund-machine', subpath), posix.join('src', subpath, 'index.ts')] as const)
    .filter(([, face]) => existsSync(posix.join(ROOT, face))),
)

const OPTIONS = ts.convertCompilerOptionsFromJson(
  ts.readConfigFile(posix.join(ROOT, 'tsconfig.json'), ts.sys.readFile).config.compilerOptions,
  ROOT,
).options

/** Every export of a public face. */
export const exportsOf = (face: string): readonly Exported[] => {
  const program = ts.createProgram([posix.join(ROOT, face)], OPTIONS)
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(posix.join(ROOT, face))
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file)
  if (module === undefined) return []
  return checker.getExportsOfModule(module).map((symbol) => {
    const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    const tags = target.getJsDocTags(checker)
    return {
      name: symbol.name,
      kind: kindOf(checker, target),
      description: ts.displayPartsToString(target.getDocumentationComment(checker)),
      tags: tags.map((tag) => tag.name),
      category: ts.displayPartsToString(tags.find((tag) => tag.name === 'category')?.text).trim(),
    }
  })
}

const kindOf = (checker: ts.TypeChecker, symbol: ts.Symbol): Exported['kind'] => {
  if (!(symbol.flags & ts.SymbolFlags.Value)) return 'type'
  const [signature] = checker.getTypeOfSymbol(symbol).getCallSignatures()
  if (signature === undefined) return 'constant'
  return signature.getReturnType().flags & ts.TypeFlags.Never ? 'never' : 'function'
}

/** What the compiler says against the programs of the pages, each as `path:line message`. */
export const compileErrors = (examples: readonly Example[]): readonly string[] => {
  const files = new Map(examples.map((example, index) => [posix.join(ROOT, `example-${index}.ts`), example]))
  const paths = Object.fromEntries(Object.entries(FACES).map(([name, face]) => [name, [`./${face}`]]))
  // The package's own name resolves to the sources; an example may leave a constant unused.
  const options = { ...OPTIONS, paths, noUnusedLocals: false, noUnusedParameters: false, moduleDetection: FORCE }
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (name) => files.has(name) || fileExists(name)
  host.readFile = (name) => files.get(name)?.code ?? readFile(name)
  host.getSourceFile = (name, version, ...rest) => {
    const example = files.get(name)
    return example === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, example.code, { languageVersion: ts.ScriptTarget.ES2022, impliedNodeFormat: ESM })
  }
  const program = ts.createProgram([...files.keys()], options, host)
  return [...files].flatMap(([name, example]) => {
    const file = program.getSourceFile(name)
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText, start = 0 }) =>
        `${example.path}:${example.line + (file?.getLineAndCharacterOfPosition(start).line ?? 0)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    )
  })
}

const FORCE = ts.ModuleDetectionKind.Force
const ESM = ts.ModuleKind.ESNext
