/** The desk against the bare law: the same steps, from two processes, with keys and ids that come again. */
import { type Either, isLeft } from '../../../domain/either.js'
import type { Answer, ChargeAnswer } from '../../../store/desk/answers.js'
import type { Account } from '../../../store/names.js'
import { equal, given } from '../../port/expect.js'
import { accountOf, chargeOf, RE_1 } from '../../port/given.js'
import { historyOf, provesRight } from '../given.js'
import { createModel, type Model } from '../model.js'
import { propertyOf } from '../property.js'
import { type Step, steps, wayOf } from '../steps.js'
import type { DeskTrials, World } from '../world.js'

type Answered = Either<{ readonly _tag: string }, ChargeAnswer & Partial<Answer>>

/** The answer as the model gives it. */
const plain = (answer: Answered): unknown =>
  isLeft(answer) ? answer : { ...answer, right: { refund: null, dispute: null, ...answer.right } }

const taken = async (world: World, account: Account, model: Model, step: Step, index: number): Promise<void> => {
  const now = world.clock.advance(step.pass)
  const desk = step.desk === 0 ? world.desk : world.other
  const basis = { account, ...(step.key === null ? {} : { key: step.key }) }
  const answer: Answered = await wayOf(step).ask(desk, basis, step)()
  const minted = isLeft(answer) ? RE_1 : (answer.right.refund?.id ?? RE_1)
  equal(`step ${index}, ${step.type}`, plain(answer), model.ask(step, now, minted))
}

const same = async ({ desk, another }: World, account: Account, model: Model): Promise<void> => {
  for (const of of ['charge', 'refund', 'dispute'] as const) {
    const rows: readonly { readonly id: string }[] = (await given(`list ${of}`, desk.list({ account, of, limit: 100 })))
      .data
    const expected = [...model[`${of}s`].values()]
    const byId = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? -1 : 1)
    equal(`all records: ${of}`, [...rows].sort(byId), expected.sort(byId))
  }
  for (const [charge, version] of model.versions) {
    equal(`how many events ${charge} has`, (await historyOf(another, chargeOf(charge), account)).length, version)
    await provesRight(desk, chargeOf(charge), account)
  }
}

export const modelTrials: DeskTrials = {
  'whatever is asked in whatever order, two desks answer and keep what the bare law says': (world) =>
    propertyOf(world, [steps], async (run, asked) => {
      const account = accountOf(`acct_model_${run}`)
      const model = createModel()
      for (const [index, step] of asked.entries()) await taken(world, account, model, step, index)
      await same(world, account, model)
    }),
}
