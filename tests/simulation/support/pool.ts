import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { HistoryResult } from './runHistory.ts'
import type { MonthResult } from './runMonth.ts'

/** Which kind of history a seed draws: faults of every kind over five phones, or a month of one school. */
export type Story = 'faults' | 'month'

/** What a worker is asked, one seed after another. */
export interface SeedTask {
  readonly seed: number
  readonly events: number
  readonly isTraced: boolean
  readonly story: Story
}

/** How a seed's history ended. */
export type SeedOutcome =
  | { readonly type: 'kept'; readonly seed: number; readonly result: HistoryResult | MonthResult }
  /** `law` is "crash: …" where the program threw what no law foresees. */
  | { readonly type: 'broken'; readonly seed: number; readonly law: string; readonly details: string }

export interface PoolOptions {
  readonly first: number
  readonly count: number
  readonly events: number
  readonly workers: number
  /** `faults` where nothing is given. */
  readonly story?: Story
  readonly isTraced?: boolean
  /** The planted bug the workers run with. */
  readonly mutant?: string
  /** Gets each outcome as it comes; false ends the run. */
  onOutcome(outcome: SeedOutcome): boolean
}

const workerPath = fileURLToPath(new URL('../simulateWorker.ts', import.meta.url))

/** Names the planted bug to a worker. */
export const mutantVariable = 'SIMULATION_MUTANT'

/** Runs seeds in worker processes, each asked for the next as it ends one. Rejects when a worker dies. */
export async function runSeeds(options: PoolOptions): Promise<void> {
  const seeds = { next: options.first, end: options.first + options.count }
  await Promise.all(Array.from({ length: Math.min(options.workers, options.count) }, () => runWorker(options, seeds)))
}

function runWorker(options: PoolOptions, seeds: { next: number; end: number }): Promise<void> {
  const { events, isTraced = false, mutant, story = 'faults' } = options
  const child = fork(workerPath, { execArgv: [], env: { ...process.env, ...(mutant === undefined ? {} : { [mutantVariable]: mutant }) } })
  const askNext = (): void => {
    if (seeds.next >= seeds.end) child.disconnect()
    else child.send({ seed: seeds.next++, events, isTraced, story } satisfies SeedTask)
  }
  child.on('message', (message: SeedOutcome | 'ready') => {
    if (message !== 'ready' && !options.onOutcome(message)) seeds.end = 0
    askNext()
  })
  return endOf(child)
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((done, failed) => {
    child.once('error', failed)
    child.once('exit', (code, signal) => {
      if (code === 0) done()
      else failed(new Error(`a worker ended with ${String(code ?? signal)}`))
    })
  })
}
