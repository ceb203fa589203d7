/** Text for people: colour, columns, and nothing that moves their cursor. */

/** Colours, or nothing where there are none. */
export interface Paint {
  readonly good: (text: string) => string
  readonly bad: (text: string) => string
  readonly dim: (text: string) => string
  readonly bold: (text: string) => string
}

export const paint = (color: boolean): Paint => {
  const in_ = (code: number) => (text: string) => (color ? `\u001b[${code}m${text}\u001b[0m` : text)
  return { good: in_(32), bad: in_(33), dim: in_(2), bold: in_(1) }
}

/** Foreign text on one line: control and format characters could hide or forge what stands beside them. */
export const printable = (text: string): string =>
  text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  )

/** Foreign text, shortened. */
export const short = (text: string): string => printable(text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** The words in lines of at most `width`. A word that is longer stands alone; an amount stays with its currency. */
export const wrapped = (text: string, width: number): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(/ (?![A-Z]{3}\b)/)) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(word)
  }
  return lines
}

export const WIDTH = 100

/** Rows of a label and its text, the texts below each other. */
export const labelled = (
  rows: readonly (readonly [label: string, text: string])[],
  { indent, paintLabel }: { readonly indent: number; readonly paintLabel: (text: string) => string },
): string => {
  const column = Math.max(...rows.map(([label]) => label.length)) + 2
  return rows
    .flatMap(([label, text]) =>
      text.split('\n').flatMap((part, at) =>
        wrapped(part, WIDTH - indent - column).map((line, index) => {
          const name = at + index === 0 ? label : ''
          return `${' '.repeat(indent)}${paintLabel(name)}${' '.repeat(column - name.length)}${line}\n`
        }),
      ),
    )
    .join('')
}
