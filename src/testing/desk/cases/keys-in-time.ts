/** Keys while their request runs, when its process dies, and when they expire. */
import { isLeft } from '../../../domain/either.js'
import type { Store } from '../../../store/port.js'
import { stoppingStore } from '../../explore/stops.js'
import { equal, fail, given, refused, shown } from '../../port/expect.js'
import { chargeOf, ELSEWHERE, RE_2 } from '../../port/given.js'
import { endsByItself } from '../../port/hand.js'
import { ask, charged, chargeNow, keyNamed, nameOf, provesRight } from '../given.js'
import type { DeskTrials } from '../world.js'

const key = keyNamed('k_1')
/** As a desk's defaults. */
const LEASE = 60
const LIFE = 86_400

/** A store that stands still before its commit until it is let go on. */
const held = (store: Store): { store: Store; reached: Promise<void>; goOn: () => void } => {
  let goOn = (): void => undefined
  let reach = (): void => undefined
  const letGo = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const reached = new Promise<void>((resolve) => {
    reach = resolve
  })
  const stopping = stoppingStore(store, 'held', async ({ operation, when }) => {
    if (operation === 'commit' && when === 'before') {
      reach()
      await letGo
    }
    return 'go'
  })
  return { store: stopping, reached, goOn }
}

export const keyTimeTrials: DeskTrials = {
  'the same key of two accounts does not meet, also when both ask at once': async (world) => {
    for (const amount of [30, 31]) {
      const charge = chargeOf(`ch_${amount}`)
      await charged(world.desk, { charge })
      await charged(world.desk, { charge, account: ELSEWHERE })
      const answers = await Promise.all([
        world.desk.refund(ask({ charge, id: null, key: keyNamed(`k_${amount}`) }))(),
        world.desk.refund(ask({ charge, id: null, key: keyNamed(`k_${amount}`), account: ELSEWHERE, amount }))(),
      ])
      equal('answers', answers.map(nameOf), ['ok', 'ok'])
    }
  },

  'a key that is under way is refused at once, by its own desk and by others': async (world) => {
    await charged(world.desk)
    const { store, reached, goOn } = held(world.subject.store)
    const desk = world.deskOn(store)
    const first = desk.refund(ask({ key, id: null }))()
    await reached
    for (const [who, second] of [
      ['the same desk', desk],
      ['another process', world.other],
    ] as const) {
      const asked = second.refund(ask({ key, id: null }))()
      if (!(await endsByItself(asked))) fail(`refund by ${who}: expected KeyInFlight at once, and it waits`)
      equal(`refund by ${who}`, nameOf(await asked), 'KeyInFlight')
    }
    goOn()
    const answer = await first
    if (isLeft(answer)) return fail(`the first refund: expected an outcome, got ${shown(answer.left)}`)
    const again = await given('refund again', world.other.refund(ask({ key, id: null })))
    equal('the refund again', again.refund.id, answer.right.refund.id)
    equal('standing', (await chargeNow(world.desk)).standing, 30)
  },

  'a key that is under way is refused for something else as reused': async (world) => {
    await charged(world.desk)
    const { store, reached, goOn } = held(world.subject.store)
    const desk = world.deskOn(store)
    const first = desk.refund(ask({ key }))()
    await reached
    for (const second of [desk, world.other])
      await refused('refund of another amount', second.refund(ask({ key, amount: 31 })), {
        _tag: 'KeyReused',
        differs: 'parameters',
      })
    goOn()
    equal('the first refund', nameOf(await first), 'ok')
  },

  'a key that was used gives its answer again, also while something else is asked under it': async (world) => {
    await charged(world.desk)
    await given('refund', world.desk.refund(ask({ key })))
    const [other, same] = await Promise.all([
      world.desk.refund(ask({ key, amount: 31 }))(),
      world.desk.refund(ask({ key }))(),
    ])
    equal('the answers', [nameOf(other), nameOf(same)], ['KeyReused', 'ok'])
  },

  'a key whose process died is free when its lease ends, and not before': async (world) => {
    await charged(world.desk)
    const { store, reached, goOn } = held(world.subject.store)
    const dead = world.deskOn(store).refund(ask({ key, id: null }))()
    await reached
    world.clock.advance(LEASE - 1)
    equal('refund before the lease ends', nameOf(await world.other.refund(ask({ key, id: null }))()), 'KeyInFlight')
    world.clock.advance(1)
    const second = world.other.refund(ask({ key, id: null }))()
    // A store that locks what is loaded frees it when the connection breaks, which cannot be shown from here.
    if (!(await endsByItself(second))) {
      goOn()
      await Promise.all([dead, second])
      return
    }
    equal('refund when the lease has ended', nameOf(await second), 'ok')
    equal('standing', (await chargeNow(world.desk)).standing, 30)
  },

  'a process that comes back after its key lapsed does not do it a second time': async (world) => {
    await charged(world.desk)
    const { store, reached, goOn } = held(world.subject.store)
    const late = world.deskOn(store).refund(ask({ key, id: null }))()
    await reached
    world.clock.advance(LEASE)
    const second = world.other.refund(ask({ key, id: null }))()
    const free = await endsByItself(second)
    goOn()
    const [one, other] = [await late, await second]
    if (isLeft(one) || isLeft(other)) return fail(`refund: expected outcomes, got ${shown([one, other])}`)
    equal('the refunds of both', one.right.refund.id, other.right.refund.id)
    if (free) equal('repeated', [one.right.repeated, other.right.repeated], [true, false])
    equal('standing', (await chargeNow(world.desk)).standing, 30)
    await provesRight(world.desk)
  },

  'an answer is given again until it is as old as keys live, and then it is a new request': async (world) => {
    await charged(world.desk)
    await given('refund', world.desk.refund(ask({ key, id: null })))
    world.clock.advance(LIFE - 1)
    equal(
      'repeated, a second before',
      (await given('refund', world.other.refund(ask({ key, id: null })))).repeated,
      true,
    )
    world.clock.advance(1)
    const anew = await given('refund', world.other.refund(ask({ key, id: null })))
    equal('repeated, at the end', anew.repeated, false)
    equal('standing', (await chargeNow(world.desk)).standing, 60)
    equal(
      'repeated, after the second answer',
      (await given('refund', world.desk.refund(ask({ key, id: null })))).repeated,
      true,
    )
  },

  'a key that has expired may be used for something else': async (world) => {
    await charged(world.desk)
    await given('refund', world.desk.refund(ask({ key })))
    world.clock.advance(LIFE)
    await given('refund of another amount', world.desk.refund(ask({ key, id: RE_2, amount: 31 })))
    equal('standing', (await chargeNow(world.desk)).standing, 61)
  },

  'how long keys live is an option': async (world) => {
    const desk = world.deskOn(world.subject.store, { keyLifeSeconds: 10 })
    await charged(desk)
    await given('refund', desk.refund(ask({ key, id: null })))
    world.clock.advance(9)
    equal('repeated, before', (await given('refund', desk.refund(ask({ key, id: null })))).repeated, true)
    world.clock.advance(1)
    equal('repeated, at the end', (await given('refund', desk.refund(ask({ key, id: null })))).repeated, false)
  },

  'forgetting keys removes those that are not given again any more, and no others': async (world) => {
    await charged(world.desk)
    await given('refund', world.desk.refund(ask({ key, amount: 1 })))
    world.clock.advance(1)
    await given('refund', world.desk.refund(ask({ key: keyNamed('k_2'), id: RE_2, amount: 1 })))
    equal('forgotten before any expired', await given('forgetKeys', world.desk.forgetKeys()), 0)
    world.clock.advance(LIFE - 1)
    equal('forgotten when one has expired', await given('forgetKeys', world.desk.forgetKeys()), 1)
    const kept = await given(
      'refund under the other',
      world.desk.refund(ask({ key: keyNamed('k_2'), id: RE_2, amount: 1 })),
    )
    equal('repeated under the other', kept.repeated, true)
  },
}
