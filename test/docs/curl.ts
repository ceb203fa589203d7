/** What a `curl` line asks: sent by curl itself, or read here and sent by fetch, where there is no curl. */
import { execFile, spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Variables, wordsOf } from './shell.js'

/** What came back: a body; what curl says where nothing came; nothing where it was written to a file. */
export type Sent = { readonly body: string } | { readonly failed: string } | null

/** Does what a line says, in a folder. */
export type Send = (text: string, variables: Variables, folder: string) => Promise<Sent>

export const hasCurl = spawnSync('curl', ['--version']).status === 0

const run = promisify(execFile)

export const byCurl: Send = async (text, variables, folder) => {
  try {
    const { stdout } = await run('sh', ['-c', text], { cwd: folder, env: { ...process.env, ...variables } })
    return stdout === '' ? null : { body: stdout }
  } catch (error) {
    return { failed: (error as { readonly stderr: string }).stderr.trim() }
  }
}

export const byFetch: Send = async (text, variables, folder) => {
  const { url, output, upload, ...asked } = askedOf(wordsOf(text, variables))
  const body = upload === null ? asked.body : await readFile(join(folder, upload), 'utf8')
  const { method, headers } = asked
  const answer = await fetch(url, { method, headers, ...(body === null ? {} : { body }) }).then(
    (response) => response.text(),
    () => null,
  )
  if (answer === null) return { failed: 'curl: (52) Empty reply from server' }
  if (output === null) return { body: answer }
  await writeFile(join(folder, output), answer)
  return null
}

interface Asked {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string | null
  /** The file to which the answer goes. */
  readonly output: string | null
  /** The file that is sent. */
  readonly upload: string | null
}

/** Options of one word, and those that another word belongs to. */
const ALONE = new Set(['-s', '-sS'])
const TAKING = new Set(['-u', '-d', '-X', '-H', '-o', '-T'])

/** What a curl line asks for. An option that is not known here is refused, not passed over. */
export const askedOf = ([command, ...words]: readonly string[]): Asked => {
  if (command !== 'curl') throw new Error(`not curl: ${String(command)}`)
  const given: [string, string][] = []
  const urls: string[] = []
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string
    if (TAKING.has(word)) {
      at += 1
      given.push([word, words[at] ?? ''])
    } else if (!word.startsWith('-')) urls.push(word)
    else if (!ALONE.has(word)) throw new Error(`curl's ${word} is not known here`)
  }
  const [url] = urls
  if (url === undefined || urls.length > 1) throw new Error('one address is asked')

  const all = (option: string): readonly string[] => given.filter(([name]) => name === option).map(([, value]) => value)
  const data = all('-d')
  const upload = all('-T').at(0) ?? null
  const headers = new Headers(all('-H').map((header) => header.split(/: */, 2) as [string, string]))
  if (data.length > 0) headers.set('content-type', 'application/x-www-form-urlencoded')
  for (const user of all('-u')) headers.set('authorization', `Basic ${btoa(user)}`)
  return {
    url: url.startsWith('http') ? url : `http://${url}`,
    method: all('-X').at(0) ?? (upload !== null ? 'PUT' : data.length > 0 ? 'POST' : 'GET'),
    headers,
    body: data.length > 0 ? data.join('&') : null,
    output: all('-o').at(0) ?? null,
    upload,
  }
}
