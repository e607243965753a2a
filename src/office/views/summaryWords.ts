import type { DateOnly, Directive } from '#core/directive'
import type { SummaryCounts, SummaryEntry, SummaryHead, SummaryMark, SummaryOrganization, SummaryRow } from '#core/report'
import { formatCitedDate, formatTime } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import { audienceText, periodText, wordingOf } from '../words.ts'

/** Names of a list before «и ещё». */
const namesShown = 5
/** More names than these would hide the number; who they are stands in the table of organizations. */
const namesInCell = 3

/** Formats of dates by zone: making one costs more than a thousand uses, and a report has tens of thousands. */
const isoFormats = new Map<string, Intl.DateTimeFormat>()

/** The district's day of an instant (ms). */
export function dayOf(instantMs: number, { district: { zone } }: Pick<SummaryHead, 'district'>): DateOnly {
  const format = isoFormats.get(zone) ?? new Intl.DateTimeFormat('sv', { timeZone: zone, dateStyle: 'short' })
  isoFormats.set(zone, format)
  // The Swedish locale writes ISO dates.
  return format.format(instantMs) as DateOnly
}

/** «12.11.2026» of an instant in the district's zone. */
export function dayText(instantMs: number, head: Pick<SummaryHead, 'district'>): string {
  return formatCitedDate(dayOf(instantMs, head))
}

/** «22.11.2026, 14:20» in the district's zone. */
export function instantText(instantMs: number, head: Pick<SummaryHead, 'district'>): string {
  return `${dayText(instantMs, head)}, ${formatTime(instantMs, head.district.zone)}`
}

/** «МБОУ № 3, МБОУ № 4 и ещё 7». */
export function namesText(names: readonly string[], most = namesShown): string {
  if (names.length <= most) return names.join(', ')
  return t('summary.andMore', { names: names.slice(0, most).join(', '), n: names.length - most })
}

/** «4.2. Пересмотреть учебную нагрузку…», its children below where they have no rows of their own. */
export function taskLines(directive: Directive, withChildren = true): string[] {
  const number = directive.number === null ? '' : `${directive.number.replace(/\.$/, '')}. `
  return [`${number}${wordingOf(directive)}`, ...(withChildren ? directive.children.map(({ text }) => t('summary.child', { text })) : [])]
}

/** The words of a row: of a point, of its period, of its child. */
export function rowTask(row: SummaryRow): string[] {
  const period = row.period === null ? [] : [periodText(row.period)]
  if (row.child !== null) return [t('summary.child', { text: row.child }), ...period]
  return [...taskLines(row.directive), ...period]
}

/** «до 01.09.2022», «постоянно, отчёт до 20.01.2027», «не указан». */
export function dueLines({ directive, due }: Pick<SummaryRow, 'directive' | 'due'>): string[] {
  const standing = directive.periodUnit === null ? [] : [t('summary.due.standing')]
  if (due === null) return standing.length > 0 ? standing : [t('summary.due.none')]
  if (due.first !== due.last) return [...standing, t('summary.due.between', { from: formatCitedDate(due.first), to: formatCitedDate(due.last) })]
  return [...standing, t(standing.length > 0 ? 'summary.due.report' : 'summary.due.by', { day: formatCitedDate(due.last) })]
}

/** Whom a directive names, and how many it reached. */
export function responsibleLines(directive: Directive, entries: readonly SummaryEntry[]): string[] {
  const [only, ...others] = entries
  if (only !== undefined && others.length === 0) return [only.organization.name, ...(only.organization.head === '' ? [] : [only.organization.head])]
  const { text, audience } = directive.addressee
  const named = text ?? (audience.length === 0 ? '' : audienceText(audience))
  return [...(named === '' ? [] : [named.charAt(0).toLocaleUpperCase('ru') + named.slice(1)]), t('summary.organizations', { n: entries.length })]
}

const namesWhere = (entries: readonly SummaryEntry[], fits: (mark: SummaryMark) => boolean): string[] =>
  entries.filter(({ mark }) => fits(mark)).map(({ organization }) => organization.name)

function counted(line: string, names: readonly string[], total: number): string {
  // Nearly everybody needs no naming either.
  return names.length === 0 || names.length > Math.min(namesInCell, total / 2) ? line : `${line} ${t('summary.names', { names: names.join(', ') })}`
}

