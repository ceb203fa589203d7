/** The outbox: events in order and without gaps, to one reader at a time, until they are acknowledged. */
import type { ClaimedEvents } from '../../../store/rows.js'
import { equal, fail, given, refused, shown } from '../expect.js'
import {
  ACCOUNT,
  after,
  CH_1,
  CH_2,
  CH_3,
  changed,
  charging,
  ELSEWHERE,
  FAR,
  LONG,
  RE_1,
  RE_2,
  requesting,
  succeeding,
} from '../given.js'
import { type Hand, overtaken } from '../hand.js'
import type { Trials } from '../trial.js'

const numbers = (batches: readonly ClaimedEvents[]): readonly string[] =>
  batches.map(({ account, charge, events }) => `${account} ${charge}: ${events.map(({ number }) => number)}`)

const one = (batches: readonly ClaimedEvents[]): ClaimedEvents =>
  batches.length === 1 && batches[0] !== undefined
    ? batches[0]
    : fail(`claimEvents: expected one charge, got ${JSON.stringify(numbers(batches))}`)

const lost = (hand: Hand, claimed: ClaimedEvents, upTo: number): Promise<void> =>
  refused('acknowledgeEvents with a lost lease', hand.store.acknowledgeEvents(claimed, upTo), {
    _tag: 'LeaseLost',
    of: 'event',
  })

