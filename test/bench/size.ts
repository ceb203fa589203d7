/** The size of the main entry, as `npm run size` prints it. */
import { spawnSync } from 'node:child_process'
import { type Effort, type Finding, finding } from './measure.js'

export const mainEntry = (effort: Effort): Finding => {
  const { stdout, stderr } = spawnSync('npm', ['run', '-s', 'size'], { encoding: 'utf8' })
  const [, bytes, limit] = /main entry(?:: | has )(\d+) (?:of|bytes, more than) (\d+)/.exec(stdout + stderr) ?? []
  if (bytes === undefined) throw new Error(`npm run size says nothing of the main entry:\n${stdout}${stderr}`)
  return finding(effort, {
    name: 'size',
    figures: { gzippedBytes: Number(bytes) },
    limit: `<= ${limit} bytes`,
    ok: Number(bytes) <= Number(limit),
  })
}
