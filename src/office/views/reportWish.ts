import { type DateOnly, type OrganizationId, type OrganizationKind, addMonths, endOfMonth, organizationKinds, parseDateOnly, partsOf } from '#core/directive'
import type { SettingsView, SummaryChoice } from '#core/report'
import { type ReportKind, reportKinds } from './reportName.ts'

/** What somebody chose on the page of reports, as it stands in the address; empty where nothing is chosen. */
export interface ReportWish {
  readonly kind: ReportKind
  readonly document: string
  readonly organization: string
  readonly organizationKind: string
  readonly settlement: string
  readonly on: string
  readonly from: string
  readonly to: string
  readonly silent: boolean
  readonly fields: boolean
}

type Query = Readonly<Record<string, unknown>>

/** Reads a wish of an address; whatever does not fit is as if it were not there. */
export function readWish(query: Query, today: DateOnly): ReportWish {
  const text = (name: string): string => (typeof query[name] === 'string' ? query[name] : '')
  const day = (name: string): string => parseDateOnly(text(name)) ?? ''
  return {
    kind: reportKinds.find((kind) => kind === text('kind')) ?? 'document',
    document: text('document'),
    organization: text('organization'),
    organizationKind: text('organizations'),
    settlement: text('settlement'),
    on: day('on') === '' || day('on') > today ? today : day('on'),
    from: day('from'),
    to: day('to'),
    silent: text('silent') !== '0',
    fields: text('fields') !== '0',
  }
}

/** Writes a wish as the query of an address, without what is as by itself. */
export function writeWish(wish: ReportWish, today: DateOnly): Record<string, string | undefined> {
  const some = (text: string): string | undefined => (text === '' ? undefined : text)
  return {
    kind: wish.kind,
    document: some(wish.document),
    organization: some(wish.organization),
    organizations: some(wish.organizationKind),
    settlement: some(wish.settlement),
    on: wish.on === today ? undefined : some(wish.on),
    from: some(wish.from),
    to: some(wish.to),
    silent: wish.silent ? undefined : '0',
    fields: wish.fields ? undefined : '0',
  }
}

/** What a wish still lacks: a key of the catalogue, or null when the report can be made. */
export function lackOf(wish: ReportWish): 'reports.chooseOrganization' | 'reports.choosePeriod' | 'reports.wrongPeriod' | null {
  if (wish.kind === 'organization' && wish.organization === '') return 'reports.chooseOrganization'
  if (wish.kind !== 'period') return null
  if (wish.from === '' && wish.to === '') return 'reports.choosePeriod'
  return wish.from !== '' && wish.to !== '' && wish.from > wish.to ? 'reports.wrongPeriod' : null
}

/** The month, quarter or year a day is in. */
export function daysAround(today: DateOnly, unit: SettingsView['defaultPeriod']): { from: DateOnly; to: DateOnly } {
  const { year, month } = partsOf(today)
  const months = { month: 1, quarter: 3, year: 12 }[unit]
  const from = parseDateOnly(`${String(year)}-${String(month - ((month - 1) % months)).padStart(2, '0')}-01`) ?? today
  return { from, to: endOfMonth(addMonths(from, months - 1)) }
}

/** The part of the district a wish needs from the server. */
export function questionOf(wish: ReportWish): { on: string; documentIds: string[]; organizationIds: string[] } {
  const isWhole = wish.kind === 'week' || wish.kind === 'reminders'
  return {
    on: wish.on,
    documentIds: isWhole || wish.document === '' ? [] : [wish.document],
    organizationIds: wish.kind === 'organization' ? [wish.organization] : [],
  }
}

/** What of it the report shows. */
export function choiceOf(wish: ReportWish): SummaryChoice {
  const hasFilters = wish.kind === 'document' || wish.kind === 'period'
  const isPeriod = wish.kind === 'period'
  return {
    kinds: hasFilters ? organizationKinds.filter((kind: OrganizationKind) => kind === wish.organizationKind) : [],
    settlements: hasFilters && wish.settlement !== '' ? [wish.settlement] : [],
    organizationIds: wish.kind === 'organization' ? [wish.organization as OrganizationId] : [],
    dueFrom: isPeriod ? parseDateOnly(wish.from) : null,
    dueTo: isPeriod ? parseDateOnly(wish.to) : null,
  }
}
