import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { SummaryReport } from '#core/report'
import { writeCsv } from '../../formats/write/csv.ts'
import { writeReport } from '../reportWriter.ts'
import { saveFile } from '../saveFile.ts'
import { reminderPaper } from '../views/reminderPaper.ts'
import { type ReportKind, reportName } from '../views/reportName.ts'
import { type SummaryOptions, summaryPaper } from '../views/summaryPaper.ts'
import { pointsSheet, summaryWorkbook } from '../views/summaryWorkbook.ts'
import { weekPaper } from '../views/weekPaper.ts'
import type { Paper } from '#core/report'

/** Formats a report is kept in. */
export const fileTypes = ['docx', 'xlsx', 'csv'] as const
export type FileType = (typeof fileTypes)[number]

const mediaTypes: Readonly<Record<FileType, string>> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv;charset=utf-8',
}

export interface ReportOrder {
  readonly kind: ReportKind
  readonly report: SummaryReport
  readonly options: SummaryOptions
}

/** The paper of a report, the same for Word, for the printer and for the screen. */
export function paperOf({ kind, report, options }: ReportOrder): Paper {
  if (kind === 'week') return weekPaper(report)
  return kind === 'reminders' ? reminderPaper(report) : summaryPaper(report, options)
}

/** Files in the making: one at a time, with a way to stop. */
export const useReportFilesStore = defineStore('reportFiles', () => {
  /** The name of the file being written; null when none is. */
  const writing = shallowRef<string | null>(null)
  const outcome = shallowRef<{ readonly type: 'saved' | 'cancelled' | 'failed'; readonly name: string } | null>(null)
  let running: AbortController | null = null

  async function save(order: ReportOrder, type: FileType): Promise<void> {
    if (running !== null) return
    const own = new AbortController()
    running = own
    const name = `${reportName(order.kind, order.report)}.${type}`
    writing.value = name
    outcome.value = null
    try {
      const bytes = await bytesOf(order, type, own.signal)
      own.signal.throwIfAborted()
      saveFile(bytes, name, mediaTypes[type])
      outcome.value = { type: 'saved', name }
    } catch (cause) {
      // What a library could not write is shown as such; its own words go to the console for whoever helps.
      if (!own.signal.aborted) console.error(cause)
      outcome.value = { type: own.signal.aborted ? 'cancelled' : 'failed', name }
    } finally {
      running = null
      writing.value = null
    }
  }

  async function bytesOf(order: ReportOrder, type: FileType, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (type === 'docx') return writeReport({ type, paper: paperOf(order) }, signal)
    if (type === 'csv') return writeCsv(pointsSheet(order.report))
    return writeReport({ type, workbook: await summaryWorkbook(order.report, order.options, () => turn(signal)) }, signal)
  }

  function cancel(): void {
    running?.abort()
  }

  return { writing, outcome, save, cancel }
})

/** Lets the page draw and hear; throws when somebody stopped the work meanwhile. */
async function turn(signal: AbortSignal): Promise<void> {
  await new Promise((next) => setTimeout(next, 0))
  signal.throwIfAborted()
}
