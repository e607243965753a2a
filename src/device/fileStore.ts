import Dexie from 'dexie'
import type { OrganizationId } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import { isErrorCode } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import { storageFailure } from './deviceFailures.ts'
import type { FileRow } from './rows.ts'

/*
 * Files of the office on the phone: fetched one by one when somebody wants them, in pieces that are kept as they come, so
 * that a network of forty seconds is never for nothing. Nothing here is part of an exchange, and all of it may be thrown away.
 */

/** Bytes that are kept together: what a network that breaks off can cost at most. */
export const pieceBytes = 64 * 1024

/** How long (ms) nothing comes before the network counts as gone. */
const silenceMs = 60_000

export interface FileDeps {
  readonly db: PoruchenoDatabase
  readonly fetch: typeof fetch
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>
}

/** A file that something addressed to the organization names. */
export interface WantedFile {
  readonly organizationId: OrganizationId
  readonly hash: string
  readonly sizeBytes: number
}

/** Why a file is not whole: a code of `docs/errors.md`, or `FileDamaged`: what came is not what the office attached. What came before stays, unless it is damaged. */
export interface FileFailure {
  readonly type: string
}

/** Fetches a file, or the rest of it; `tell` hears how many bytes are here. */
export async function fetchFile(deps: FileDeps, wanted: WantedFile, tell: (received: number) => void, signal: AbortSignal): Promise<Result<null, FileFailure>> {
  try {
    const kept = await deps.db.files.get([wanted.organizationId, wanted.hash])
    if (kept?.isWhole === true) return ok(null)
    const received = kept?.received ?? 0
    const failure = received >= wanted.sizeBytes ? null : await receive(deps, wanted, received, tell, signal)
    return failure === null ? await seal(deps, wanted) : err({ type: failure })
  } catch (error) {
    return storageFailure(error)
  }
}

/** The bytes of a file that is here whole; null for any other. */
export async function readFile(db: PoruchenoDatabase, organizationId: OrganizationId, hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const kept = await db.files.get([organizationId, hash])
  return kept?.isWhole === true ? joinPieces(db, organizationId, hash) : null
}

/** Frees the room a file takes; it can be fetched again. */
export async function removeFile(db: PoruchenoDatabase, organizationId: OrganizationId, hash: string): Promise<void> {
  await db.transaction('rw', [db.files, db.filePieces], async () => {
    await db.files.delete([organizationId, hash])
    await db.filePieces.where(':id').between([organizationId, hash, Dexie.minKey], [organizationId, hash, Dexie.maxKey]).delete()
  })
}

