/** One worker of the simulator: runs the seeds it is sent, one after another, and says how each ended. */
import 'fake-indexeddb/auto'
import { mutants } from './mutantList.ts'
import { hookModules } from './support/moduleHooks.ts'
import { type SeedOutcome, type SeedTask, mutantVariable } from './support/pool.ts'

const wanted = process.env[mutantVariable]
hookModules(mutants.find(({ name }) => name === wanted) ?? null)
const { createServerFolder } = await import('./support/template.ts')
const { ServerStopper, guardStatements } = await import('./support/serverStopper.ts')
const { runHistory } = await import('./support/runHistory.ts')
const { runMonth } = await import('./support/runMonth.ts')
const { BrokenLaw } = await import('./support/brokenLaw.ts')

const stopper = new ServerStopper()
guardStatements(stopper)
const folder = await createServerFolder()

async function runSeed({ seed, events, isTraced, story }: SeedTask): Promise<SeedOutcome> {
  try {
    const print = (line: string): void => { process.stdout.write(`${line}\n`) }
    const result = await (story === 'month' ? runMonth : runHistory)({ folder, stopper }, { seed, events, ...(isTraced ? { print } : {}) })
    return { type: 'kept', seed, result }
  } catch (error) {
    if (error instanceof BrokenLaw) return { type: 'broken', seed, law: error.law, details: error.message }
    const message = error instanceof Error ? error.message : String(error)
    return { type: 'broken', seed, law: `crash: ${message}`, details: error instanceof Error ? (error.stack ?? message) : message }
  }
}

process.on('message', (task: SeedTask) => {
  void runSeed(task).then((outcome) => process.send?.(outcome))
})
process.on('disconnect', () => {
  folder.remove()
  process.exit(0)
})
process.send?.('ready')
