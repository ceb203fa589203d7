/** `npm run exhaustive`: the check with larger bounds, until it is done, or its time or memory is. */
import { theLaw } from './bounds.js'
import { checkLaw, type Progress } from './check.js'
import { parseOptions, type RunOptions, USAGE } from './options.js'
import { boundsText, costSince, failureText, reportText, startOfCost } from './report.js'

const GIGABYTE = 1024 ** 3
/** How often the clock and the memory are looked at, in milliseconds. */
const LOOK_EVERY = 500

const run = ({ bounds, minutes, gigabytes }: RunOptions): number => {
  const start = startOfCost()
  const seen = { worlds: 0, ahead: 0, states: 0 }
  let looked = start.at
  let stopped: string | null = null
  const goOn = (): boolean => {
    const now = performance.now()
    if (now - looked < LOOK_EVERY) return stopped === null
    looked = now
    const minutesGone = (now - start.at) / 60_000
    show(seen, minutesGone)
    if (minutesGone > minutes) stopped = `the ${minutes} minutes are over`
    else if (process.memoryUsage.rss() > gigabytes * GIGABYTE) stopped = `the ${gigabytes} GB of memory are full`
    return stopped === null
  }
  show(seen, 0, boundsText(bounds))
  const findings = checkLaw(theLaw, bounds, { goOn, progress: (so_far) => Object.assign(seen, so_far) })
  const cost = costSince(start)
  show(seen, 0, '')
  const failure = failureText(theLaw, bounds, findings)
  const verdict = failure ?? `every law held on every step${stopped === null ? '' : ' that was taken'}`
  const lines = [reportText(bounds, findings, cost), ...(stopped === null ? [] : [`stopped: ${stopped}`]), verdict]
  process.stdout.write(`${lines.join('\n')}\n`)
  return failure === null ? 0 : 1
}

/** One line on a terminal, nothing in a pipe. */
const show = ({ worlds, ahead, states }: Progress, minutes: number, text?: string): void => {
  if (!process.stderr.isTTY) return
  const counts = `${worlds} worlds walked, ${ahead} ahead, ${(states / 1e6).toFixed(1)} million states`
  process.stderr.write(`\r\u001b[K${text ?? `${counts}, ${minutes.toFixed(1)} min`}`)
}

const options = parseOptions(process.argv.slice(2))
if ('problem' in options) {
  console.error(`${options.problem}\n${USAGE}`)
  process.exitCode = 2
} else process.exitCode = run(options)
