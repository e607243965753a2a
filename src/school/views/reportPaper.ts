import type { DateOnly, Resolution } from '#core/directive'
import type { Paper } from '#core/report'
import { formatCitedDate, formatDay } from '../../i18n/formatDate.ts'
import { genitives } from '../../i18n/locales/report/ru.ts'
import { t } from '../../i18n/upkeep.ts'
import { documentName } from './dateText.ts'
import type { ReportRow } from './reportView.ts'

/** Whose report on what, and who signs it. */
export interface ReportHead {
  readonly resolution: Resolution
  readonly organization: { readonly name: string; readonly settlement: string }
  readonly office: string
  readonly signer: { readonly name: string; readonly post: string }
  readonly today: DateOnly
}

/** The report as it lies on paper: the same rows for Word, for the printer and for the file that is shared. */
export function reportPaper({ resolution, organization, office, signer, today }: ReportHead, rows: readonly ReportRow[], text: string): Paper {
  const title = paperTitle(resolution)
  const columns = [
    { title: t('paper.column.place'), share: 8, align: 'center' as const },
    { title: t('paper.column.point'), share: 38, align: 'left' as const },
    { title: t('paper.column.done'), share: 34, align: 'left' as const },
    { title: t('paper.column.mark'), share: 20, align: 'left' as const },
  ]
  const cells = (row: ReportRow, i: number): string[][] => [
    [row.number ?? String(i + 1)],
    [row.wording],
    row.text === '' ? [] : [row.text],
    [row.on === null ? row.word : t('report.date', { word: row.word, date: formatCitedDate(row.on) })],
  ]
  return {
    title,
    isLandscape: false,
    pages: [{
      letterhead: [organization.name, organization.settlement].filter(Boolean),
      addressee: [office].filter(Boolean),
      title,
      lines: [t('paper.about', { title: resolution.title }), t('paper.asOf', { date: formatCitedDate(today) })],
      opening: text.split('\n').map((line) => line.trim()).filter(Boolean),
      tables: [{ caption: null, columns, rows: rows.map((row, i) => ({ kind: 'plain', cells: cells(row, i) })) }],
      closing: [formatDay(today, '' as DateOnly)],
      signature: { post: signer.post.charAt(0).toUpperCase() + signer.post.slice(1), name: signer.name },
      hasQrPlace: false,
    }],
  }
}

/** «Отчёт об исполнении решения коллегии № 3 от 17.12.2021». */
function paperTitle(resolution: Resolution): string {
  const genitive = genitiveName(resolution)
  return genitive === null ? t('paper.title.plain', { document: documentName(resolution) }) : t('paper.title', { document: genitive })
}

/** «решения коллегии № 3 от 17.12.2021», as it stands after «об исполнении»; null for a kind whose case is not known. */
export function genitiveName(resolution: Resolution): string | null {
  const [first = '', ...rest] = documentName(resolution).split(' ')
  const genitive = genitives.get(first.toLowerCase())
  return genitive === undefined ? null : [genitive, ...rest].join(' ')
}

/** «Отчёт № 3.docx»; without what file systems refuse. */
export function reportFileName(words: string, { number }: Pick<Resolution, 'number'>, ending: string): string {
  return `${[words, number === null ? '' : `№ ${number}`].filter(Boolean).join(' ').replaceAll(/[\\/:*?"<>|]/g, '-')}.${ending}`
}
