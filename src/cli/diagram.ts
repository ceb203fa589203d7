/** `refund-machine diagram`: a lifecycle as a picture, or as the data that the law reads. */
import {
  chargeLifecycle,
  disputeLifecycle,
  type Either,
  isLeft,
  type Lifecycle,
  left,
  refundLifecycle,
  right,
} from '../index.js'
import { diagram } from '../machine/index.js'
import { wordsOf } from './args.js'
import type { Io } from './io.js'
import { short } from './text.js'

const LIFECYCLES: Readonly<Record<string, Lifecycle>> = {
  charge: chargeLifecycle,
  refund: refundLifecycle,
  dispute: disputeLifecycle,
}

/** The exit code, or what was not understood, in one sentence. */
export const diagramCommand = (args: readonly string[], io: Io): Either<string, number> => {
  const words = wordsOf(args, { format: { type: 'string' } }, 1)
  if (isLeft(words)) return words
  const [name] = words.right.positionals
  if (name === undefined) return left('diagram takes one of charge, refund, dispute')
  const lifecycle = Object.hasOwn(LIFECYCLES, name) ? LIFECYCLES[name] : undefined
  if (lifecycle === undefined) return left(`diagram takes one of charge, refund, dispute, not "${short(name)}"`)
  switch (words.right.values.format ?? 'mermaid') {
    case 'mermaid':
      io.out(diagram(lifecycle))
      return right(0)
    case 'json':
      io.out(`${JSON.stringify(lifecycle, null, 2)}\n`)
      return right(0)
    default:
      return left(`--format is mermaid or json, not "${short(String(words.right.values.format))}"`)
  }
}
