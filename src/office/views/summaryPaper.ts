import type { Paper, PaperCell, PaperColumn, PaperPage, PaperRow, PaperTable, SummaryDocument, SummaryHead, SummaryReport, SummaryRow } from '#core/report'
import { formatCitedDate } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import { audienceText, documentName } from '../words.ts'
import { fieldTables } from './fieldPaper.ts'
import { claimOf, claimedLines, contactText, decidedLines, decisionOf, dueLines, instantText, longDay, namesText, reasonOf, responsibleLines, rowTask } from './summaryWords.ts'

/** What a summary shows besides its points. */
export interface SummaryOptions {
  /** Silent organizations as a row of their own. */
  readonly silent: boolean
  /** Report fields with their totals. */
  readonly fields: boolean
}

/** Names in the row of those who are silent. */
const silentNames = 40

const column = (title: string, share: number, align: PaperColumn['align'] = 'left'): PaperColumn => ({ title, share, align })

/** «Сводка об исполнении» as it lies on paper. */
export function summaryPaper(report: SummaryReport, options: SummaryOptions): Paper {
  const page: PaperPage = {
    letterhead: report.head.letterhead,
    addressee: [],
    title: t('summary.title'),
    lines: [...aboutLines(report), t('summary.on', { day: longDay(report.head.on) })],
    opening: [],
    tables: [
      pointsTable(report, options),
      ...(report.organizations.length > 1 ? [organizationsTable(report)] : []),
      ...(options.fields ? fieldTables(report) : []),
    ],
    closing: [
      t('summary.moment', { moment: instantText(report.head.madeMs, report.head) }),
      ...(report.head.on < report.head.today ? [t('summary.past')] : []),
    ],
    signature: signatureOf(report.head),
    hasQrPlace: true,
  }
  return { title: t('summary.title'), isLandscape: true, pages: [page] }
}

/** Whoever signs; where the office named nobody, the line is filled by hand. */
export function signatureOf({ signer }: SummaryHead): NonNullable<PaperPage['signature']> {
  if (signer === null) return { post: t('summary.signer'), name: t('summary.signerName') }
  return { post: signer.post === '' ? t('summary.signer') : signer.post.charAt(0).toLocaleUpperCase('ru') + signer.post.slice(1), name: signer.name }
}

/** Of what the report is: a document, an organization, days, kinds. */
export function aboutLines({ documents, organizations, choice }: SummaryReport): string[] {
  const [onlyDocument, ...otherDocuments] = documents
  const [onlyOrganization] = choice.organizationIds.length === 1 ? organizations : []
  const [from, to] = [choice.dueFrom, choice.dueTo].map((day) => (day === null ? null : formatCitedDate(day)))
  const days =
    from && to ? [t('summary.period', { from, to })]
    : from ? [t('summary.periodFrom', { from })]
    : to ? [t('summary.periodTo', { to })]
    : []
  return [
    ...(onlyDocument !== undefined && otherDocuments.length === 0 ? [documentName(onlyDocument.resolution), ...titleOf(onlyDocument)] : []),
    ...(onlyOrganization === undefined ? [] : [onlyOrganization.organization.name]),
    ...days,
    ...(choice.kinds.length === 0 ? [] : [t('summary.kinds', { kinds: audienceText(choice.kinds) })]),
    ...(choice.settlements.length === 0 ? [] : [t('summary.settlements', { settlements: choice.settlements.join(', ') })]),
  ]
}

function titleOf({ resolution }: SummaryDocument): string[] {
  return resolution.title === '' ? [] : [resolution.title]
}

function pointsTable(report: SummaryReport, options: SummaryOptions): PaperTable {
  const hasGroups = report.documents.length > 1
  let place = 0
  const rows = report.documents.flatMap(({ resolution, rows: own }): PaperRow[] => [
    ...(hasGroups ? [{ kind: 'group' as const, cells: [[documentName(resolution)]] }] : []),
    ...own.filter(isShown).map((row): PaperRow => ({ kind: 'plain', cells: pointCells(row, row.isCounted ? String((place += 1)) : '', report.head) })),
  ])
  const { counts } = report
  const total: PaperRow = {
    kind: 'total',
    cells: [[], [t('summary.total')], [], [t('summary.totalAssignments', { n: counts.assignments })], claimedLines(counts, []), decidedLines(counts, [])],
  }
  return {
    caption: null,
    columns: [
      column(t('summary.column.place'), 5, 'center'),
      column(t('summary.column.task'), 32),
      column(t('summary.column.due'), 11, 'center'),
      column(t('summary.column.responsible'), 18),
      column(t('summary.column.claimed'), 18),
      column(t('summary.column.decided'), 16),
    ],
    rows: [...rows, total, ...(options.silent ? unheardRows(report) : [])],
  }
}

/** A child gets a row only where somebody marked it by itself; else its words stand in its point. */
function isShown(row: SummaryRow): boolean {
  return row.child === null || row.counts.claimed.notStarted < row.counts.assignments || row.counts.released + row.counts.returned > 0
}

function pointCells(row: SummaryRow, place: string, head: SummaryHead): PaperCell[] {
  const [only, ...others] = row.entries
  const about = [[place], rowTask(row), dueLines(row), responsibleLines(row.directive, row.entries)]
  if (only === undefined || others.length > 0) return [...about, claimedLines(row.counts, row.entries), decidedLines(row.counts, row.entries)]
  const { mark } = only
  return [...about, [claimOf(mark, head), ...lineOf(mark.text)], [...decisionOf(mark, head), ...lineOf(reasonOf(mark))]]
}

function lineOf(text: string): string[] {
  return text.trim() === '' ? [] : [text]
}

/** Rows of those nobody hears of: what they did is unknown, and unknown is no zero. */
function unheardRows({ silent, unconnected }: SummaryReport): PaperRow[] {
  const row = (what: string, names: readonly string[]): PaperRow => ({ kind: 'group', cells: [[t('summary.listed', { what, names: namesText(names, silentNames) })]] })
  return [
    ...(silent.length === 0 ? [] : [row(t('summary.silent', { n: silent.length }), silent.map(({ organization }) => organization.name))]),
    ...(unconnected.length === 0 ? [] : [row(t('summary.unconnected', { n: unconnected.length }), unconnected.map(({ organization }) => organization.name))]),
  ]
}

function organizationsTable({ organizations, counts: sums, head }: SummaryReport): PaperTable {
  const numbers = ({ assignments, claimed, released, awaitsDecision, returned, overdue }: SummaryReport['counts']): PaperCell[] =>
    [assignments, claimed.reported, claimed.inProgress, claimed.notStarted, claimed.notApplicableClaim, released, awaitsDecision, returned, overdue].map((n) => [String(n)])
  const titles = ['assignments', 'reported', 'inProgress', 'notStarted', 'notApplicable', 'released', 'awaits', 'returned', 'overdue'] as const
  return {
    caption: t('summary.byOrganization'),
    isDense: true,
    columns: [
      column(t('summary.column.place'), 4, 'center'),
      column(t('summary.column.organization'), 16),
      ...titles.map((title) => column(t(`summary.column.${title}`), 8, 'center')),
      column(t('summary.column.contact'), 8),
    ],
    rows: [
      ...organizations.map((one, i): PaperRow => ({ kind: 'plain', cells: [[String(i + 1)], [one.organization.name], ...numbers(one.counts), [contactText(one, head)]] })),
      { kind: 'total', cells: [[], [t('summary.total')], ...numbers(sums), []] },
    ],
  }
}
