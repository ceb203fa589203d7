/** How to take back what was written: while a transaction is open, every change of a table notes its inverse here. */

/** The inverses, in the order of the changes; null while no transaction is open, and then nothing is noted. */
export interface Journal {
  undos: (() => void)[] | null
}

/** A journal with no transaction open. */
export const createJournal = (): Journal => ({ undos: null })

/** From here on, inverses are noted. */
export const beginJournal = (journal: Journal): void => {
  journal.undos = []
}

/** What was written stays. */
export const keepWritten = (journal: Journal): void => {
  journal.undos = null
}

/** Takes back what was written since the journal began, the last change first. */
export const takeBack = (journal: Journal): void => {
  const undos = journal.undos ?? []
  // Off first: an inverse is not noted itself.
  journal.undos = null
  for (let index = undos.length - 1; index >= 0; index -= 1) undos[index]?.()
}
