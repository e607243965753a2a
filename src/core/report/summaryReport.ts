import { type DateOnly, type Directive, type OrganizationId, type OrganizationKind, type Resolution, compareDates } from '#core/directive'
import { groupBy } from './groupBy.ts'
import { type FieldTable, foldFieldTable } from './summaryFields.ts'
import { type SummaryCounts, countMarks } from './summaryCounts.ts'
import type { OrganizationMarks, SummaryHead, SummaryMark } from './summaryViews.ts'

/** Everything one report is made of: the pages put together. */
export interface SummarySource {
  readonly head: SummaryHead
  readonly organizations: readonly OrganizationMarks[]
}

/** What the office asked to see; an empty list means all. */
export interface SummaryChoice {
  readonly kinds: readonly OrganizationKind[]
  readonly settlements: readonly string[]
  readonly organizationIds: readonly OrganizationId[]
  /** Only what is due within these days, both included; null leaves the end open. */
  readonly dueFrom: DateOnly | null
  readonly dueTo: DateOnly | null
}

/** A choice that leaves nothing out. */
export const wholeChoice: SummaryChoice = { kinds: [], settlements: [], organizationIds: [], dueFrom: null, dueTo: null }

/** «Сводка об исполнении». */
export interface SummaryReport {
  readonly head: SummaryHead
  readonly choice: SummaryChoice
  readonly documents: readonly SummaryDocument[]
  /** Those that have something in it, by number. */
  readonly organizations: readonly SummaryOrganization[]
  readonly counts: SummaryCounts
  /** Nobody heard of them for more than `silentAfterDays`, and phones that were never connected: apart from zeros. */
  readonly silent: readonly SummaryOrganization[]
  readonly unconnected: readonly SummaryOrganization[]
}

export interface SummaryDocument {
  readonly resolution: Resolution
  readonly rows: readonly SummaryRow[]
  readonly counts: SummaryCounts
}

/** One directive, or one period or child of it, over all organizations. */
export interface SummaryRow {
  readonly directive: Directive
  /** Null where the row is the directive itself, standing or not. */
  readonly period: string | null
  /** The child's words; null for a whole point. */
  readonly child: string | null
  /** Whether the row is part of the sums: children are not, nor periods beside their directive. */
  readonly isCounted: boolean
  /** The earliest and the latest day, for extensions move single organizations; null when none has a day. */
  readonly due: { readonly first: DateOnly; readonly last: DateOnly } | null
  readonly counts: SummaryCounts
  readonly entries: readonly SummaryEntry[]
  /** Null where the directive asks no fields. */
  readonly fields: FieldTable | null
}
export interface SummaryEntry {
  readonly organization: OrganizationMarks['organization']
  readonly contact: Contact
  readonly mark: SummaryMark
}

export interface SummaryOrganization {
  readonly organization: OrganizationMarks['organization']
  readonly lastContactMs: number | null
  readonly contact: Contact
  readonly counts: SummaryCounts
}

/** `heard` also where a past day cannot be judged any more: only silence that lasted through it is certain. */
export type Contact = 'heard' | 'silent' | 'unconnected'

/** From how many days without contact on an organization counts as silent. */
export const silentAfterDays = 10

/** How an organization's contact stood at the moment the report shows. */
export function contactOf(lastContactMs: number | null, head: Pick<SummaryHead, 'madeMs' | 'untilMs'>): Contact {
  if (lastContactMs === null) return 'unconnected'
  return Math.min(head.madeMs, head.untilMs) - lastContactMs > silentAfterDays * 86_400_000 ? 'silent' : 'heard'
}

