import { Worker } from 'node:worker_threads'
import type { Result } from '#core/result'
import type { BackupProblem } from './backupProblem.ts'
import type { CopyOptions, VerifiedCopy } from './copyDatabase.ts'

export type CopyResult = Result<VerifiedCopy, BackupProblem>

/** Runs `copyDatabase` in a thread of its own, ended by the signal. Rejects when the thread breaks or is ended. */
export function copyInThread(options: CopyOptions, signal: AbortSignal): Promise<CopyResult> {
  return new Promise((done, failed) => {
    const worker = new Worker(new URL('./backupWorker.ts', import.meta.url), { workerData: options })
    const end = (): void => { void worker.terminate() }
    signal.addEventListener('abort', end, { once: true })
    worker.once('message', (result: CopyResult) => { done(result) })
    worker.once('error', failed)
    worker.once('exit', () => {
      signal.removeEventListener('abort', end)
      failed(new Error('The thread that copies ended without an answer.'))
    })
  })
}
