/** Stripe's objects for tests. The files under `golden` have the shapes that were recorded, with amounts and ids of our own. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiVersion, type DecodeChargeOptions, type DecodedCharge, decodeCharge } from '../../src/stripe/index.js'
import { rightOf } from '../fixtures.js'

const GOLDEN = join(import.meta.dirname, 'golden')

export type Json = Readonly<Record<string, unknown>>

/** The text of a golden file, as it would come over the wire. */
export const goldenText = (name: string): string => readFileSync(join(GOLDEN, `${name}.json`), 'utf8')

export const golden = (name: string): Json => JSON.parse(goldenText(name))

export const goldenNames = (kind: 'charge' | 'refund'): readonly string[] =>
  readdirSync(GOLDEN)
    .map((file) => file.replace('.json', ''))
    .filter((name) => name.startsWith(`${kind}-`))
    .sort()

/** An answer of before 2025-03-31, and of before 2022-11-15. */
export const IN_2020 = rightOf(apiVersion('2020-08-27'))
export const IN_2024 = rightOf(apiVersion('2024-04-10'))

/** The version under which a golden file was answered. */
export const versionOf = (name: string): DecodeChargeOptions => (name.endsWith('-2020') ? { version: IN_2020 } : {})

export const decoded = (name: string, options: DecodeChargeOptions = {}): DecodedCharge =>
  rightOf(decodeCharge(golden(name), { ...versionOf(name), ...options }))

/** Charge `ch_1` of 10.00 USD, captured, with the least that a charge must say. */
export const plainCharge = (fields: Json = {}): Json => ({
  id: 'ch_1',
  object: 'charge',
  amount: 1000,
  amount_captured: 1000,
  amount_refunded: 0,
  captured: true,
  created: 1_760_000_000,
  currency: 'usd',
  disputed: false,
  paid: true,
  refunded: false,
  status: 'succeeded',
  ...fields,
})

export const plainRefund = (fields: Json = {}): Json => ({
  id: 're_1',
  object: 'refund',
  amount: 300,
  charge: 'ch_1',
  created: 1_760_000_000,
  currency: 'usd',
  status: 'succeeded',
  ...fields,
})
