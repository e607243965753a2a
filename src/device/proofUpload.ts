import type { OrganizationId } from '#core/directive'
import { isErrorCode } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import { dropProof, freeProof, isTakenBack, listProofs, readProof } from './proofStore.ts'
import type { ProofRow } from './rows.ts'
import { unsentCount } from './viewQueries.ts'

/*
 * The way of photos and files to the office: after all texts, one by one, each from the byte the server holds. What goes wrong
 * with one file stops neither texts nor other files.
 */

/** Bytes of one request (at 64 kbit/s a quarter of a minute): between two of them texts may pass. */
export const sentAtOnceBytes = 128 * 1024

/** How long (ms) one request may take. */
const requestMs = 110_000

/** How often the server may say another place in one round before the next round tries anew. */
const maxMismatches = 3

export interface UploadDeps {
  readonly db: PoruchenoDatabase
  readonly fetch: typeof fetch
  /** Whether the network at hand may carry files. */
  mayUseNetwork(): Promise<boolean>
}

/** How a round ended: `done` where nothing is left to try now, `texts` where texts must go first, `network` where it was stopped. */
export type UploadEnd = 'done' | 'texts' | 'network'

/** Codes by which the server says that this file will never do: it is not offered again. */
const finalRefusals: readonly string[] = ['ProofTooLarge', 'ProofUnsupported']
const uploadRefusals: readonly string[] = [...finalRefusals, 'ProofDamaged', 'OffsetMismatch']
/** Codes that concern one file alone. */
const ofOneFile: readonly string[] = [...uploadRefusals, 'NotFound']

/** Whether the office refused the file for what it is. */
export function isRefused({ failure }: Pick<ProofRow, 'failure'>): boolean {
  return failure !== null && finalRefusals.includes(failure)
}

/** Sends what the office lacks of an organization's proofs, the small ones first. */
export async function uploadProofs(deps: UploadDeps, organizationId: OrganizationId): Promise<UploadEnd> {
  const { db } = deps
  await askAgainAfterRestore(db, organizationId)
  const waiting = await db.proofs.where('[organizationId+waiting]').equals([organizationId, 1]).sortBy('sizeBytes')
  for (const row of waiting) {
    if (await isTakenBack(db, row)) {
      // The office may yet put the retraction aside: then the record stands, and its photo is wanted.
      if ((await unsentCount(db, organizationId)) > 0) return 'texts'
      await dropProof(db, row)
    } else if (!isRefused(row)) {
      const stop = await uploadOne(deps, row)
      if (stop !== null) return stop
    }
  }
  return 'done'
}

