/** A store in which what is due is looked for up to another time than the present. */
import type { Clock } from '../../store/clock.js'
import type { Store } from '../../store/port.js'

/** Each operation by itself: a store may be of a class, whose methods are not its own. */
export const lookingAhead = (store: Store, horizon: Clock): Store => ({
  load: (asked) => store.load(asked),
  commit: (against, write) => store.commit(against, write),
  release: (loaded) => store.release(loaded),
  find: (asked) => store.find(asked),
  list: (asked) => store.list(asked),
  claimEvents: (claim) => store.claimEvents(claim),
  acknowledgeEvents: (claimed, upTo, keepSeconds) => store.acknowledgeEvents(claimed, upTo, keepSeconds),
  claimDue: (claim) => store.claimDue({ ...claim, at: horizon() }),
  forgetKeys: (old) => store.forgetKeys(old),
})