/** What of the office's files is on this phone. */
export async function listFiles(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<FileRow[]> {
  return db.files.where('organizationId').equals(organizationId).toArray()
}

/** Null when all came. */
async function receive(deps: FileDeps, wanted: WantedFile, received: number, tell: (received: number) => void, signal: AbortSignal): Promise<string | null> {
  const token = (await deps.db.enrolments.get(wanted.organizationId))?.token
  if (token === undefined) return 'EnrolmentMissing'
  const watch = watchSilence(signal)
  try {
    const response = await ask(deps, wanted.hash, token, received, watch.signal)
    if (response === null) return 'NetworkUnavailable'
    const refusal = await readRefusal(response)
    if (refusal === 'RangeUnsatisfiable') await removeFile(deps.db, wanted.organizationId, wanted.hash)
    if (refusal !== null) return refusal
    // Something between us that knows no ranges answers with the whole.
    if (response.status !== 206 && received > 0) await removeFile(deps.db, wanted.organizationId, wanted.hash)
    return await keepBody(deps.db, wanted, response, { from: response.status === 206 ? received : 0, tell, heard: watch.heard })
  } finally {
    watch.end()
  }
}

async function ask({ fetch }: FileDeps, hash: string, token: string, received: number, signal: AbortSignal): Promise<Response | null> {
  const headers = { Authorization: `Bearer ${token}`, ...(received > 0 ? { Range: `bytes=${String(received)}-` } : {}) }
  try {
    return await fetch(`/api/materials/${hash}`, { headers, signal, cache: 'no-store', credentials: 'same-origin', redirect: 'error' })
  } catch {
    return null
  }
}

async function readRefusal(response: Response): Promise<string | null> {
  if (response.ok) return null
  const body: unknown = await response.json().catch(() => null)
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body ? body.error : null
  const type: unknown = typeof error === 'object' && error !== null && 'type' in error ? error.type : null
  return typeof type === 'string' && isErrorCode(type) ? type : 'AnswerUnreadable'
}

interface Coming {
  readonly from: number
  readonly tell: (received: number) => void
  readonly heard: () => void
}

/** Keeps what comes, piece by piece; what came before the network went stays. */
async function keepBody(db: PoruchenoDatabase, wanted: WantedFile, response: Response, { from, tell, heard }: Coming): Promise<string | null> {
  const reader = response.body?.getReader()
  if (reader === undefined) return 'AnswerUnreadable'
  let offset = from
  let waiting: Uint8Array[] = []
  let waitingBytes = 0
  const save = async (): Promise<void> => {
    if (waitingBytes === 0) return
    const bytes = join(waiting, waitingBytes)
    await keepPiece(db, wanted, offset, bytes)
    offset += bytes.length
    waiting = []
    waitingBytes = 0
  }
  for (;;) {
    const next = await reader.read().catch(() => null)
    heard()
    if (next?.value !== undefined) {
      waiting.push(next.value)
      waitingBytes += next.value.length
      tell(Math.min(wanted.sizeBytes, offset + waitingBytes))
    }
    // A hotspot may answer with something without an end.
    const isTooMuch = offset + waitingBytes > wanted.sizeBytes
    if (isTooMuch) await reader.cancel()
    if (next?.done !== false || waitingBytes >= pieceBytes || isTooMuch) await save()
    if (next?.done !== false || isTooMuch) return offset >= wanted.sizeBytes ? null : 'NetworkUnavailable'
  }
}

async function keepPiece(db: PoruchenoDatabase, { organizationId, hash }: WantedFile, offset: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await db.transaction('rw', [db.files, db.filePieces], async () => {
    await db.filePieces.put({ organizationId, hash, offset, bytes })
    await db.files.put({ organizationId, hash, received: offset + bytes.length, isWhole: false })
  })
}

/** Looks at the whole before anybody opens it; what is not what the office attached is thrown away. */
async function seal({ db, sha256 }: FileDeps, { organizationId, hash }: WantedFile): Promise<Result<null, FileFailure>> {
  const bytes = await joinPieces(db, organizationId, hash)
  if ((await sha256(bytes)) !== hash) {
    await removeFile(db, organizationId, hash)
    return err({ type: 'FileDamaged' })
  }
  await db.files.put({ organizationId, hash, received: bytes.length, isWhole: true })
  return ok(null)
}

async function joinPieces(db: PoruchenoDatabase, organizationId: OrganizationId, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  const pieces = await db.filePieces.where(':id').between([organizationId, hash, Dexie.minKey], [organizationId, hash, Dexie.maxKey]).sortBy('offset')
  return join(pieces.map(({ bytes }) => bytes), pieces.reduce((sum, { bytes }) => sum + bytes.length, 0))
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Ends a request that the person ends, or that nothing comes of. */
function watchSilence(signal: AbortSignal): { readonly signal: AbortSignal; heard(): void; end(): void } {
  const own = new AbortController()
  const stop = (): void => { own.abort() }
  let timer = setTimeout(stop, silenceMs)
  signal.addEventListener('abort', stop)
  return {
    signal: own.signal,
    heard() {
      clearTimeout(timer)
      timer = setTimeout(stop, silenceMs)
    },
    end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    },
  }
}
