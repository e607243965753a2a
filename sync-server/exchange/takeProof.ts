import { createHash } from 'node:crypto'
import { isProofType, maxProofBytes } from '#core/proof'
import { type Result, err, ok } from '#core/result'
import { type ErrorCode, valueOf } from '#core/sync'
import { recognizeFile } from '../../src/formats/recognizeFile.ts'
import type { ProofRecord } from '../store/proofRecords.ts'
import type { OrganizationStore } from '../store/store.ts'

/** A file that is still coming stays this long (ms) after its last byte where its record was taken back. */
export const unfinishedKeptMs = 30 * 86_400_000

/** How far a file has come: the phone sends what follows `received`. */
export interface ProofPlace {
  readonly received: number
  readonly isWhole: boolean
}

export interface ProofRefusal {
  readonly type: Extract<ErrorCode, 'NotFound' | 'OffsetMismatch' | 'ProofDamaged' | 'ProofTooLarge' | 'ProofUnsupported'>
  /** With `OffsetMismatch`: how many bytes are here. */
  readonly received?: number
}

/** Where the upload of a file stands; null where no record of the organization names it. */
export async function readProofPlace({ proofs, history }: OrganizationStore, hash: string): Promise<ProofPlace | null> {
  const kept = await proofs.find(hash)
  if (kept !== null) return placeOf(kept)
  return (await namedSize(history, hash)) === null ? null : { received: 0, isWhole: false }
}

/**
 * Keeps the next bytes of a file that a record of the organization names. The last of them closes it: only what is true to its
 * hash and one of the kinds by its structure becomes whole, all else is thrown away. Bytes of a file that is whole already cost
 * nothing and change nothing. Call inside a transaction.
 */
export async function takeProofBytes(organization: OrganizationStore, hash: string, { offset, bytes }: { readonly offset: number; readonly bytes: Uint8Array }, nowMs: number): Promise<Result<ProofPlace, ProofRefusal>> {
  const { proofs } = organization
  const kept = await findOrBegin(organization, hash, nowMs)
  if (!kept.ok) return kept
  const { sizeBytes, receivedBytes, wholeMs } = kept.value
  if (wholeMs !== null) return ok(placeOf(kept.value))
  if (offset !== receivedBytes) return err({ type: 'OffsetMismatch', received: receivedBytes })
  if (offset + bytes.length > sizeBytes) return err({ type: 'ProofTooLarge' })
  await proofs.append(hash, offset, bytes, nowMs)
  if (offset + bytes.length < sizeBytes) return ok({ received: offset + bytes.length, isWhole: false })
  return close(organization, hash, nowMs)
}

async function findOrBegin({ proofs, history }: OrganizationStore, hash: string, nowMs: number): Promise<Result<ProofRecord, ProofRefusal>> {
  const kept = await proofs.find(hash)
  if (kept !== null) return ok(kept)
  const sizeBytes = await namedSize(history, hash)
  if (sizeBytes === null) return err({ type: 'NotFound' })
  if (sizeBytes < 1 || sizeBytes > maxProofBytes) return err({ type: 'ProofTooLarge' })
  await forgetUnnamed({ proofs, history }, nowMs - unfinishedKeptMs)
  await proofs.begin(hash, sizeBytes, nowMs)
  return ok({ hash, sizeBytes, receivedBytes: 0, touchedMs: nowMs, fileType: null, wholeMs: null })
}

async function close({ proofs }: OrganizationStore, hash: string, nowMs: number): Promise<Result<ProofPlace, ProofRefusal>> {
  const whole = await proofs.joinPieces(hash)
  const isTrue = createHash('sha256').update(whole).digest('hex') === hash
  const fileType = isTrue ? recognizeFile(whole) : null
  if (!isProofType(fileType)) {
    await proofs.discard(hash)
    return err({ type: isTrue ? 'ProofUnsupported' : 'ProofDamaged' })
  }
  await proofs.seal(hash, fileType, whole, nowMs)
  return ok({ received: whole.length, isWhole: true })
}

type Histories = Pick<OrganizationStore, 'proofs' | 'history'>

/** The size (bytes) that a record naming the file tells, 0 where it tells none; null where none names it. */
async function namedSize(history: OrganizationStore['history'], hash: string): Promise<number | null> {
  const naming = (await history.list({ kinds: ['evidence'] })).flatMap((change) => valueOf('evidence', change) ?? []).filter((value) => value.hash === hash)
  return naming.length === 0 ? null : Math.max(...naming.map(({ sizeBytes = 0 }) => sizeBytes))
}

/** Forgets files of which nothing came since an instant (ms) and that no standing record names; what is whole stays for ever. */
export async function forgetUnnamed({ proofs, history }: Histories, beforeMs: number): Promise<number> {
  const unfinished = await proofs.listUnfinished(beforeMs)
  if (unfinished.length === 0) return 0
  const changes = await history.list({ kinds: ['evidence', 'retraction'] })
  const retracted = new Set(changes.map((change) => valueOf('retraction', change)?.changeId))
  const named = new Set(changes.filter(({ id }) => !retracted.has(id)).map((change) => valueOf('evidence', change)?.hash))
  const forgotten = unfinished.filter((hash) => !named.has(hash))
  for (const hash of forgotten) await proofs.discard(hash)
  return forgotten.length
}

function placeOf({ receivedBytes, wholeMs }: ProofRecord): ProofPlace {
  return { received: receivedBytes, isWhole: wholeMs !== null }
}
