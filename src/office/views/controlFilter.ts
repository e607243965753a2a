import { type DateOnly, type OrganizationKind, addDays, isClosed, organizationKinds, parseDateOnly } from '#core/directive'
import type { ControlCell, ControlColumn, ControlRow, ControlView } from '#core/report'
import { type Reading, isSilent } from '../words.ts'

/** Which states of assignments are asked for. */
export const controlShows = ['all', 'awaitsDecision', 'overdue', 'dueSoon', 'returned', 'undelivered', 'silent'] as const
export type ControlShow = (typeof controlShows)[number]

/** What the page is narrowed to; every part of it stands in the address. */
export interface ControlFilter {
  readonly show: ControlShow
  readonly document: string
  readonly kind: OrganizationKind | ''
  readonly settlement: string
  readonly from: DateOnly | null
  readonly to: DateOnly | null
  readonly text: string
}

/** How many days before its day a point is due soon. */
export const dueSoonDays = 7

/** The matrix narrowed: cells lie by column, null where the point is not addressed to the organization. */
export interface ShownControl {
  readonly columns: readonly ControlColumn[]
  readonly rows: readonly ShownRow[]
  /** How many assignments fit. */
  readonly count: number
}
export interface ShownRow {
  readonly row: ControlRow
  readonly cells: readonly (ControlCell | null)[]
}

type Query = Readonly<Record<string, unknown>>

/** Reads a filter from an address; what it does not know it leaves open. */
export function filterOf(query: Query): ControlFilter {
  const word = (name: string): string => (typeof query[name] === 'string' ? query[name] : '')
  return {
    show: controlShows.find((one) => one === word('show')) ?? 'all',
    document: word('document'),
    kind: organizationKinds.find((one) => one === word('kind')) ?? '',
    settlement: word('place'),
    from: parseDateOnly(word('from')),
    to: parseDateOnly(word('to')),
    text: word('q'),
  }
}

/** The filter as an address writes it; open parts are left out. */
export function queryOf({ show, document, kind, settlement, from, to, text }: ControlFilter): Record<string, string> {
  const parts = { show: show === 'all' ? '' : show, document, kind, place: settlement, from: from ?? '', to: to ?? '', q: text }
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== ''))
}

/** Whether a cell is near its day with nothing reported. */
export function isDueSoon({ dueDate, execution, control, isOverdue }: ControlCell, today: DateOnly): boolean {
  return dueDate !== null && !isOverdue && !isClosed(control) && execution !== 'reported' && execution !== 'notApplicableClaim' && dueDate <= addDays(today, dueSoonDays)
}

/** Whether a cell is of what is asked for. */
export function isShown(cell: ControlCell, row: ControlRow, show: ControlShow, reading: Reading): boolean {
  switch (show) {
    case 'all':
      return true
    case 'awaitsDecision':
      return cell.state === 'awaitsDecision' || cell.hasRequest || cell.hasCorrection || (cell.hasClash && !isClosed(cell.control))
    case 'overdue':
      return cell.isOverdue
    case 'dueSoon':
      return isDueSoon(cell, reading.today)
    case 'returned':
      return cell.state === 'returned'
    case 'undelivered':
      return cell.delivery === 'undelivered'
    case 'silent':
      return isSilent(row.lastContactMs, reading)
  }
}

const fold = (text: string): string => text.toLowerCase().replaceAll('ё', 'е')

/** Narrows the matrix to rows and columns that hold something of what is asked for. */
export function showControl(view: ControlView, filter: ControlFilter, reading: Reading): ShownControl {
  const words = fold(filter.text).split(/\s+/u).filter(Boolean)
  const inDocument = view.columns.filter(({ resolutionId }) => filter.document === '' || resolutionId === filter.document)
  const textById = new Map(inDocument.map((column) => [column.id, fold(`${column.number ?? ''} ${column.text}`)]))
  const rows = view.rows.filter(({ organization }) => (filter.kind === '' || organization.kinds.includes(filter.kind)) && (filter.settlement === '' || organization.settlement === filter.settlement))
  const fits = (cell: ControlCell, row: ControlRow, name: string): boolean => {
    const text = textById.get(cell.directiveId)
    if (text === undefined || !isShown(cell, row, filter.show, reading)) return false
    if (filter.from !== null && (cell.dueDate === null || cell.dueDate < filter.from)) return false
    if (filter.to !== null && (cell.dueDate === null || cell.dueDate > filter.to)) return false
    return words.every((word) => name.includes(word) || text.includes(word))
  }
  const used = new Set<string>()
  let count = 0
  const kept = rows.filter((row) => {
    const name = fold(`${row.organization.name} ${row.organization.number} ${row.organization.settlement}`)
    const fitting = row.cells.filter((cell) => fits(cell, row, name))
    for (const { directiveId } of fitting) used.add(directiveId)
    count += fitting.length
    return fitting.length > 0
  })
  const columns = inDocument.filter(({ id }) => used.has(id))
  return { columns, rows: kept.map((row) => layOut(row, columns)), count }
}

function layOut(row: ControlRow, columns: readonly ControlColumn[]): ShownRow {
  const byDirective = new Map(row.cells.map((cell) => [cell.directiveId, cell]))
  return { row, cells: columns.map(({ id }) => byDirective.get(id) ?? null) }
}
