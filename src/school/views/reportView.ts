import type { DateOnly, Resolution } from '#core/directive'
import type { ReportVersion } from '#core/organizationReport'
import type { ReportedPoint, SubjectKey } from '#core/sync'
import { dateInZone, formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import type { CardView, StateWord } from './cardView.ts'
import { type Here, documentName, sentence } from './dateText.ts'
import { type FocusView, listChildren, toFocus } from './focusView.ts'
import type { ChangeRow, ReportedMark } from './rows.ts'
import { leadName } from './wording.ts'

/** One line of a report: a point, its present period, or a part of it that somebody marked. */
export interface ReportRow {
  readonly subject: SubjectKey
  readonly number: string | null
  /** «4.2», «4.2, часть 1 из 3» or the first words. */
  readonly name: string
  readonly wording: string
  readonly href: string
  readonly state: StateWord
  /** «Исполнено» …; «без отметки» where nobody marked or wrote anything. */
  readonly word: string
  readonly isMarked: boolean
  readonly text: string
  readonly on: DateOnly | null
}

/** What a report on a document is made of; points the office took back owe none. */
export function reportFocuses(views: readonly CardView[], resolutionId: string): { readonly view: CardView; readonly focus: FocusView }[] {
  return views
    .filter(({ card }) => card.resolutionId === resolutionId && card.withdrawnMs === undefined)
    .sort((a, b) => a.card.directive.position - b.card.directive.position)
    .flatMap((view) => [toFocus(view, null), ...listChildren(view).filter(({ point }) => point.summary !== null)].map((focus) => ({ view, focus })))
}

/** The lines of a report, filled from the marks. */
export function toReportRows(focuses: ReturnType<typeof reportFocuses>, marks: ReadonlyMap<SubjectKey, ReportedMark>, zone: string | undefined): ReportRow[] {
  return focuses.map(({ view: { card, subject }, focus }) => {
    const { point, part, wording } = focus
    const mark = marks.get(point.subject) ?? { text: '', atMs: null }
    const isMarked = point.state !== 'notStarted' || mark.text !== ''
    const { number } = card.directive
    return {
      subject: point.subject,
      number,
      name: [number ?? leadName(wording), part].filter((one) => one !== null).join(', '),
      wording: wording.lead + wording.rest,
      href: `/directives/${card.directiveId}${point.subject === subject ? '' : `?part=${encodeURIComponent(point.subject)}`}`,
      state: point.state,
      word: isMarked ? t(`state.${point.state}`) : t('report.unmarked'),
      isMarked,
      text: mark.text,
      on: mark.atMs === null ? null : dateInZone(mark.atMs, zone),
    }
  })
}

/** What of the lines is sent, frozen as they stand. */
export function toReportedPoints(rows: readonly ReportRow[]): ReportedPoint[] {
  return rows.map(({ subject, number, state, text, on }) => ({ subject, number, state, text, ...(on === null ? {} : { on }) }))
}

/** «Исполнено 4 из 6». */
export function doneText(rows: readonly { readonly state: string }[]): string {
  return t('report.doneOf', { n: rows.filter(({ state }) => state === 'reported' || state === 'released').length, all: rows.length })
}

/** The words to the office until somebody writes his own. */
export function proposedText(rows: readonly ReportRow[]): string {
  const unmarked = rows.filter(({ isMarked }) => !isMarked)
  if (unmarked.length === 0) return `${doneText(rows)}.`
  // Points without a number would fill the field with their first words.
  const isNumbered = unmarked.every(({ number }) => number !== null)
  return `${doneText(rows)}. ${isNumbered ? t('report.proposed.unmarked', { points: unmarked.map(({ name }) => name).join('; ') }) : t('report.proposed.unmarkedCount', { n: unmarked.length })}`
}

/** «Отчёт: решение № 3 от 17.12.2021». */
export function reportTitle(resolution: Resolution): string {
  return t('report.title', { document: documentName(resolution) })
}

/** What the office said to one sending. */
export function decisionText({ decision }: Pick<ReportVersion<ChangeRow>, 'decision'>, { today, zone }: Pick<Here, 'today' | 'zone'>): string {
  if (decision === null) return t('report.decision.waits')
  const date = formatDay(dateInZone(decision.change.effectiveStampMs ?? decision.change.stampMs, zone), today)
  return decision.state === 'accepted' ? t('report.decision.accepted', { date }) : t('report.decision.returned', { date, reason: sentence(decision.reason) })
}