/** A server put back in time may lack what it had: in a new life of its history every proof still here is asked about again. */
async function askAgainAfterRestore(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<void> {
  const epoch = await readEpoch(db, organizationId)
  for (const row of await listProofs(db, organizationId)) {
    if (row.waiting === 0 && row.isFreed !== true && epoch !== null && row.epoch !== epoch) await db.proofs.update([organizationId, row.hash], { waiting: 1, sentBytes: 0 })
  }
}

async function readEpoch(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<string | null> {
  return (await db.enrolments.get(organizationId))?.cursor?.split('.')[0] ?? null
}

/** Null when the next file may be tried. */
async function uploadOne(deps: UploadDeps, row: ProofRow): Promise<Exclude<UploadEnd, 'done'> | null> {
  const { db } = deps
  const bytes = await readProof(db, row.organizationId, row.hash)
  if (bytes === null) return keepFailure(db, row, 'ProofDamaged')
  let mismatches = 0
  let answer = await mayAsk(deps, row.organizationId) ?? (await ask(deps, row, null))
  for (;;) {
    if (answer === 'texts' || answer === 'network') return answer
    if (answer.type === 'failed' && answer.code === 'OffsetMismatch' && answer.received !== null && (mismatches += 1) <= maxMismatches) answer = { type: 'place', received: answer.received, isWhole: false }
    if (answer.type === 'failed') return ofOneFile.includes(answer.code) ? keepFailure(db, row, answer.code) : 'network'
    await db.proofs.update([row.organizationId, row.hash], { sentBytes: answer.received })
    if (answer.isWhole) return finish(db, row)
    // A place behind the end would ask for nothing for ever.
    if (answer.received >= bytes.length) return keepFailure(db, row, 'ProofDamaged')
    const piece = bytes.slice(answer.received, answer.received + sentAtOnceBytes)
    answer = await mayAsk(deps, row.organizationId) ?? (await ask(deps, row, { offset: answer.received, piece }))
  }
}

/** Why nothing may be sent now; null when it may. */
async function mayAsk({ db, mayUseNetwork }: UploadDeps, organizationId: OrganizationId): Promise<'texts' | 'network' | null> {
  if ((await unsentCount(db, organizationId)) > 0) return 'texts'
  return (await mayUseNetwork()) ? null : 'network'
}

async function finish(db: PoruchenoDatabase, { organizationId, hash, sizeBytes }: ProofRow): Promise<null> {
  const epoch = await readEpoch(db, organizationId)
  await db.proofs.update([organizationId, hash], { waiting: 0, sentBytes: sizeBytes, failure: null, ...(epoch === null ? {} : { epoch }) })
  return null
}

async function keepFailure(db: PoruchenoDatabase, { organizationId, hash }: ProofRow, failure: string): Promise<null> {
  await db.proofs.update([organizationId, hash], { failure })
  return null
}

type Answer = { readonly type: 'place'; readonly received: number; readonly isWhole: boolean } | { readonly type: 'failed'; readonly code: string; readonly received: number | null }

/** Asks where a file stands, or goes on with it. */
async function ask({ db, fetch }: UploadDeps, { organizationId, hash }: ProofRow, next: { readonly offset: number; readonly piece: Uint8Array<ArrayBuffer> } | null): Promise<Answer> {
  const token = (await db.enrolments.get(organizationId))?.token
  if (token === undefined) return failed('EnrolmentMissing')
  const headers = { Authorization: `Bearer ${token}` }
  const common = { signal: AbortSignal.timeout(requestMs), cache: 'no-store', credentials: 'same-origin', redirect: 'error' } as const
  try {
    const response = await (next === null
      ? fetch(`/api/proofs/${hash}`, { ...common, headers })
      : fetch(`/api/proofs/${hash}/${String(next.offset)}`, { ...common, method: 'POST', headers: { ...headers, 'Content-Type': 'application/octet-stream' }, body: next.piece }))
    return readAnswer(response.ok, await response.json())
  } catch {
    return failed('NetworkUnavailable')
  }
}

function readAnswer(isOk: boolean, body: unknown): Answer {
  const { received, isWhole, error } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  if (isOk && typeof received === 'number' && typeof isWhole === 'boolean') return { type: 'place', received, isWhole }
  const { type, received: held } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>
  const isKnown = typeof type === 'string' && (uploadRefusals.includes(type) || isErrorCode(type))
  return { type: 'failed', code: isKnown ? type : 'AnswerUnreadable', received: typeof held === 'number' ? held : null }
}

function failed(code: string): Answer {
  return { type: 'failed', code, received: null }
}

/** What «Освободить место» came to. */
export interface Freed {
  readonly bytes: number
  /** Nothing more could be asked: what was not asked about stays. */
  readonly isCutOff: boolean
}

/** Takes off this phone the bytes of every proof that the server, asked now, says it has whole; all else stays. */
export async function freeReceived(deps: Pick<UploadDeps, 'db' | 'fetch'>, organizationId: OrganizationId): Promise<Freed> {
  const { db } = deps
  let bytes = 0
  for (const row of await listProofs(db, organizationId)) {
    if (row.waiting === 1 || row.isFreed === true) continue
    const answer = await ask({ ...deps, mayUseNetwork: () => Promise.resolve(true) }, row, null)
    if (answer.type === 'place' && answer.isWhole) {
      await freeProof(db, row)
      bytes += row.sizeBytes
    } else if (answer.type === 'place' || answer.code === 'NotFound') await db.proofs.update([organizationId, row.hash], { waiting: 1, sentBytes: 0 })
    else return { bytes, isCutOff: true }
  }
  return { bytes, isCutOff: false }
}