/** «Информация об исполнении» of several organizations: what they claim, in numbers and names. */
export function claimedLines(counts: SummaryCounts, entries: readonly SummaryEntry[]): string[] {
  const { claimed, assignments, silentNotStarted } = counts
  const list = (execution: SummaryMark['execution']): string[] => namesWhere(entries, (mark) => mark.execution === execution)
  return [
    t('summary.claimed.reported', { n: claimed.reported, total: assignments }),
    ...(claimed.inProgress > 0 ? [counted(t('summary.claimed.inProgress', { n: claimed.inProgress }), list('inProgress'), assignments)] : []),
    ...(claimed.notApplicableClaim > 0 ? [counted(t('summary.claimed.notApplicable', { n: claimed.notApplicableClaim }), list('notApplicableClaim'), assignments)] : []),
    ...(claimed.notStarted > 0 ? [counted(t('summary.claimed.notStarted', { n: claimed.notStarted }), list('notStarted'), assignments)] : []),
    ...(silentNotStarted > 0 ? [t('summary.claimed.silent', { n: silentNotStarted })] : []),
  ]
}

/** «Отметка об исполнении» of several organizations: what the office decided, and what waits for it. */
export function decidedLines(counts: SummaryCounts, entries: readonly SummaryEntry[]): string[] {
  const lines = (
    [
      ['released', counts.released, null],
      ['awaits', counts.awaitsDecision, null],
      ['requests', counts.requests, (mark) => mark.hasRequest],
      ['returned', counts.returned, (mark) => mark.state === 'returned'],
      ['cancelled', counts.cancelled, (mark) => mark.state === 'cancelled'],
      ['overdue', counts.overdue, (mark) => mark.isOverdue],
    ] as const satisfies readonly (readonly [string, number, ((mark: SummaryMark) => boolean) | null])[]
  ).flatMap(([what, n, fits]) => (n === 0 ? [] : [counted(t(`summary.decided.${what}`, { n }), fits === null ? [] : namesWhere(entries, fits), counts.assignments)]))
  return lines.length === 0 ? [t('summary.none')] : lines
}

/** What one organization said, in its words. */
export function claimOf(mark: SummaryMark, head: SummaryHead): string {
  const { execution, claimedMs } = mark
  // A returned report stands as «в работе», whose day is the return's, not the report's.
  if (execution === 'inProgress') return claimedMs === null || mark.state === 'returned' ? t('summary.one.inProgressPlain') : t('summary.one.inProgress', { day: dayText(claimedMs, head) })
  return execution === 'notStarted' || claimedMs === null ? t('summary.one.notStarted') : t(`summary.one.${execution}`, { day: dayText(claimedMs, head) })
}

/** What the office decided of one organization's point, and what waits. */
export function decisionOf(mark: SummaryMark, head: SummaryHead): string[] {
  const { control, decidedMs, fixBy, state } = mark
  const day = decidedMs === null ? '' : dayText(decidedMs, head)
  const decided =
    state === 'returned' ? (fixBy === null ? t('summary.one.returned') : t('summary.one.returnedBy', { day: formatCitedDate(fixBy) }))
    : control === 'released' || control === 'cancelled' ? t(`summary.one.${control}`, { day })
    : state === 'awaitsDecision' ? t('summary.one.awaits')
    : control === 'returned' ? t('summary.one.onControl')
    : t(`summary.one.${control}`)
  return [decided, ...(mark.hasRequest ? [t('summary.one.request')] : []), ...(mark.isOverdue ? [t('summary.one.overdue')] : [])]
}

/** The office's words where its decision still stands; those of a return that was answered are history. */
export function reasonOf({ state, reason }: SummaryMark): string {
  return state === 'returned' || state === 'released' || state === 'cancelled' ? reason : ''
}

/** «молчит 19 дней», «не подключена», «на связи». */
export function contactText({ contact, lastContactMs }: Pick<SummaryOrganization, 'contact' | 'lastContactMs'>, head: SummaryHead): string {
  return contact === 'silent' ? t('summary.contact.silent', { n: silentDays(lastContactMs, head) }) : t(`summary.contact.${contact}`)
}

/** Whole days since the last contact, at the moment the report shows. */
export function silentDays(lastContactMs: number | null, head: Pick<SummaryHead, 'madeMs' | 'untilMs'>): number {
  return lastContactMs === null ? 0 : Math.floor((Math.min(head.madeMs, head.untilMs) - lastContactMs) / 86_400_000)
}

/** «22 ноября 2026 г.», always with its year: a paper outlives it. */
export function longDay(day: DateOnly): string {
  return new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(day)).replace(' г.', '\u00a0г.')
}
