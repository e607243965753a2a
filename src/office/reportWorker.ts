import { writeDocx } from '../formats/write/docx.ts'
import { writeXlsx } from '../formats/write/xlsx.ts'
import type { ReportFile } from './reportFile.ts'

/*
 * Writes Word and Excel files beside the page: tens of thousands of cells take seconds, and whoever changes his mind
 * ends the worker. The libraries of office formats are in this file alone.
 */

globalThis.addEventListener('message', ({ data }: MessageEvent<ReportFile>) => {
  void write(data).then(
    (bytes) => { globalThis.postMessage(bytes, { transfer: [bytes.buffer] }) },
    // The page cannot see a rejection of the worker; an error with its words is thrown where it can.
    (cause: unknown) => { globalThis.postMessage({ message: cause instanceof Error ? cause.message : String(cause) }) },
  )
})

function write(file: ReportFile): Promise<Uint8Array<ArrayBuffer>> {
  return file.type === 'docx' ? writeDocx(file.paper) : writeXlsx(file.workbook)
}
