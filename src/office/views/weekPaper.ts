import type { Paper, PaperRow, PaperTable, SummaryReport, WeekEntry, WeekReport } from '#core/report'
import { daysBetween } from '#core/directive'
import { weekReport } from '#core/report'
import { formatCitedDate } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import { documentName, pointTitle, wordingOf } from '../words.ts'
import { signatureOf } from './summaryPaper.ts'
import { dayOf, instantText, longDay, namesText, silentDays } from './summaryWords.ts'

/** Rows of each table, so that the sheet stays one page. */
const rowsShown = 4
/** Names of those nobody hears of. */
const namesInLine = 3
/** Characters of a point's wording: a line of the table. */
const wordingShown = 34

/** «Лист недели»: one page for the chief. */
export function weekPaper(report: SummaryReport): Paper {
  const week = weekReport(report, (instantMs) => dayOf(instantMs, report.head))
  return {
    title: t('week.title'),
    isLandscape: false,
    pages: [
      {
        letterhead: report.head.letterhead,
        addressee: [],
        title: t('week.title'),
        lines: [t('week.on', { on: t('summary.on', { day: longDay(report.head.on) }), moment: instantText(report.head.madeMs, report.head) })],
        opening: openingOf(week),
        tables: [overdueTable(week), waitingTable(week), nextTable(week)].filter(({ rows }) => rows.length > 0),
        closing: [...unheardLines(week), t('week.disciplineHow')],
        signature: signatureOf(report.head),
        hasQrPlace: false,
      },
    ],
  }
}

function openingOf({ report, discipline, waiting }: WeekReport): string[] {
  const { counts, head } = report
  const oldest = waiting[0]?.mark.waitsSinceMs
  return [
    t('week.numbers', { assignments: t('summary.totalAssignments', { n: counts.assignments }), reported: counts.claimed.reported, released: counts.released, overdue: counts.overdue }),
    discipline.ratio === null ? t('week.disciplineNone') : t('week.discipline', { percent: discipline.ratio, inTime: discipline.inTime, planned: discipline.planned }),
    oldest === undefined || oldest === null ? t('week.waitingNone') : t('week.waiting', { n: waiting.length, days: silentDays(oldest, head) }),
  ]
}

/** «Пункт 4.2. Пересмотреть учебную нагрузку…» on one line. */
function shortPoint(directive: WeekEntry['directive']): string {
  const wording = wordingOf(directive)
  const cut = wording.length <= wordingShown ? wording : `${wording.slice(0, wordingShown).replace(/\s+\S*$/, '')}…`
  return `${pointTitle(directive)}. ${cut}`
}

const left = 'left' as const
const center = 'center' as const

function limited(rows: readonly PaperRow[], all: number): PaperRow[] {
  return [...rows, ...(all > rows.length ? [{ kind: 'group' as const, cells: [[t('week.more', { n: all - rows.length })]] }] : [])]
}

function overdueTable({ overdue, report }: WeekReport): PaperTable {
  const rows = overdue.slice(0, rowsShown).map(({ organization, directive, mark }): PaperRow => {
    const day = mark.fixBy ?? mark.dueDate
    return { kind: 'plain', cells: [[organization.name], [shortPoint(directive)], [day === null ? '' : formatCitedDate(day)], [day === null ? '' : String(daysBetween(day, report.head.on))]] }
  })
  return {
    caption: t('week.overdue', { n: overdue.length }),
    isDense: true,
    columns: [
      { title: t('summary.column.organization'), share: 30, align: left },
      { title: t('week.column.point'), share: 45, align: left },
      { title: t('week.column.day'), share: 15, align: center },
      { title: t('week.column.days'), share: 10, align: center },
    ],
    rows: limited(rows, overdue.length),
  }
}

function waitingTable({ waiting, report }: WeekReport): PaperTable {
  const whatOf = ({ mark }: WeekEntry): string =>
    t(mark.state !== 'awaitsDecision' ? 'week.request' : mark.execution === 'notApplicableClaim' ? 'week.claim' : 'week.report')
  const rows = waiting.slice(0, rowsShown).map((entry): PaperRow => ({
    kind: 'plain',
    cells: [[entry.organization.name], [shortPoint(entry.directive)], [whatOf(entry)], [String(silentDays(entry.mark.waitsSinceMs, report.head))]],
  }))
  return {
    caption: t('week.waitingTable', { n: waiting.length }),
    isDense: true,
    columns: [
      { title: t('summary.column.organization'), share: 30, align: left },
      { title: t('week.column.point'), share: 45, align: left },
      { title: t('week.column.what'), share: 15, align: center },
      { title: t('week.column.days'), share: 10, align: center },
    ],
    rows: limited(rows, waiting.length),
  }
}

function nextTable({ next, report }: WeekReport): PaperTable {
  const nameOf = (id: string): string => {
    const document = report.documents.find(({ resolution }) => resolution.id === id)
    return document === undefined ? '' : documentName(document.resolution)
  }
  const rows = next.slice(0, rowsShown).map(({ dueDate, directive, open }): PaperRow => ({
    kind: 'plain',
    cells: [[nameOf(directive.resolutionId)], [shortPoint(directive)], [formatCitedDate(dueDate)], [String(open)]],
  }))
  return {
    caption: t('week.next'),
    isDense: true,
    columns: [
      { title: t('sheet.column.document'), share: 34, align: left },
      { title: t('week.column.point'), share: 39, align: left },
      { title: t('week.column.day'), share: 12, align: center },
      { title: t('week.column.open'), share: 15, align: center },
    ],
    rows: limited(rows, next.length),
  }
}

function unheardLines({ silent, unconnected, report }: WeekReport): string[] {
  const named = silent.map(({ organization, lastContactMs }) => `${organization.name} (${t('summary.contact.silent', { n: silentDays(lastContactMs, report.head) })})`)
  return [
    ...(silent.length === 0 ? [] : [t('summary.listed', { what: t('summary.silent', { n: silent.length }), names: namesText(named, namesInLine) })]),
    ...(unconnected.length === 0 ? [] : [t('summary.listed', { what: t('summary.unconnected', { n: unconnected.length }), names: namesText(unconnected.map(({ organization }) => organization.name), namesInLine) })]),
  ]
}
