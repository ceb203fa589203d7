/** A command put to the naive ledger, and what the predicates of the refusals share. */
import type { Command, CommandType, RefundPolicy, RefusalTag } from '../../src/index.js'
import { type DisputeEntry, type Ledger, type LegName, legOf, type RefundEntry, statusOf } from './ledger.js'

export interface Case<Type extends CommandType = CommandType> {
  readonly ledger: Ledger
  readonly command: Command<Type>
  readonly refund: RefundEntry | undefined
  readonly dispute: DisputeEntry | undefined
  readonly policy: RefundPolicy
}

/** For every refusal that a command may meet: whether its condition holds by itself, whatever else is wrong. */
export type Conditions<Type extends CommandType> = Readonly<Partial<Record<RefusalTag, (given: Case<Type>) => boolean>>>

export const LEGS: readonly LegName[] = ['fee', 'transfer']
export const LARGEST = 10n ** 15n - 1n

/** Plain digits, as the largest amounts are still written. */
export const isAmount = (value: unknown): boolean =>
  typeof value === 'number' && /^\d+$/.test(String(value)) && BigInt(value) <= LARGEST

export const isPositive = (value: unknown, step = 1): boolean =>
  isAmount(value) && value !== 0 && BigInt(Number(value)) % BigInt(step) === 0n

export const stepIn = (policy: RefundPolicy, currency: string): number => policy.currencies.steps[currency] ?? 1

export const promised = ({ ledger }: Pick<Case, 'ledger'>) =>
  ledger.promise ?? { id: '', amount: 0n, currency: '', at: 0 }

export const noCharge = ({ ledger }: Pick<Case, 'ledger'>): boolean => ledger.promise === null

export const stands = ({ ledger }: Pick<Case, 'ledger'>, ...statuses: readonly string[]): boolean =>
  statuses.includes(statusOf(ledger))

export const hasLeg = ({ ledger }: Pick<Case, 'ledger'>, name: LegName): boolean => legOf(ledger, name) !== null
