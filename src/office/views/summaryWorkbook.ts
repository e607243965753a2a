import type { Sheet, SheetCell, SummaryCounts, SummaryEntry, SummaryReport, SummaryRow, Workbook } from '#core/report'
import { t } from '../../i18n/office.ts'
import { documentName, periodText, wordingOf } from '../words.ts'
import { answerText, fieldPlaces, fieldTitle } from './fieldPaper.ts'
import { howSheet } from './howSheet.ts'
import { type SummaryOptions, aboutLines } from './summaryPaper.ts'
import { claimOf, contactText, dayOf, decisionOf, instantText, longDay, reasonOf, responsibleLines, rowTask } from './summaryWords.ts'

/** A step that lets the page have its turn between the sheets. */
export type Step = () => Promise<void>

/** Excel's bound of a sheet's name. */
const maxFieldSheets = 20

/** «Сводка об исполнении» as a workbook: the points, the organizations, every assignment, the fields, how it was counted. */
export async function summaryWorkbook(report: SummaryReport, options: SummaryOptions, step: Step): Promise<Workbook> {
  const sheets: Sheet[] = [pointsSheet(report)]
  await step()
  sheets.push(organizationsSheet(report))
  await step()
  sheets.push(await assignmentsSheet(report, step))
  await step()
  if (options.fields) sheets.push(...fieldSheets(report))
  // «Как считали» stands second: whoever opens the file finds it without scrolling the tabs.
  const [first, ...others] = sheets
  return { sheets: first === undefined ? [] : [first, howSheet(report), ...others] }
}

/** The first sheet alone: what CSV holds. */
export function pointsSheet(report: SummaryReport): Sheet {
  const rows = report.documents.flatMap(({ resolution, rows: own }) =>
    own.filter(({ isCounted }) => isCounted).map((row): SheetCell[] => [
      row.directive.number ?? '', rowTask(row).join('\n'), documentName(resolution), row.period === null ? '' : periodText(row.period),
      row.due === null ? null : { date: row.due.last }, responsibleLines(row.directive, row.entries).join('\n'), ...numbersOf(row.counts),
    ]))
  return withoutEmpty({
    name: t('sheet.summary'),
    lines: linesOf(report),
    columns: [
      { title: t('sheet.column.point'), width: 7 }, { title: t('summary.column.task'), width: 48 }, { title: t('sheet.column.document'), width: 20 },
      { title: t('sheet.column.period'), width: 12 }, { title: t('summary.column.due'), width: 11 }, { title: t('summary.column.responsible'), width: 24 }, ...numberColumns(),
    ],
    rows,
    total: [t('sheet.total'), '', '', '', null, '', ...numbersOf(report.counts)],
  }, report.documents.length === 1 ? t('sheet.column.document') : null)
}

/** A sheet without the columns that hold nothing in any row, and without the one named: they only make the print smaller. */
function withoutEmpty({ columns, rows, total, ...sheet }: Sheet, except: string | null): Sheet {
  const isKept = columns.map(({ title }, i) => title !== except && rows.some((cells) => cells[i] !== '' && cells[i] !== null))
  const keep = <Item>(items: readonly Item[]): Item[] => items.filter((_, i) => isKept[i] === true)
  return { ...sheet, columns: keep(columns), rows: rows.map(keep), total: total === null ? null : keep(total) }
}

function linesOf(report: SummaryReport): string[] {
  const { head } = report
  return [[t('summary.title'), ...aboutLines(report).slice(0, 1)].join('. '), t('sheet.moment', { moment: instantText(head.madeMs, head), on: t('summary.on', { day: longDay(head.on) }) })]
}

const numberTitles = ['assignments', 'reported', 'inProgress', 'notStarted', 'notApplicable', 'released', 'awaits', 'returned', 'cancelled', 'overdue'] as const

function numberColumns(): Sheet['columns'] {
  return [...numberTitles.map((title) => ({ title: t(`summary.column.${title}`), width: 10.5 })), { title: t('sheet.column.silent'), width: 10.5 }]
}