/** Puts a report together from what the server gave. Pure: the same source and choice give the same report. */
export function summaryReport({ head, organizations }: SummarySource, choice: SummaryChoice): SummaryReport {
  const chosen = organizations.filter(({ organization }) => fits(organization, choice)).map((one) => ({
    ...one,
    contact: contactOf(one.lastContactMs, head),
    marks: one.marks.filter((mark) => isDueWithin(mark, choice)),
  }))
  const byDirective = entriesByDirective(chosen)
  const hasRange = choice.dueFrom !== null || choice.dueTo !== null
  const documents = head.documents.flatMap((resolution) => {
    const rows = head.directives.flatMap((directive, place) =>
      directive.resolutionId === resolution.id ? rowsOf(directive, byDirective.get(place) ?? [], hasRange) : [])
    return rows.length === 0 ? [] : [{ resolution, rows, counts: countMarks(countedEntries(rows)) }]
  })
  const counted = documents.flatMap(({ rows }) => countedEntries(rows))
  const byOrganization = groupBy(counted, ({ organization }) => organization.id)
  const shown = chosen.flatMap(({ organization, lastContactMs, contact }) => {
    const own = byOrganization.get(organization.id)
    return own === undefined ? [] : [{ organization, lastContactMs, contact, counts: countMarks(own) }]
  })
  return {
    head,
    choice,
    documents,
    organizations: shown,
    counts: countMarks(counted),
    silent: shown.filter(({ contact }) => contact === 'silent'),
    unconnected: shown.filter(({ contact }) => contact === 'unconnected'),
  }
}

function fits({ id, kinds, settlement }: OrganizationMarks['organization'], choice: SummaryChoice): boolean {
  return (
    (choice.organizationIds.length === 0 || choice.organizationIds.includes(id)) &&
    (choice.kinds.length === 0 || kinds.some((kind) => choice.kinds.includes(kind))) &&
    (choice.settlements.length === 0 || choice.settlements.includes(settlement))
  )
}

function isDueWithin({ dueDate }: SummaryMark, { dueFrom, dueTo }: SummaryChoice): boolean {
  if (dueFrom === null && dueTo === null) return true
  return dueDate !== null && (dueFrom === null || dueDate >= dueFrom) && (dueTo === null || dueDate <= dueTo)
}

type Chosen = OrganizationMarks & { readonly contact: Contact }

function entriesByDirective(chosen: readonly Chosen[]): Map<number, SummaryEntry[]> {
  const entries = chosen.flatMap(({ organization, contact, marks }) => marks.map((mark) => ({ organization, contact, mark })))
  return groupBy(entries, ({ mark }) => mark.directive)
}

/**
 * The rows of one directive. Without a range of days the directive counts once an organization, by the cell of the
 * matrix, and its periods stand below it; within a range every period that is due in it counts by itself.
 */
function rowsOf(directive: Directive, entries: readonly SummaryEntry[], hasRange: boolean): SummaryRow[] {
  if (entries.length === 0) return []
  const isStanding = directive.periodUnit !== null
  const whole = entries.filter(({ mark }) => mark.childId === null)
  const periods = isStanding ? [...groupBy(whole, ({ mark }) => mark.period)].sort(([a], [b]) => (a < b ? -1 : 1)) : []
  const own = whole.filter(({ mark }) => mark.isMain)
  const rows: SummaryRow[] = []
  if (!isStanding || !hasRange) rows.push(rowOf(directive, own, { isCounted: true }))
  if (hasRange || periods.length > 1) rows.push(...periods.map(([period, some]) => rowOf(directive, some, { period, isCounted: hasRange })))
  for (const child of directive.children) {
    const some = entries.filter(({ mark }) => mark.childId === child.id)
    for (const [period, ofPeriod] of isStanding ? groupBy(some, ({ mark }) => mark.period) : [[null, some] as const]) {
      if (ofPeriod.length > 0) rows.push(rowOf(directive, ofPeriod, { period, child: child.text, isCounted: false }))
    }
  }
  return rows.filter((row) => row.entries.length > 0)
}

interface RowPlace {
  readonly period?: string | null
  readonly child?: string
  readonly isCounted: boolean
}

function rowOf(directive: Directive, entries: readonly SummaryEntry[], { period = null, child, isCounted }: RowPlace): SummaryRow {
  const days = entries.flatMap(({ mark }) => mark.dueDate ?? []).sort(compareDates)
  const [first, last] = [days[0], days.at(-1)]
  return {
    directive,
    period,
    child: child ?? null,
    isCounted,
    due: first === undefined || last === undefined ? null : { first, last },
    counts: countMarks(entries),
    entries,
    fields: directive.reportFields.length === 0 || child !== undefined ? null : foldFieldTable(directive.reportFields, entries),
  }
}

function countedEntries(rows: readonly SummaryRow[]): SummaryEntry[] {
  return rows.flatMap((row) => (row.isCounted ? row.entries : []))
}
