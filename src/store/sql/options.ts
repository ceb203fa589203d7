/** Options of the stores. A wrong one is a mistake of the program's: it throws at once. No text is shown: it may be a password. */

/** What is wrong with a value, or null. */
export type Rule = (value: unknown) => string | null

/** Of every option there is: what it has to be. */
export type Rules<Name extends string> = { readonly [Each in Name]: Rule }

/** The longest time that timers and servers count, in milliseconds. */
export const LONGEST_MILLISECONDS: number = 2 ** 31 - 1

/** Throws a `TypeError` that names the function, the option and what is expected. What is `undefined` is not given. */
export const checkOptions = <Name extends string>(
  maker: string,
  options: unknown,
  rules: Rules<Name>,
  required: readonly Name[] = [],
): void => {
  if (!isObject(options)) throw new TypeError(`${maker}: expected options, got ${kindOf(options)}`)
  for (const name of Object.keys(options))
    if (!Object.hasOwn(rules, name)) throw new TypeError(`${maker}: there is no option ${name.slice(0, 100)}`)
  for (const [name, rule] of Object.entries<Rule>(rules)) {
    const value = options[name]
    if (value !== undefined || required.includes(name as Name)) checkOption(`${maker}: ${name}`, value, rule)
  }
}

/** Throws a `TypeError` that begins with where the value stands. */
export const checkOption = (where: string, value: unknown, rule: Rule): void => {
  const wrong = rule(value)
  if (wrong !== null) throw new TypeError(`${where}: ${wrong}`)
}

export const ruleOf =
  (expected: string, holds: (value: unknown) => boolean): Rule =>
  (value) =>
    holds(value) ? null : `expected ${expected}, got ${kindOf(value)}`

export const wholeNumber = (least: number, most: number = Number.MAX_SAFE_INTEGER): Rule =>
  ruleOf(
    most === Number.MAX_SAFE_INTEGER ? `a whole number, ${least} or more` : `a whole number from ${least} to ${most}`,
    (value) => Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most,
  )

export const trueOrFalse: Rule = ruleOf('true or false', (value) => typeof value === 'boolean')

export const oneOf = (words: readonly string[]): Rule =>
  ruleOf(words.map((word) => JSON.stringify(word)).join(' or '), (value) => words.includes(value as string))

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether all of them are there, as methods. */
export const hasMethods = (value: unknown, ...names: readonly string[]): boolean =>
  isObject(value) && names.every((name) => typeof value[name] === 'function')

/** What a value is, without a word of what a text says. */
export const kindOf = (value: unknown): string => {
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'a text'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value === null || value === undefined) return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
