import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Result } from '#core/result'
import type { BackupProblem } from './backupProblem.ts'
import type { CopyOptions, VerifiedCopy } from './copyDatabase.ts'

export type CopyResult = Result<VerifiedCopy, BackupProblem>

const childFile = fileURLToPath(new URL('backupChild.ts', import.meta.url))

/**
 * Runs `copyDatabase` in a process of its own, ended by the signal: whatever happens to it, the server goes on. Rejects
 * when it breaks or is ended.
 */
export function copyInChild(options: CopyOptions, signal: AbortSignal): Promise<CopyResult> {
  return new Promise((done, failed) => {
    if (signal.aborted) return failed(new Error('The copy was ended before it began.'))
    const child = fork(childFile, { execArgv: ['--no-warnings'], serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const end = (): void => { child.kill('SIGKILL') }
    signal.addEventListener('abort', end, { once: true })
    child.once('message', (result: CopyResult) => { done(result) })
    child.once('error', failed)
    child.once('exit', (code, by) => {
      signal.removeEventListener('abort', end)
      failed(new Error(`The process that copies ended without an answer: ${by ?? String(code)}.`))
    })
    child.send(options, (error) => { if (error !== null) failed(error) })
  })
}
