/** The package as its users get it: packed once, unpacked, and installed in empty folders. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import PACKAGE from '../../package.json' with { type: 'json' }
import { ROOT } from '../tools/tidy/source.js'

const start = promisify(execFile)

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program to its end, without a shell and without input. */
export const run = async (folder: string, program: string, ...words: readonly string[]): Promise<Ran> => {
  const running = start(program, words, { cwd: folder, maxBuffer: 64 * 1024 * 1024 })
  running.child.stdin?.end()
  return running.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ran) => ({ code: typeof code === 'number' ? code : 1, stdout, stderr }),
  )
}

/** As `run`, and fails with what the program said when it exits with anything but 0. */
export const mustRun = async (folder: string, program: string, ...words: readonly string[]): Promise<string> => {
  const { code, stdout, stderr } = await run(folder, program, ...words)
  if (code !== 0) throw new Error(`${program} ${words.join(' ')}: exit ${code}\n${stdout}${stderr}`)
  return stdout
}

export const node = (folder: string, ...words: readonly string[]): Promise<Ran> =>
  run(folder, process.execPath, ...words)

/** A development tool of the repository, by the path of its script. */
export const tool = (folder: string, script: string, ...words: readonly string[]): Promise<Ran> =>
  node(folder, join(ROOT, 'node_modules', script), ...words)

export const write = async (folder: string, files: Readonly<Record<string, string>>): Promise<void> => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}

export interface Tarball {
  readonly file: string
  /** The files inside, from the package's root. */
  readonly files: readonly string[]
  /** The package with nothing beside it: no `node_modules`. */
  readonly alone: string
  /** A project that has installed the tarball with its dependencies, and the optional peers. */
  readonly installed: string
  /** The same project without the optional peers. */
  readonly peerless: string
  /** A project where the package lies, but none of its dependencies. */
  readonly bare: string
  readonly remove: () => Promise<void>
}

const PEERS = Object.entries(PACKAGE.peerDependencies).map(([name, range]) => `${name}@${range}`)

/** Builds, packs, unpacks and installs. Takes some 20 s. */
export const tarball = async (): Promise<Tarball> => {
  const folder = await mkdtemp(join(tmpdir(), 'refund-machine-'))
  const [alone, installed] = [join(folder, 'package'), join(folder, 'installed')]
  const [peerless, bare] = [join(folder, 'peerless'), join(folder, 'bare')]
  const packed = JSON.parse(await mustRun(ROOT, 'npm', 'pack', '--json', '--pack-destination', folder)) as readonly {
    readonly filename: string
    readonly files: readonly { readonly path: string }[]
  }[]
  const [first] = packed
  if (first === undefined) throw new Error('npm pack named no file')
  const file = join(folder, first.filename)
  await mustRun(folder, 'tar', '-xzf', file)

  const project = JSON.stringify({ name: 'a-shop', private: true })
  await write(installed, { 'package.json': project })
  await mustRun(installed, 'npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', file, ...PEERS)
  for (const name of ['refund-machine', ...Object.keys(PACKAGE.dependencies)])
    await cp(join(installed, 'node_modules', name), join(peerless, 'node_modules', name), { recursive: true })
  await write(bare, { 'package.json': project })
  await mkdir(join(bare, 'node_modules', 'refund-machine'), { recursive: true })
  await mustRun(bare, 'tar', '-xzf', file, '-C', join('node_modules', 'refund-machine'), '--strip-components', '1')
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true })
  return { file, files: first.files.map(({ path }) => path), alone, installed, peerless, bare, remove }
}

export const read = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8')
