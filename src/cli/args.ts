/** The words after a command. */
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type Either, left, right } from '../index.js'
import { short } from './text.js'

type Options = NonNullable<ParseArgsConfig['options']>

export interface Words<Given extends Options> {
  readonly values: ReturnType<typeof parseArgs<{ options: Given; allowPositionals: true }>>['values']
  readonly positionals: readonly string[]
}

/** Options and other words, or what is wrong with them. An option that may stand once stands at most once. */
export const wordsOf = <Given extends Options>(
  args: readonly string[],
  options: Given,
  mostPositionals: number,
): Either<string, Words<Given>> => {
  try {
    const { values, positionals, tokens } = parseArgs({
      args: [...args],
      options,
      allowPositionals: true,
      tokens: true,
    })
    const names = tokens.flatMap((token) => (token.kind === 'option' ? [token.name] : []))
    const twice = names.find((name, index) => names.indexOf(name) !== index && options[name]?.multiple !== true)
    if (twice !== undefined) return left(`--${twice} is given twice`)
    const surplus = positionals[mostPositionals]
    return surplus === undefined ? right({ values, positionals }) : left(`"${short(surplus)}" is one word too many`)
  } catch (error) {
    return left(problemOf(error, args, options))
  }
}

/** In our own words: Node's differ from version to version. */
const problemOf = (error: unknown, args: readonly string[], options: Options): string => {
  const message = error instanceof Error ? error.message : String(error)
  const option = short(/'(-[^' ]*)/.exec(message)?.[1] ?? 'an option')
  const code = error instanceof Error && 'code' in error ? error.code : ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return `there is no option ${option}`
  if (/does not take an argument/.test(message)) return `${option} takes no value`
  const hint = isDashed(args, option, options) ? `; one that begins with a dash is written ${option}=-...` : ''
  return `${option} needs a value${hint}`
}

/** Whether behind the option stands a word that may be meant as its value: it begins with a dash and is no option itself. */
const isDashed = (args: readonly string[], option: string, options: Options): boolean =>
  args.some((word, index) => {
    const next = args[index + 1] ?? ''
    return word === option && /^-[^-]|^--./.test(next) && !isOption(next, options)
  })

/** `--amount=5` is option `amount`. */
const isOption = (word: string, options: Options): boolean =>
  word.startsWith('--') && Object.hasOwn(options, word.slice(2).split('=')[0] ?? '')
