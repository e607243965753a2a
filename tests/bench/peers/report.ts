import { median } from '../measurePage.ts'
import type { ConflictRow } from './measureConflict.ts'
import type { CpuRow } from './measureCpu.ts'
import type { StormRow } from './measureStorm.ts'
import type { WireRow } from './measureWire.ts'
import { type StepName, stepNames } from './runSystem.ts'

/** All rows of one system, of every run. */
export interface SystemRows {
  readonly wire: WireRow[]
  readonly cpu: CpuRow[]
  readonly storm: StormRow[]
  readonly conflict: ConflictRow[]
}

/** One figure of every system: its median, and how many times the limit's it is. */
export interface Figure {
  readonly name: string
  readonly unit: string
  readonly bySystem: Readonly<Record<string, { readonly median: number; readonly ratio: number | null }>>
}

interface Column {
  readonly name: string
  readonly unit: string
  readonly values: (rows: SystemRows) => number[]
  /** Whether times the limit's says anything. */
  readonly hasRatio: boolean
}

const titles: Readonly<Record<StepName, string>> = { firstSync: 'first sync', edits: '40 edits', idle: 'nothing new', oneChange: 'one change' }

const columns: readonly Column[] = [
  ...stepNames.flatMap((step): Column[] => {
    const title = titles[step]
    const wireOf = (pick: (row: WireRow) => number) => (rows: SystemRows) => rows.wire.filter((row) => row.step === step).map(pick)
    return [
      { name: `${title}: requests`, unit: '', values: wireOf((row) => row.requests), hasRatio: false },
      { name: `${title}: round trips`, unit: '', values: wireOf((row) => row.roundTrips), hasRatio: false },
      { name: `${title}: wire`, unit: 'B', values: wireOf((row) => row.up + row.down), hasRatio: true },
      { name: `${title}: of it bodies`, unit: 'B', values: wireOf((row) => row.bodyUp + row.bodyDown), hasRatio: true },
      { name: `${title}: on 600 ms and 50 kbit/s`, unit: 's', values: wireOf((row) => row.slowSeconds), hasRatio: true },
      { name: `${title}: server CPU`, unit: 'ms', values: (rows) => rows.cpu.filter((row) => row.step === step).map((row) => row.serverCpuMs), hasRatio: true },
    ]
  }),
  ...([
    ['devices', '', (row: StormRow) => row.devices, false],
    ['drained in', 'ms', (row: StormRow) => row.drainMs, true],
    ['devices a second', '', (row: StormRow) => (row.devices / row.drainMs) * 1000, true],
    ['server CPU a device', 'ms', (row: StormRow) => row.serverCpuMsPerDevice, true],
    ['wire a device', 'B', (row: StormRow) => row.wireBytesPerDevice, true],
    ['peak RSS', 'MB', (row: StormRow) => row.peakRssMb, true],
    ['disk an edit', 'B', (row: StormRow) => row.diskBytesPerEdit, true],
    ['office reads, first time', 'ms', (row: StormRow) => row.officeFirstMs, true],
    ['office reads', 'ms', (row: StormRow) => row.officeMs, true],
    ['lost', '', (row: StormRow) => row.lost, false],
    ['failed', '', (row: StormRow) => row.failed, false],
  ] as const).map(([name, unit, pick, hasRatio]): Column => ({ name: `storm: ${name}`, unit, values: (rows) => rows.storm.map(pick), hasRatio })),
  { name: 'three devices collide: notes sent', unit: '', values: (rows) => rows.conflict.map((row) => row.sent), hasRatio: false },
  { name: 'three devices collide: notes on the server', unit: '', values: (rows) => rows.conflict.map((row) => row.onServer), hasRatio: false },
  { name: 'three devices collide: notes on the poorest device', unit: '', values: (rows) => rows.conflict.map((row) => Math.min(...row.onDevices)), hasRatio: false },
]

/** The medians of all runs, with ratios to the system called `limit` where it ran. */
export function summarize(rowsBySystem: ReadonlyMap<string, SystemRows>): Figure[] {
  return columns.flatMap(({ name, unit, values, hasRatio }) => {
    const medians = new Map([...rowsBySystem].map(([id, rows]) => [id, values(rows)] as const).filter(([, list]) => list.length > 0).map(([id, list]) => [id, median(list)] as const))
    const limit = medians.get('limit')
    const ratioOf = (id: string, value: number): number | null => (hasRatio && limit !== undefined && id !== 'limit' ? round(value / limit) : null)
    const bySystem = Object.fromEntries([...medians].map(([id, value]) => [id, { median: round(value), ratio: ratioOf(id, value) }]))
    return medians.size === 0 ? [] : [{ name, unit, bySystem }]
  })
}

/** The figures as a Markdown table: a row a figure, a column a system, the ratio to the limit in brackets. */
export function toMarkdown(figures: readonly Figure[], systems: readonly string[]): string {
  const head = [`| | ${systems.join(' | ')} |`, `|---|${systems.map(() => '--:|').join('')}`]
  const rows = figures.map(({ name, unit, bySystem }) => {
    const cells = systems.map((id) => {
      const cell = bySystem[id]
      if (cell === undefined) return '–'
      return cell.ratio === null ? String(cell.median) : `${String(cell.median)} (${String(cell.ratio)}×)`
    })
    return `| ${name}${unit === '' ? '' : `, ${unit}`} | ${cells.join(' | ')} |`
  })
  return [...head, ...rows].join('\n')
}

function round(value: number): number {
  const digits = Math.abs(value) >= 100 ? 0 : 2
  return Number(value.toFixed(digits))
}
