import { type KeptFileView, readKeptFile } from '#core/report'
import { type ApiResult, ask, reading } from './ask.ts'
import { createProgressFetch } from './progressFetch.ts'

/** On the thinnest line of an office 2 MB take some minutes; who does not want to wait cancels. */
const fileTimeLimitMs = 600_000

/** The way of a file to the server: told of every step, cancelled by its signal. */
export type SendFile = (file: File, tell: (share: number) => void, signal: AbortSignal) => ApiResult<KeptFileView>

export interface MaterialDoors {
  readonly keepFile: SendFile
}

export function createMaterialDoors(): MaterialDoors {
  return {
    keepFile: (file, tell, signal) =>
      ask(createProgressFetch(tell, fileTimeLimitMs), 'materials', { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) }, body: file, signal }, reading(readKeptFile)),
  }
}
