/**
 * `npm run simulate:mutants [-- NAME…] [--seeds N] [--events E]`: plants each bug of mutantList.ts and asks the simulator
 * for a seed that shows it. Exit code 1 when one lives through all seeds.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { mutants } from './mutantList.ts'
import type { Mutant } from './support/mutant.ts'
import { type SeedOutcome, runSeeds } from './support/pool.ts'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { seeds: { type: 'string' }, events: { type: 'string' }, workers: { type: 'string' } } })
const count = Number(values.seeds ?? 1000)
const events = { faults: Number(values.events ?? 40), month: Number(values.events ?? 100) }
const unknown = positionals.filter((name) => !mutants.some((mutant) => mutant.name === name))
if (unknown.length > 0) throw new Error(`no such mutant: ${unknown.join(', ')}`)
const chosen = positionals.length === 0 ? mutants : mutants.filter(({ name }) => positionals.includes(name))

const say = (text: string): void => { process.stdout.write(`${text}\n`) }
const startedMs = Date.now()
const found = new Map<string, { readonly seed: number; readonly law: string }>()

async function hunt({ name, about, story = 'faults' }: Mutant): Promise<void> {
  let ran = 0
  await runSeeds({
    first: 1, count, events: events[story], workers: 1, story, mutant: name,
    onOutcome(outcome: SeedOutcome) {
      ran += 1
      if (outcome.type === 'kept') return true
      found.set(name, { seed: outcome.seed, law: outcome.law })
      return false
    },
  })
  const first = found.get(name)
  say(`${name.padEnd(26)} ${first === undefined ? `LIVES after ${String(ran)} seeds` : `seed ${String(first.seed).padStart(4)}  ${first.law.slice(0, 90)}`}  (${about})`)
}

const waiting = [...chosen]
async function huntOn(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await hunt(next)
}
await Promise.all(Array.from({ length: Number(values.workers ?? availableParallelism()) }, huntOn))

const alive = chosen.filter(({ name }) => !found.has(name)).map(({ name }) => name)
say(JSON.stringify({
  mutants: chosen.length, found: found.size, alive, seeds: count, events, seconds: Math.round((Date.now() - startedMs) / 1000),
  firstSeeds: Object.fromEntries([...found].map(([name, { seed }]) => [name, seed])),
}))
process.exitCode = alive.length === 0 ? 0 : 1