function numbersOf({ assignments, claimed, released, awaitsDecision, returned, cancelled, overdue, silentNotStarted }: SummaryCounts): number[] {
  return [assignments, claimed.reported, claimed.inProgress, claimed.notStarted, claimed.notApplicableClaim, released, awaitsDecision, returned, cancelled, overdue, silentNotStarted]
}

function organizationsSheet(report: SummaryReport): Sheet {
  return {
    name: t('sheet.organizations'),
    lines: linesOf(report),
    columns: [
      { title: t('summary.column.number'), width: 10 }, { title: t('summary.column.organization'), width: 44 }, { title: t('summary.column.settlement'), width: 20 },
      { title: t('summary.column.contact'), width: 18 }, ...numberColumns(),
    ],
    rows: report.organizations.map((one) => [one.organization.number, one.organization.name, one.organization.settlement, contactText(one, report.head), ...numbersOf(one.counts)]),
    total: [t('sheet.total'), '', '', '', ...numbersOf(report.counts)],
  }
}

/** Rows between two turns of the page. */
const rowsAtOnce = 500

async function assignmentsSheet(report: SummaryReport, step: Step): Promise<Sheet> {
  const rows: SheetCell[][] = []
  for (const { resolution, rows: own } of report.documents) {
    const name = documentName(resolution)
    for (const row of own.filter(({ isCounted }) => isCounted)) {
      for (const entry of row.entries) {
        rows.push(assignmentCells(name, row, entry, report))
        if (rows.length % rowsAtOnce === 0) await step()
      }
    }
  }
  const widths = [['sheet.column.document', 20], ['sheet.column.point', 7], ['summary.column.task', 44], ['sheet.column.period', 12], ['summary.column.organization', 28], ['summary.column.due', 11], ['sheet.column.claim', 20], ['sheet.column.claimText', 30], ['sheet.column.claimedOn', 11], ['sheet.column.decision', 20], ['sheet.column.decisionText', 24], ['sheet.column.decidedOn', 11], ['sheet.column.isOverdue', 11]] as const
  return withoutEmpty({ name: t('sheet.assignments'), lines: linesOf(report), columns: widths.map(([title, width]) => ({ title: t(title), width })), rows, total: null }, report.documents.length === 1 ? t('sheet.column.document') : null)
}

function assignmentCells(document: string, row: SummaryRow, { organization, mark }: SummaryEntry, { head }: SummaryReport): SheetCell[] {
  const dateOf = (instantMs: number | null): SheetCell => (instantMs === null ? null : { date: dayOf(instantMs, head) })
  return [
    document, row.directive.number ?? '', wordingOf(row.directive), row.directive.periodUnit === null ? '' : periodText(mark.period), organization.name,
    mark.dueDate === null ? null : { date: mark.dueDate }, claimOf(mark, head), mark.text, mark.execution === 'notStarted' ? null : dateOf(mark.claimedMs),
    decisionOf(mark, head).join(', '), reasonOf(mark), dateOf(mark.decidedMs), mark.isOverdue ? t('sheet.yes') : '',
  ]
}

function fieldSheets(report: SummaryReport): Sheet[] {
  return fieldPlaces(report).slice(0, maxFieldSheets).map(({ title, table }, i): Sheet => ({
    name: t('sheet.fields', { n: i + 1 }),
    lines: [t('summary.fields', { point: title }), ...linesOf(report).slice(1)],
    columns: [
      { title: t('summary.column.number'), width: 10 }, { title: t('summary.column.organization'), width: 44 },
      ...table.totals.map(({ field }) => ({ title: fieldTitle(field), width: 24 })),
    ],
    rows: table.rows.map(({ organization, answers }) => [
      organization.number, organization.name,
      ...answers.map((answer, place): SheetCell => {
        if (answer === null || typeof answer === 'number') return answer
        const type = table.totals[place]?.field.type
        return type === 'date' && typeof answer === 'string' ? { date: answer as Extract<SheetCell, object>['date'] } : answerText(answer, table.totals[place])
      }),
    ]),
    total: [t('sheet.total'), '', ...table.totals.map((total): SheetCell =>
      total.field.type === 'number' ? total.sum : total.field.type === 'yesNo' ? t('summary.field.yesNo', total) : t('summary.field.answered', { n: total.answered, total: total.asked }))],
  }))
}
