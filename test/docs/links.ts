/** Links of the pages to files of the repository and to their headings. */
import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { ROOT } from '../tools/tidy/source.js'

/** The text of a page without its code, where brackets are no links. */
const proseOf = (text: string): string => text.replace(/^(`{3,})[\s\S]*?^\1`*\s*$/gm, '').replace(/`[^`\n]*`/g, 'code')

const linksIn = (text: string): readonly string[] => {
  const prose = proseOf(text)
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)/g)]
  const referenced = [...prose.matchAll(/^\[[^\]]+\]:\s*(\S+)/gm)]
  return [...inline, ...referenced].flatMap((match) => match[1] ?? [])
}

/** The anchor of a heading: lower case, punctuation dropped, spaces as hyphens. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/`/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

const anchorsIn = (text: string): readonly string[] =>
  [...text.replace(/^(`{3,})[\s\S]*?^\1`*\s*$/gm, '').matchAll(/^#+ (.*)$/gm)].map((match) => anchorOf(match[1] ?? ''))

/** The relative links of a page that lead nowhere. Absolute ones are not followed. */
export const brokenLinks = (path: string, text: string): readonly string[] =>
  linksIn(text)
    .filter((link) => !/^[a-z][a-z0-9+.-]*:/i.test(link))
    .filter((link) => !leadsSomewhere(path, text, link))

const leadsSomewhere = (path: string, text: string, link: string): boolean => {
  const [file = '', anchor] = decodeURIComponent(link).split('#')
  const target = posix.join(ROOT, file.startsWith('/') ? file : posix.join(posix.dirname(path), file))
  if (file !== '' && !existsSync(target)) return false
  if (anchor === undefined) return true
  const page = file === '' ? text : target.endsWith('.md') ? readFileSync(target, 'utf8') : null
  return page === null || anchorsIn(page).includes(anchor)
}
