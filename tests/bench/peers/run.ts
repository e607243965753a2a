import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { measureConflict } from './measureConflict.ts'
import { measureCpu } from './measureCpu.ts'
import { measureStorm } from './measureStorm.ts'
import { measureWire } from './measureWire.ts'
import { type SystemRows, summarize, toMarkdown } from './report.ts'
import type { PeerSystem } from './system.ts'
import { loadSystems } from './systems.ts'

const parts = ['wire', 'cpu', 'storm', 'conflict'] as const
type Part = (typeof parts)[number]

/**
 * `npm run bench -- peers`: our sync beside the limit and beside programs one would pick instead, in turn, in one run.
 * Prints a Markdown table of medians with ratios to the limit, and one JSON line; nothing here turns red.
 */
export async function runPeers(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '3' },
      systems: { type: 'string', default: 'limit,ours' },
      parts: { type: 'string', default: parts.join(',') },
      devices: { type: 'string', default: '500' },
    },
  })
  const systems = await loadSystems(values.systems.split(','))
  const wanted = parts.filter((part) => values.parts.split(',').includes(part))
  const rows = new Map(systems.map(({ id }): [string, SystemRows] => [id, { wire: [], cpu: [], storm: [], conflict: [] }]))
  const failures: string[] = []
  const loadBefore = loadavg()[0]
  for (let run = 0; run < Number(values.runs); run += 1) {
    for (const part of wanted) {
      for (const system of systems) {
        const own = rows.get(system.id)
        if (own === undefined) continue
        process.stderr.write(`run ${String(run + 1)}: ${part} ${system.id}\n`)
        await untilCrash(() => measurePart(part, system, run, Number(values.devices), own)).catch((error: unknown) => {
          failures.push(`${part} ${system.id}: ${error instanceof Error ? error.message : String(error)}`)
        })
      }
    }
  }
  const figures = summarize(rows)
  console.log(toMarkdown(figures, systems.map(({ id }) => id)))
  for (const failure of failures) console.error(failure)
  const machine = { cores: availableParallelism(), node: process.versions.node, loadBefore, loadAfter: loadavg()[0] }
  console.log(JSON.stringify({ runs: Number(values.runs), devices: Number(values.devices), machine, failures, figures }))
}

/** A peer's client that throws past its own promises fails its row, not the run. */
async function untilCrash(work: () => Promise<void>): Promise<void> {
  const crashed = Promise.withResolvers<never>()
  process.on('uncaughtException', crashed.reject)
  try {
    await Promise.race([work(), crashed.promise])
  } finally {
    process.off('uncaughtException', crashed.reject)
  }
}

async function measurePart(part: Part, system: PeerSystem, run: number, devices: number, rows: SystemRows): Promise<void> {
  switch (part) {
    case 'wire':
      rows.wire.push(...(await measureWire(system, run)))
      break
    case 'cpu':
      rows.cpu.push(...(await measureCpu(system)))
      break
    case 'storm':
      rows.storm.push(await measureStorm(system, devices))
      break
    case 'conflict':
      rows.conflict.push(await measureConflict(system))
  }
}
