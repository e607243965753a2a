import { type ControlState, type DateOnly, type DeliveryState, type DirectiveId, type ExecutionState, addDays, controlStates, daysBetween, executionStates } from '#core/directive'
import { subjectToKey, type SubjectKey, wholePeriod } from '#core/sync'
import { type CellState, cellStates } from './officeViews.ts'

/** One cell of the control's matrix: what the office must know of a directive in an organization to find and judge it. */
export interface ControlCell {
  readonly directiveId: DirectiveId
  /** The period the cell speaks for; `whole` for a directive reported once. */
  readonly period: string
  readonly state: CellState
  readonly execution: ExecutionState
  readonly control: ControlState
  readonly delivery: DeliveryState
  readonly dueDate: DateOnly | null
  /** The day of the report that stands, or of the release where there was none. */
  readonly doneOn: DateOnly | null
  readonly isOverdue: boolean
  readonly hasClash: boolean
  readonly hasRequest: boolean
  /** «Прошу исправить» waits. */
  readonly hasCorrection: boolean
}

/** The names a row of cells is packed by. */
export interface CellTables {
  readonly directiveIds: readonly DirectiveId[]
  readonly periods: readonly string[]
}

const deliveries: readonly DeliveryState[] = ['undelivered', 'delivered', 'acknowledged']
const epochDay = '1970-01-01' as DateOnly
/** Whole numbers of one packed cell: directive, period, facts, due day, day done. */
const width = 5

/** The subject a cell's decision is written to. */
export function subjectOfCell({ directiveId, period }: Pick<ControlCell, 'directiveId' | 'period'>): SubjectKey {
  return subjectToKey({ type: 'directive', directiveId, period: period === '' ? wholePeriod : period, childId: null })
}

/** Packs a row of cells into whole numbers, five a cell: thirty thousand of them travel in a twentieth of their JSON. */
export function packCells(cells: readonly ControlCell[], placeOf: (table: 'directive' | 'period', name: string) => number): number[] {
  return cells.flatMap((cell) => [placeOf('directive', cell.directiveId), placeOf('period', cell.period), factsOf(cell), dayNumber(cell.dueDate), dayNumber(cell.doneOn)])
}

/** Reads what `packCells` wrote; null where a number names nothing, which a newer server's answer may. */
export function unpackCells(packed: readonly number[], { directiveIds, periods }: CellTables): ControlCell[] | null {
  if (packed.length % width !== 0) return null
  const cells: ControlCell[] = []
  for (let at = 0; at < packed.length; at += width) {
    const [directive = -1, period = -1, facts = 0, due = -1, done = -1] = packed.slice(at, at + width)
    const [directiveId, periodName, known] = [directiveIds[directive], periods[period], readFacts(facts)]
    if (directiveId === undefined || periodName === undefined || known === null) return null
    cells.push({ directiveId, period: periodName, ...known, dueDate: dayOf(due), doneOn: dayOf(done) })
  }
  return cells
}

type Facts = Omit<ControlCell, 'directiveId' | 'period' | 'dueDate' | 'doneOn'>

/** Four bits a word, one a yes or no: from the right state, execution, control, delivery, then the flags. */
function factsOf(cell: ControlCell): number {
  const flags = Number(cell.isOverdue) | (Number(cell.hasClash) << 1) | (Number(cell.hasRequest) << 2) | (Number(cell.hasCorrection) << 3)
  return cellStates.indexOf(cell.state) | (executionStates.indexOf(cell.execution) << 4) | (controlStates.indexOf(cell.control) << 8) | (deliveries.indexOf(cell.delivery) << 12) | (flags << 16)
}

function readFacts(facts: number): Facts | null {
  const word = (at: number): number => (facts >> at) & 15
  const [state, execution, control, delivery] = [cellStates[word(0)], executionStates[word(4)], controlStates[word(8)], deliveries[word(12)]]
  if (state === undefined || execution === undefined || control === undefined || delivery === undefined) return null
  const has = (at: number): boolean => ((facts >> at) & 1) === 1
  return { state, execution, control, delivery, isOverdue: has(16), hasClash: has(17), hasRequest: has(18), hasCorrection: has(19) }
}

/** Days since 1970; -1 for none. */
function dayNumber(date: DateOnly | null): number {
  return date === null ? -1 : daysBetween(epochDay, date)
}

function dayOf(number: number): DateOnly | null {
  return number < 0 ? null : addDays(epochDay, number)
}
