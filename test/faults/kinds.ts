/** The kinds of rounds, in the order in which they take turns. */
export const KINDS = [
  'writer, libsql',
  'writer, postgres',
  'postmaster',
  'cut before commit',
  'cut after commit',
  'server, libsql',
  'server, postgres',
] as const

export type Kind = (typeof KINDS)[number]
