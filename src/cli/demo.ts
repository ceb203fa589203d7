/** `refund-machine demo`: one Stripe charge, refunded in parts until the law refuses, with xstate actors beside. */
import { fileURLToPath } from 'node:url'
import { type Charge, type Either, isLeft, left, right, stripe } from '../index.js'
import { type Posting, postings } from '../reports/index.js'
import { decodeCharge } from '../stripe/index.js'
import { wordsOf } from './args.js'
import { balancesAfter, sumOf } from './demo-balance.js'
import { closing, heading, opening, outcomeBlock, typedBlock } from './demo-print.js'
import { scenes } from './demo-script.js'
import { perform, stopAll, worldOf } from './demo-world.js'
import type { Io } from './io.js'
import { notThat, readJson } from './read-json.js'
import { paint } from './text.js'

const EXAMPLE = 'docs/examples/charge.json'
/** From `src/cli` as from `dist/cli`. */
const EXAMPLE_PATH = fileURLToPath(new URL(`../../${EXAMPLE}`, import.meta.url))

/** The exit code: 1 when an actor stands elsewhere than the law. Or why there is nothing to show. */
export const demoCommand = async (args: readonly string[], io: Io): Promise<Either<string, number>> => {
  const words = wordsOf(args, {}, 0)
  if (isLeft(words)) return words
  const json = await readJson(EXAMPLE_PATH, io)
  if (isLeft(json)) return json
  const decoded = decodeCharge(json.right)
  return isLeft(decoded) ? left(notThat(EXAMPLE_PATH, json.right, decoded.left)) : right(play(decoded.right.charge, io))
}

const play = (charge: Charge, io: Io): number => {
  const colors = paint(io.color)
  const { captured: amount, currency } = charge
  const capture: readonly Posting[] = [{ from: 'customer', to: 'merchant_balance', amount, currency }]
  let world = worldOf(charge, stripe)
  let balances = balancesAfter(new Map(), capture)
  const differences: string[] = []
  let commands = 0
  io.out(opening(charge, EXAMPLE, colors))
  for (const [index, scene] of scenes(charge).entries()) {
    io.out(`\n${heading(index + 1, scene, colors)}`)
    if ('typed' in scene) {
      io.out(typedBlock(scene.typed, currency, colors))
      continue
    }
    const outcome = perform(world, scene.command, scene.refund)
    const moved = outcome.answer.type === 'recorded' ? outcome.answer.events.flatMap(postings) : []
    io.out(outcomeBlock(outcome, scene.command, moved, colors))
    world = outcome.world
    commands += 1
    balances = balancesAfter(balances, moved)
    differences.push(...outcome.differences)
  }
  io.out(`\n${closing(balances, charge, { commands, differences: differences.length }, colors)}`)
  stopAll(world)
  for (const difference of differences) io.err(`refund-machine: ${difference}\n`)
  return differences.length === 0 && sumOf(balances) === 0 ? 0 : 1
}
