/** The program: the words and streams of the process, and its exit code. */
import { processIo } from './io.js'
import { run } from './run.js'

/** A reader that has enough, such as `head`, closes the pipe. That is no failure of ours: the exit code stays what it is. */
const isClosedPipe = (error: Error): boolean => 'code' in error && error.code === 'EPIPE'

process.stdout.on('error', (error: Error) => {
  if (isClosedPipe(error)) return
  process.stderr.write(`refund-machine: standard output cannot be written: ${error.message}\n`)
  process.exit(2)
})
// Nobody is left to tell.
process.stderr.on('error', () => undefined)

// Exit code 1 says that the law refused; what fails otherwise is 2, and no stack trace.
run(process.argv.slice(2), processIo()).then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    process.stderr.write(`refund-machine: ${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 2
  },
)
