/** Where charges live: the desk that commits what the law decides, the port that a store fills, and the store in memory. */
export type {
  KeyDone,
  KeyError,
  KeyInFlight,
  KeyReused,
  KeyRunning,
  KeyState,
  KeyUse,
  KeyVerdict,
} from '../domain/idempotency/idempotency.js'
export { finishKey, isSpent, judgeKey, startKey } from '../domain/idempotency/idempotency.js'
export type { Json } from '../domain/idempotency/json.js'
export { canonicalText } from '../domain/idempotency/json.js'
export type { Clock, ManualClock } from './clock.js'
export { manualClock, systemClock } from './clock.js'
export { decodeRow, encodeRow } from './codec/row.js'
export type { Rows } from './codec/rows.js'
export type { Answer, ChargeAnswer, DisputeAnswer, RefundAnswer } from './desk/answers.js'
export type { Audit } from './desk/audit.js'
export type {
  AcknowledgeAsked,
  AuthorizeAsked,
  CaptureAsked,
  DeskCommands,
  LegReturnAsked,
  OnCharge,
  OnDispute,
  OnRefund,
  Performed,
  RefundAsked,
} from './desk/commands.js'
export type { RefundDesk } from './desk/desk.js'
export { createRefundDesk } from './desk/desk.js'
export type { Fired, RunDue, RunDueWork, TaskFailed, TaskHandler } from './desk/due.js'
export type { Answered, StandsAt } from './desk/given.js'
export type { DeskOptions, Retries, Schedule } from './desk/options.js'
export type { Deliver, DeliverEvents, Delivered, EventHandler } from './desk/outbox.js'
export type { Call } from './desk/perform.js'
export type { DeskReads, Listed } from './desk/reads.js'
export type { Decided, Transact, Unit, UnitError, UnitKey } from './desk/transact.js'
export type { Worker, WorkerOptions, WorkerProblem } from './desk/worker.js'
export { startWorker } from './desk/worker.js'
export type {
  Conflict,
  DeskError,
  InvalidInput,
  InvalidPage,
  InvalidRow,
  LeaseLost,
  Moved,
  NotFound,
  RowKind,
  StoreError,
  StoreUnavailable,
  UnknownCursor,
} from './errors.js'
export { worthRetrying } from './errors.js'
export type { Ids } from './ids.js'
export { countingIds, randomIds } from './ids.js'
export type { MemoryOptions, MemoryStore } from './memory/memory.js'
export { memoryStore, restoreMemoryStore } from './memory/memory.js'
export type { SavedRow } from './memory/snapshot.js'
export type { Account, IdempotencyKey, InvalidName } from './names.js'
export { account, idempotencyKey } from './names.js'
export type {
  Changes,
  Claim,
  Created,
  DocumentName,
  Find,
  KeyAsked,
  List,
  Load,
  Loaded,
  Page,
  Store,
  Write,
} from './port.js'
export type { Discrepancy } from './proof.js'
export type {
  ClaimedDue,
  ClaimedEvents,
  Document,
  Due,
  DueMove,
  DueTask,
  RecordKind,
  Records,
  StoredDocument,
  StoredEvent,
  Undated,
} from './rows.js'
export { eventId } from './rows.js'
