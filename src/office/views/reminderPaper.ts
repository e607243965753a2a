import { type Paper, type PaperPage, type Reminder, type SummaryHead, type SummaryReport, remindersOf } from '#core/report'
import { t } from '../../i18n/office.ts'
import { documentName, periodText } from '../words.ts'
import { signatureOf } from './summaryPaper.ts'
import { dueLines, longDay, silentDays, taskLines } from './summaryWords.ts'

/** Letters to those who are silent: a page each. */
export function reminderPaper(report: SummaryReport): Paper {
  return { title: t('reminder.title'), isLandscape: false, pages: remindersOf(report).map((reminder) => pageOf(reminder, report.head)) }
}

function pageOf({ addressee: { organization, contact, lastContactMs }, points }: Reminder, head: SummaryHead): PaperPage {
  const { clerk } = head
  const day = longDay(head.on)
  return {
    letterhead: head.letterhead,
    addressee: [t('reminder.to'), organization.name, ...(organization.head === '' ? [] : [organization.head])],
    title: t('reminder.title'),
    lines: [],
    opening: [contact === 'unconnected' ? t('reminder.unconnected', { day }) : t('reminder.silent', { n: silentDays(lastContactMs, head), day })],
    tables: [
      {
        caption: null,
        columns: [
          { title: t('summary.column.place'), share: 7, align: 'center' },
          { title: t('sheet.column.document'), share: 25, align: 'left' },
          { title: t('summary.column.task'), share: 50, align: 'left' },
          { title: t('summary.column.due'), share: 18, align: 'center' },
        ],
        rows: points.map(({ resolution, directive, period, mark }, i) => ({
          kind: 'plain',
          cells: [
            [String(i + 1)],
            [documentName(resolution)],
            [...taskLines(directive), ...(period === null ? [] : [periodText(period)])],
            dueLines({ directive, due: mark.dueDate === null ? null : { first: mark.dueDate, last: mark.dueDate } }),
          ],
        })),
      },
    ],
    closing: [t('reminder.ask'), t('reminder.clerk', clerk)],
    signature: signatureOf(head),
    hasQrPlace: false,
  }
}
