/**
 * `npm run simulate -- [month] --seeds N [--seed S] [--events E] [--workers W] [--trace]`: histories of five phones, two
 * organizations and the office, each drawn from a seed; `month N`: N months of one school instead. See docs/simulation.md. Exit code 1 when one broke a law.
 */
import { createHash } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { lawFamilies } from './support/brokenLaw.ts'
import { type SeedOutcome, runSeeds } from './support/pool.ts'

/** Things that happen in one history before it heals. */
const defaultEvents = 40
const defaultSeeds = 300
/** About thirty days. */
const monthEvents = 100

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seeds: { type: 'string' }, seed: { type: 'string' }, events: { type: 'string' }, workers: { type: 'string' }, trace: { type: 'boolean' } },
})
const first = Number(values.seed ?? 1)
const story = positionals[0] === 'month' ? 'month' : 'faults'
const count = Number(values.seeds ?? positionals[1] ?? (values.seed === undefined ? defaultSeeds : 1))
const events = Number(values.events ?? (story === 'month' ? monthEvents : defaultEvents))
const workers = Number(values.workers ?? availableParallelism())

const say = (text: string): void => { process.stdout.write(`${text}\n`) }
const startedMs = Date.now()
const outcomes: SeedOutcome[] = []
let saidMs = startedMs

function sayBroken({ seed, law, details }: Extract<SeedOutcome, { type: 'broken' }>): void {
  say(`seed ${String(seed)} broke "${law}"`)
  say(`  ${details}`)
  say(`  again: npm run simulate -- ${story === 'month' ? 'month ' : ''}--seed ${String(seed)} --events ${String(events)} --trace`)
}

/** A sign of life every half minute. */
function sayProgress(): void {
  if (Date.now() - saidMs < 30_000) return
  saidMs = Date.now()
  const seconds = (saidMs - startedMs) / 1000
  say(`${String(outcomes.length)} of ${String(count)}, ${(outcomes.length / seconds).toFixed(1)} seeds/s`)
}

function tell(): Record<string, unknown> {
  const broken = outcomes.filter((outcome) => outcome.type === 'broken')
  const kept = outcomes.filter((outcome) => outcome.type === 'kept').sort((a, b) => a.seed - b.seed)
  const countOf = (family: string): number => broken.filter(({ law }) => law.startsWith(`${family}:`)).length
  const sum = (field: 'saved' | 'exchanges' | 'kills' | 'stops' | 'restores'): number => kept.reduce((total, { result }) => total + result[field], 0)
  const seconds = (Date.now() - startedMs) / 1000
  const monthFields = story === 'month' ? (['photos', 'received', 'switches', 'reports', 'periodMarks', 'handovers'] as const) : []
  return {
    ...(story === 'month' ? { story } : {}), seeds: outcomes.length, first, events, violations: broken.length,
    ...Object.fromEntries([...lawFamilies, 'crash'].map((family) => [family, countOf(family)])),
    saved: sum('saved'), exchanges: sum('exchanges'), kills: sum('kills'), stops: sum('stops'), restores: sum('restores'),
    ...Object.fromEntries(monthFields.map((field) => [field, kept.reduce((total, { result }) => total + ('month' in result ? result.month[field] : 0), 0)])),
    seconds: Math.round(seconds), seedsPerSecond: Number((outcomes.length / seconds).toFixed(2)),
    trace: createHash('sha256').update(kept.map(({ result }) => result.digest).join()).digest('hex').slice(0, 16),
    broken: broken.map(({ seed }) => seed).slice(0, 50),
  }
}

await runSeeds({
  first, count, events, workers, story, isTraced: values.trace === true,
  onOutcome(outcome) {
    outcomes.push(outcome)
    if (outcome.type === 'broken') sayBroken(outcome)
    sayProgress()
    return true
  },
})
const told = tell()
say(JSON.stringify(told))
process.exitCode = told['violations'] === 0 ? 0 : 1
