/** From words to an exit code: 0 accepted, 1 refused, 2 not understood. */
import PACKAGE from '../../package.json' with { type: 'json' }
import { type Either, isLeft, left, right } from '../index.js'
import { demoCommand } from './demo.js'
import { diagramCommand } from './diagram.js'
import type { Io } from './io.js'
import { refundCommand } from './refund.js'
import { serveCommand } from './serve.js'
import { printable, short } from './text.js'
import { HELP, helpOf } from './usage.js'

export const run = async (argv: readonly string[], io: Io): Promise<number> => {
  const result = await dispatch(argv, io)
  if (!isLeft(result)) return result.right
  io.err(`refund-machine: ${printable(result.left)}\n`)
  return 2
}

const dispatch = async ([command, ...args]: readonly string[], io: Io): Promise<Either<string, number>> => {
  const help = command === undefined ? null : helpOf(command)
  if (help !== null && asksForHelp(args)) return said(help, io)
  switch (command) {
    case 'demo':
      return demoCommand(args, io)
    case 'refund':
      return refundCommand(args, io)
    case 'diagram':
      return diagramCommand(args, io)
    case 'serve':
      return serveCommand(args, io)
    case '--help':
    case '-h':
    case 'help':
      return helpCommand(args, io)
    case '--version':
    case '-v':
      return said(`${PACKAGE.version}\n`, io)
    case undefined:
      return left('give a command: demo, refund, diagram or serve; --help says more')
    default:
      return noCommand(command)
  }
}

/** `--help` of everything, `--help refund` of one command. */
const helpCommand = ([about]: readonly string[], io: Io): Either<string, number> => {
  if (about === undefined || about.startsWith('-')) return said(HELP, io)
  const help = helpOf(about)
  return help === null ? noCommand(about) : said(help, io)
}

const noCommand = (command: string): Either<string, never> =>
  left(`there is no command "${short(command)}"; --help says which there are`)

/** Behind `--` stand files, whatever they are called. */
const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--')
  return (end < 0 ? args : args.slice(0, end)).some((word) => word === '--help' || word === '-h')
}

const said = (text: string, io: Io): Either<string, number> => {
  io.out(text)
  return right(0)
}
