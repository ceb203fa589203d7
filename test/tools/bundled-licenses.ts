/** The licences of all that a bundle has inside: each asks that its text goes with the code. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Plugin } from 'esbuild'

/** The folder of a package in the path of one of its files; null for what is our own. */
const packageOf = (path: string): string | null => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
}

/** A package's name, its licence by name, and the text where the package brings one. */
const licenseOf = async (folder: string): Promise<string> => {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name))
  const text = file === undefined ? '' : `\n${(await readFile(join(folder, file), 'utf8')).trim()}\n`
  return `${manifest.name} ${manifest.version}: ${manifest.license ?? 'no licence is named'}\n${text}`
}

/** Writes them into `outfile` beside the bundle, in the order of the packages' names. */
export const bundledLicenses = (outfile: string): Plugin => ({
  name: 'bundled-licenses',
  setup: ({ initialOptions, onEnd }) => {
    initialOptions.metafile = true
    onEnd(async ({ metafile }) => {
      const used = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.keys(inputs))
      const folders = new Set(used.flatMap((path) => packageOf(path) ?? []))
      const texts = await Promise.all([...folders].sort().map(licenseOf))
      // The bundle itself is written after this.
      await mkdir(dirname(outfile), { recursive: true })
      await writeFile(
        outfile,
        `The program main.cjs has these packages inside.\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`,
      )
    })
  },
})
