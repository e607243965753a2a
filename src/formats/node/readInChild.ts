import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { SourceTable } from '#core/organizations'
import { err, type Result } from '#core/result'
import type { DocumentError } from '../documentError.ts'
import type { DocumentText } from '../documentText.ts'
import { maxDocumentBytes } from '../readDocument.ts'
import type { TableError } from '../tableBounds.ts'

/** What a file may cost. */
export interface ReadingLimits {
  /** Wall time of one file (ms). */
  readonly timeMs: number
  /** Of the whole process (bytes). */
  readonly memoryBytes: number
}

export const readingLimits: ReadingLimits = { timeMs: 19_000, memoryBytes: 256 * 1024 * 1024 }

/** The heap gets this share of the memory; the rest is Node itself and bytes outside the heap. */
const heapShare = 0.55
/** How often the process is weighed (ms), and the share of its memory at which it is ended: it grows on until the next weighing. */
const weighEveryMs = 10
const endShare = 0.92

const childFile = fileURLToPath(new URL('readerChild.ts', import.meta.url))
const programFolder = fileURLToPath(new URL('../../../', import.meta.url))

type Reading = Result<DocumentText, DocumentError>
type Tables = Result<readonly SourceTable[], TableError>

/** What the child is asked for with a file: its text, or its tables. */
export interface ReadingTask {
  readonly bytes: Uint8Array
  readonly as: 'document' | 'tables'
}

/**
 * Reads one file in a process of its own, which can neither write nor ask the network, and is ended when it takes too
 * long or too much. Errors: those of `readDocument`, `DocumentTooSlow`, `DocumentTooHeavy`, `DocumentReaderFailed`.
 */
export async function readInChild(bytes: Uint8Array, limits = readingLimits): Promise<Reading> {
  const reader = new ChildReader(limits)
  try {
    return await reader.read(bytes)
  } finally {
    reader.close()
  }
}

/** As {@link readInChild}, the tables of one file. Errors: those of `readTables`, `DocumentTooSlow`, `DocumentTooHeavy`, `DocumentReaderFailed`. */
export async function readTablesInChild(bytes: Uint8Array, limits = readingLimits): Promise<Tables> {
  const reader = new ChildReader(limits)
  try {
    return await reader.readTables(bytes)
  } finally {
    reader.close()
  }
}

/** One process for many files in turn; after one it could not bear the next gets a new one. */
export class ChildReader {
  readonly #limits: ReadingLimits
  #child: ChildProcess | null = null

  constructor(limits = readingLimits) {
    this.#limits = limits
  }

  read(bytes: Uint8Array): Promise<Reading> {
    return this.#ask<Reading>({ bytes, as: 'document' })
  }

  readTables(bytes: Uint8Array): Promise<Tables> {
    return this.#ask<Tables>({ bytes, as: 'tables' })
  }

  async #ask<Answer extends Reading | Tables>(task: ReadingTask): Promise<Answer | Refused> {
    if (task.bytes.length > maxDocumentBytes) return err({ type: 'DocumentTooLarge' })
    const child = await this.#start()
    const reading = await readWith<Answer>(child, task, this.#limits)
    if (child.exitCode !== null || child.signalCode !== null || child.killed) this.#child = null
    return reading
  }

  close(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }

  async #start(): Promise<ChildProcess> {
    if (this.#child !== null) return this.#child
    const heapMb = Math.floor((this.#limits.memoryBytes * heapShare) / 2 ** 20)
    const child = fork(childFile, {
      execArgv: [`--max-old-space-size=${String(heapMb)}`, '--permission', `--allow-fs-read=${programFolder}*`, '--no-warnings'],
      env: {},
      cwd: programFolder,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    this.#child = child
    await new Promise<void>((done) => { child.once('message', () => { done() }).once('exit', () => { done() }) })
    return child
  }
}

type Refused = Extract<Reading, { readonly ok: false }>

function readWith<Answer extends Reading | Tables>(child: ChildProcess, task: ReadingTask, { timeMs, memoryBytes }: ReadingLimits): Promise<Answer | Refused> {
  return new Promise((done) => {
    let ended: DocumentError['type'] = 'DocumentReaderFailed'
    const end = (type: DocumentError['type']): void => {
      ended = type
      child.kill('SIGKILL')
    }
    const clock = setTimeout(() => { end('DocumentTooSlow') }, timeMs)
    const scale = setInterval(() => { if (weigh(child.pid) > endShare * memoryBytes) end('DocumentTooHeavy') }, weighEveryMs)
    const finish = (reading: Answer | Refused): void => {
      clearTimeout(clock)
      clearInterval(scale)
      child.off('message', finish).off('exit', onExit).off('error', onError)
      done(reading)
    }
    // Node ends itself with SIGABRT when its heap is full.
    const onExit = (_code: number | null, signal: string | null): void => { finish(err({ type: signal === 'SIGABRT' ? 'DocumentTooHeavy' : ended })) }
    const onError = (): void => { finish(err({ type: ended })) }
    child.on('message', finish).on('exit', onExit).on('error', onError)
    if (child.exitCode !== null || child.signalCode !== null) onExit(child.exitCode, child.signalCode)
    else child.send(task, (error) => { if (error !== null) end('DocumentReaderFailed') })
  })
}

const pageBytes = 4096

/** What a process holds of the memory (bytes); 0 where the system does not tell, there the heap's bound alone holds. */
function weigh(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${String(pid)}/statm`, 'utf8').split(' ')[1]) * pageBytes
  } catch {
    return 0
  }
}