export const outboxTrials: Trials = {
  'the outbox of an empty store is empty': async ({ hand }) => {
    equal('claimEvents', await hand.claimEvents(), [])
  },

  'the outbox gives the events of a charge whole, in order and without gaps': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    await hand.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1), succeeding()])
    await other.act({ charge: CH_1, refund: RE_2 }, [requesting(RE_2)])
    const claimed = one(await other.claimEvents())
    equal('claimEvents: whose', [claimed.account, claimed.charge], [ACCOUNT, CH_1])
    equal(
      'claimEvents: numbers',
      claimed.events.map(({ number }) => number),
      [1, 2, 3, 4, 5],
    )
    for (const event of claimed.events)
      equal('claimEvents: event', event, await other.find({ account: ACCOUNT, of: 'event', id: event.id }))
  },

  'events that were acknowledged are not given out again, and stay readable': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    await hand.acknowledge(one(await hand.claimEvents()), 2)
    equal('claimEvents after all was acknowledged', await other.claimEvents(), [])
    const { data } = await other.list({ account: ACCOUNT, of: 'event', charge: CH_1, limit: 10 })
    equal('list event after all was acknowledged: how many', data.length, 2)
    await hand.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1)])
    equal('claimEvents after another event', numbers(await other.claimEvents()), ['acct_1 ch_1: 3'])
  },

  'a charge goes to one reader at a time': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const claimed = one(await hand.claimEvents())
    for (const reader of [hand, other]) equal('claimEvents while another reads', await reader.claimEvents(), [])
    await hand.acknowledge(claimed, 2)
  },

  'readers at the same time get each charge once': async ({ hand, other }) => {
    const charges = [CH_1, CH_2, CH_3]
    for (const charge of charges) await hand.act({ charge }, charging(charge))
    const claims = await Promise.all([hand, other, hand, other].map((reader) => reader.claimEvents(1)))
    const rest = await other.claimEvents()
    equal(
      'claimEvents by five readers: charges',
      [...claims, rest]
        .flat()
        .map(({ charge }) => charge)
        .sort(),
      charges,
    )
  },

  'the outbox gives as many charges as its limit, the one first that has waited longest': async ({ hand, other }) => {
    for (const charge of [CH_2, CH_3, CH_1]) await hand.act({ charge }, charging(charge))
    await hand.act({ charge: CH_2, refund: RE_1 }, [requesting(RE_1, 10, after(-9))])
    const first = await other.claimEvents(2)
    equal('claimEvents with limit 2', numbers(first), ['acct_1 ch_2: 1,2,3', 'acct_1 ch_3: 1,2'])
    equal('claimEvents of the rest', numbers(await other.claimEvents(2)), ['acct_1 ch_1: 1,2'])
  },

  'a charge that was read to its end waits behind those that were there before its next event': async (bench) => {
    const { hand, other } = bench
    for (const charge of [CH_1, CH_2]) await hand.act({ charge }, charging(charge))
    await hand.acknowledge(one(await hand.claimEvents(1)), 2)
    await hand.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1)])
    equal('claimEvents', numbers(await other.claimEvents()), ['acct_1 ch_2: 1,2', 'acct_1 ch_1: 3'])
  },

  'an acknowledgement of a part gives the rest out again at once, and only the rest': async ({ hand, other }) => {
    await hand.act({ charge: CH_1, refund: RE_1 }, [...charging(CH_1), requesting(RE_1)])
    await hand.acknowledge(one(await hand.claimEvents()), 1)
    const rest = one(await other.claimEvents())
    equal('claimEvents after number 1 was acknowledged', numbers([rest]), ['acct_1 ch_1: 2,3'])
    await other.acknowledge(rest, 2)
    equal('claimEvents after number 2 was acknowledged', numbers(await hand.claimEvents()), ['acct_1 ch_1: 3'])
  },

  'an acknowledgement of 0 only ends the lease': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const claimed = one(await hand.claimEvents())
    await hand.acknowledge(claimed, 0)
    equal('claimEvents after 0 was acknowledged', one(await other.claimEvents()).events, claimed.events)
  },

  'a lease on events ends with its acknowledgement': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const first = one(await hand.claimEvents())
    await hand.acknowledge(first, 0)
    const second = one(await other.claimEvents())
    await lost(hand, first, 2)
    equal('claimEvents while another reads', await hand.claimEvents(), [])
    await other.acknowledge(second, 1)
    await lost(other, second, 2)
    equal('claimEvents', numbers(await hand.claimEvents()), ['acct_1 ch_1: 2'])
  },

  'a lease on events lapses, and who had it can acknowledge no more': async ({ hand, other, pass }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const late = one(await hand.claimEvents(1, 1))
    await pass(1)
    const held = one(await other.claimEvents())
    equal('claimEvents after the lease ended', held.events, late.events)
    for (const upTo of [0, 2]) await lost(hand, late, upTo)
    equal('claimEvents while another reads', await hand.claimEvents(), [])
    await other.acknowledge(held, 2)
    equal('claimEvents after all was acknowledged', await hand.claimEvents(), [])
  },

  'a lease on events holds until its last second, where the clock can be moved': async ({ subject, hand, other }) => {
    if (subject.passSeconds === undefined) return
    await hand.act({ charge: CH_1 }, charging(CH_1))
    await hand.claimEvents(1, LONG)
    await subject.passSeconds(LONG - 1)
    equal('claimEvents a second before the lease ends', await other.claimEvents(), [])
    await subject.passSeconds(1)
    equal('claimEvents when the lease has ended', numbers(await other.claimEvents()), ['acct_1 ch_1: 1,2'])
  },

  'a reader that goes on keeps its charge until its new lease ends, and what it acknowledged is done': async ({
    hand,
    other,
    pass,
  }) => {
    await hand.act({ charge: CH_1, refund: RE_1 }, [...charging(CH_1), requesting(RE_1)])
    const claimed = one(await hand.claimEvents(1, 1))
    await given('acknowledgeEvents', hand.store.acknowledgeEvents(claimed, 1, LONG))
    await pass(1)
    equal('claimEvents after the first lease would have ended', await other.claimEvents(), [])
    await given('acknowledgeEvents', hand.store.acknowledgeEvents(claimed, 2, 1))
    await pass(1)
    equal('claimEvents after the second lease ended', numbers(await other.claimEvents()), ['acct_1 ch_1: 3'])
    await lost(hand, claimed, 3)
  },

  'a reader that keeps a charge with nothing left to read gets what is written then to no one but the next': async ({
    hand,
    other,
    pass,
  }) => {
    await hand.act({ charge: CH_1, refund: RE_1 }, charging(CH_1))
    const claimed = one(await hand.claimEvents(1, 1))
    await given('acknowledgeEvents', hand.store.acknowledgeEvents(claimed, 2, 1))
    await hand.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1)])
    equal('claimEvents while it is kept', await other.claimEvents(), [])
    await pass(1)
    equal('claimEvents after the lease ended', numbers(await other.claimEvents()), ['acct_1 ch_1: 3'])
  },

  'events written while a charge is read come after those that were claimed': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    const claimed = one(await hand.claimEvents())
    await other.act({ charge: CH_1, refund: RE_1 }, [requesting(RE_1)])
    equal('claimEvents while another reads', await other.claimEvents(), [])
    await hand.acknowledge(claimed, 2)
    equal('claimEvents', numbers(await other.claimEvents()), ['acct_1 ch_1: 3'])
  },

  'the same charge in two accounts is read apart': async ({ hand, other }) => {
    await hand.act({ charge: CH_1 }, charging(CH_1))
    await hand.act({ account: ELSEWHERE, charge: CH_1, refund: RE_1 }, [...charging(CH_1), requesting(RE_1)])
    const claimed = await other.claimEvents()
    const [mine, theirs] = claimed
    if (mine === undefined || theirs === undefined)
      return fail(`claimEvents: expected two charges, got ${shown(numbers(claimed))}`)
    equal('claimEvents', numbers([mine, theirs]), ['acct_1 ch_1: 1,2', 'acct_2 ch_1: 1,2,3'])
    await other.acknowledge(mine, 2)
    await other.acknowledge(theirs, 1)
    equal('claimEvents', numbers(await hand.claimEvents()), ['acct_2 ch_1: 2,3'])
  },

  'a commit that answered Moved puts nothing in the outbox': async ({ hand, other }) => {
    const loaded = await overtaken(hand, { charge: CH_1 }, () => other.act({ charge: CH_1 }, charging(CH_1)))
    if (loaded === null) return
    await hand.tryCommit(loaded, { changes: changed(loaded.books, [...charging(CH_1), requesting(RE_1)]) })
    equal('claimEvents', numbers(await other.claimEvents()), ['acct_1 ch_1: 1,2'])
    equal('claimDue', await given('claimDue', other.store.claimDue({ at: FAR, limit: 10, leaseSeconds: 1 })), [])
  },
}
