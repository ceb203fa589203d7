/** The attacked server in a process of its own: it says its port, and what it is asked. Ends with whoever started it. */
import { startLocal } from './local.js'

export type Question = 'memory' | 'state'

const { server, state, memory } = await startLocal()

const tell = (message: number | string): void => {
  process.send?.(message)
}

process.on('message', (question: Question) => {
  if (question === 'memory') tell(memory())
  else state().then(tell, (problem) => tell(`no state: ${String(problem)}`))
})
process.on('disconnect', () => process.exit())
tell(server.port)
