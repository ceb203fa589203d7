/** Every case by name, in the order of the table. */
import { otherCommands } from './commands.js'
import { memoryPerRefund } from './desk-memory.js'
import { millionOnMany, millionOnOne } from './desk-million.js'
import { hotCharge, spreadCharges } from './desk-speed.js'
import { heapPerCharge, manyRefunds } from './growth.js'
import type { Effort, Finding } from './measure.js'
import { acceptedAsMade, acceptedRefund, againstMachine, asPipes, refusedRefund } from './refunds.js'
import { serverMemory } from './server-memory.js'
import { serverMillionOnMany, serverMillionOnOne } from './server-million.js'
import { serverConnections, serverHot, serverSpread } from './server-speed.js'
import { mainEntry } from './size.js'
import {
  libsqlMillionOnMany,
  libsqlMillionOnOne,
  postgresMillionOnMany,
  postgresMillionOnOne,
} from './store-million.js'
import { libsqlHot, libsqlSpread, postgresHot, postgresSpread } from './store-speed.js'

export const CASES: Readonly<Record<string, (effort: Effort) => Finding | Promise<Finding>>> = {
  accepted: acceptedRefund,
  refused: refusedRefund,
  'accepted-as-made': acceptedAsMade,
  machine: againstMachine,
  pipes: asPipes,
  commands: otherCommands,
  growth: manyRefunds,
  heap: heapPerCharge,
  size: mainEntry,
  'desk-hot': hotCharge,
  'desk-spread': spreadCharges,
  'desk-memory': memoryPerRefund,
  'desk-million': millionOnOne,
  'desk-million-spread': millionOnMany,
  'libsql-hot': libsqlHot,
  'libsql-spread': libsqlSpread,
  'libsql-million': libsqlMillionOnOne,
  'libsql-million-spread': libsqlMillionOnMany,
  'postgres-hot': postgresHot,
  'postgres-spread': postgresSpread,
  'postgres-million': postgresMillionOnOne,
  'postgres-million-spread': postgresMillionOnMany,
  'server-hot': serverHot,
  'server-spread': serverSpread,
  'server-connections': serverConnections,
  'server-memory': serverMemory,
  'server-million': serverMillionOnOne,
  'server-million-spread': serverMillionOnMany,
}
