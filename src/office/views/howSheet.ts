import type { Sheet, SheetCell, SummaryReport } from '#core/report'
import { t } from '../../i18n/office.ts'
import { instantText, longDay, namesText } from './summaryWords.ts'
import { fieldPlaces, fieldTitle } from './fieldPaper.ts'

/** «Как считали»: the moment of the data, and what every number means. */
export function howSheet(report: SummaryReport): Sheet {
  const { head, choice } = report
  const hasRange = choice.dueFrom !== null || choice.dueTo !== null
  const plain = ['reported', 'inProgress', 'notStarted', 'notApplicable', 'released', 'awaits', 'returned', 'overdue'] as const
  const unheard = (names: readonly { readonly organization: { readonly name: string } }[]): string =>
    names.length === 0 ? '' : ` ${namesText(names.map(({ organization }) => organization.name), names.length)}.`
  const rows: SheetCell[][] = [
    [t('how.moment'), t('how.moment.text', { moment: instantText(head.madeMs, head), zone: head.district.zone })],
    [t('how.on'), t(head.on < head.today ? 'how.on.past' : 'how.on.today', { day: longDay(head.on) })],
    [t('how.assignments'), t(hasRange ? 'how.assignments.range' : 'how.assignments.text')],
    ...plain.map((name) => [t(`how.${name}`), t(`how.${name}.text`)]),
    [t('how.silent'), `${t('how.silent.text')} ${t('summary.organizations', { n: report.silent.length })}.${unheard(report.silent)}`],
    [t('how.unconnected'), `${t('how.unconnected.text')} ${t('summary.organizations', { n: report.unconnected.length })}.${unheard(report.unconnected)}`],
    ...(fieldPlaces(report).length === 0 ? [] : [[t('how.fields'), t('how.fields.text')]]),
    // A sum of a filtered column says nothing of who answered; here it does.
    ...fieldPlaces(report).flatMap(({ title, table }) =>
      table.totals.map((total) => [`${title}: ${fieldTitle(total.field)}`, t('summary.field.answered', { n: total.answered, total: total.asked })])),
  ]
  return {
    name: t('sheet.how'),
    lines: [],
    columns: [{ title: t('sheet.column.what'), width: 34 }, { title: t('sheet.column.how'), width: 100 }],
    rows,
    total: null,
  }
}
