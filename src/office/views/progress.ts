import { type DateOnly, isClosed } from '#core/directive'
import { type ControlCell, type ControlView, type Discipline, measureDiscipline } from '#core/report'
import { documentName } from '../words.ts'

/** By what the assignments are put together. */
export const progressGroups = ['document', 'organization', 'theme'] as const
export type ProgressGroup = (typeof progressGroups)[number]

/** The parts of a bar, in its order; every assignment is in one of them. */
export const progressParts = ['released', 'reported', 'working', 'overdue', 'notStarted'] as const
export type ProgressPart = (typeof progressParts)[number]

export interface ProgressRow {
  readonly key: string
  readonly name: string
  readonly total: number
  readonly parts: Readonly<Record<ProgressPart, number>>
  readonly discipline: Discipline
}

/** What became due in a month and what was done in it. */
export interface MonthRow {
  /** «2026-11». */
  readonly month: string
  readonly due: number
  readonly done: number
}

interface Placed {
  readonly cell: ControlCell
  readonly key: string
  readonly name: string
}

/** Puts the assignments together by document, organization or theme; the least done first. */
export function groupProgress(view: ControlView, by: ProgressGroup, today: DateOnly): ProgressRow[] {
  const groups = new Map<string, { readonly name: string; readonly cells: ControlCell[] }>()
  for (const { key, name, cell } of placeCells(view, by)) {
    const group = groups.get(key) ?? { name, cells: [] }
    groups.set(key, group)
    group.cells.push(cell)
  }
  const rows = [...groups].map(([key, { name, cells }]) => rowOf(key, name, cells, today))
  return by === 'document' ? rows : rows.sort((a, b) => shareDone(a) - shareDone(b) || a.name.localeCompare(b.name, 'ru'))
}

/** All assignments of the district as one row. */
export function wholeProgress(view: ControlView, name: string, today: DateOnly): ProgressRow {
  return rowOf('whole', name, view.rows.flatMap((row) => row.cells), today)
}

/** Months from the first to the last in which something was due or done, at most the last `most`. */
export function listMonths(view: ControlView, most: number): MonthRow[] {
  const due = new Map<string, number>()
  const done = new Map<string, number>()
  const add = (to: Map<string, number>, day: DateOnly | null): void => { if (day !== null) to.set(day.slice(0, 7), (to.get(day.slice(0, 7)) ?? 0) + 1) }
  for (const { cells } of view.rows) {
    for (const cell of cells) {
      if (cell.control === 'cancelled') continue
      add(due, cell.dueDate)
      add(done, cell.doneOn)
    }
  }
  const months = [...new Set([...due.keys(), ...done.keys()])].sort()
  return months.slice(-most).map((month) => ({ month, due: due.get(month) ?? 0, done: done.get(month) ?? 0 }))
}

/** A cancelled point, and one agreed to be no business of the organization, was not planned after all. */
function isDropped({ control, execution }: ControlCell): boolean {
  return control === 'cancelled' || (control === 'released' && execution === 'notApplicableClaim')
}

function* placeCells(view: ControlView, by: ProgressGroup): Iterable<Placed> {
  const documents = new Map(view.documents.map((document) => [document.id, documentName(document)]))
  const columns = new Map(view.columns.map((column) => [column.id, column]))
  for (const { organization, cells } of view.rows) {
    for (const cell of cells) {
      const column = columns.get(cell.directiveId)
      if (column === undefined) continue
      const document = documents.get(column.resolutionId) ?? ''
      if (by === 'organization') yield { cell, key: organization.id, name: organization.name }
      else if (by === 'theme' && column.area !== null) yield { cell, key: column.area, name: column.area }
      else yield { cell, key: column.resolutionId, name: document }
    }
  }
}

function rowOf(key: string, name: string, cells: readonly ControlCell[], today: DateOnly): ProgressRow {
  const kept = cells.filter((cell) => cell.control !== 'cancelled')
  const parts = { released: 0, reported: 0, working: 0, overdue: 0, notStarted: 0 }
  for (const cell of kept) parts[partOf(cell)] += 1
  return { key, name, total: kept.length, parts, discipline: measureDiscipline(cells.map((cell) => ({ ...cell, isDropped: isDropped(cell) })), today) }
}

function partOf({ control, state, execution, isOverdue }: ControlCell): ProgressPart {
  if (isClosed(control)) return 'released'
  if (state === 'awaitsDecision') return 'reported'
  if (isOverdue) return 'overdue'
  return execution === 'notStarted' ? 'notStarted' : 'working'
}

function shareDone({ parts, total }: ProgressRow): number {
  return total === 0 ? 1 : (parts.released + parts.reported) / total
}
