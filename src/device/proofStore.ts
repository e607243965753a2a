import Dexie from 'dexie'
import type { OrganizationId } from '#core/directive'
import type { ProofType } from '#core/proof'
import { type Result, err } from '#core/result'
import { type SubjectKey, foldAssignment } from '#core/sync'
import { type ChangeDraft, type Recorded, writeChange } from './changeLog.ts'
import { appliedChangesOf } from './changeRows.ts'
import type { PoruchenoDatabase } from './database.ts'
import type { DeviceDeps } from './deviceDeps.ts'
import { type RecordFailure, isStorageFull, storageFailure } from './deviceFailures.ts'
import { withReopening } from './reopen.ts'
import type { ChangeRow, ProofRow } from './rows.ts'

/*
 * Photos and files of the school on the phone that took them: kept in one transaction with the record that names them, sent
 * after all texts (`proofUpload.ts`), and thrown away only once the office has them.
 */

/** A file ready to be kept. */
export interface ProofFile {
  /** SHA-256, lower-case hex. */
  readonly hash: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly fileType: ProofType
}

/** What a record that names a file is made of. */
export type ProofDraft = Omit<ChangeDraft, 'kind' | 'value'> & { readonly title: string }

/**
 * Keeps a file and the record that names it, in one transaction: both or neither. `StorageFull` where there is no room; the
 * caller then keeps the words alone.
 */
export async function keepProof(deps: DeviceDeps, { title, ...draft }: ProofDraft, { hash, bytes, fileType }: ProofFile): Promise<Result<Recorded, RecordFailure>> {
  const { db } = deps
  const value = { title: title.slice(0, 300), hash, sizeBytes: bytes.length, fileType }
  try {
    return await withReopening(db, () => db.transaction('rw', [...db.historyTables, db.proofs, db.proofBytes], async () => {
      const written = await writeChange(deps, { ...draft, kind: 'evidence', value })
      if (!written.ok) return err(written.error)
      const before = await db.proofs.get([draft.organizationId, hash])
      await db.proofBytes.put({ organizationId: draft.organizationId, hash, bytes })
      await db.proofs.put(nameAgain(before, { organizationId: draft.organizationId, hash, sizeBytes: bytes.length, subject: draft.subject }))
      return written
    }))
  } catch (error) {
    return storageFailure(error)
  }
}

interface Named extends Pick<ProofRow, 'organizationId' | 'hash' | 'sizeBytes'> {
  readonly subject: SubjectKey
}

/** The same picture may prove two points: it is sent once. */
function nameAgain(before: ProofRow | undefined, { subject, ...named }: Named): ProofRow {
  const { isFreed: _freed, ...known } = before ?? { ...named, subjects: [], waiting: 1 as const, sentBytes: 0, failure: null }
  return { ...known, subjects: [...new Set([...known.subjects, subject])] }
}

/** The proofs that were given on this phone. */
export async function listProofs(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<ProofRow[]> {
  return db.proofs.where(':id').between([organizationId, Dexie.minKey], [organizationId, Dexie.maxKey]).toArray()
}

/** The bytes of a proof; null where they are not on this phone. */
export async function readProof(db: PoruchenoDatabase, organizationId: OrganizationId, hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return (await db.proofBytes.get([organizationId, hash]))?.bytes ?? null
}

/** Whether every record that names the file was taken back. Records that are not on this phone prove nothing: the file stays. */
export async function isTakenBack(db: PoruchenoDatabase, { organizationId, hash, subjects }: ProofRow): Promise<boolean> {
  let isNamed = false
  for (const subject of subjects) {
    const { history, evidence } = foldAssignment(await appliedChangesOf(db, organizationId, subject))
    const names = ({ kind, value }: ChangeRow): boolean => kind === 'evidence' && value['hash'] === hash
    if (evidence.some(names)) return false
    isNamed ||= history.some(names)
  }
  return isNamed
}

/** Takes a proof off this phone altogether: its record was taken back before it was sent. */
export async function dropProof(db: PoruchenoDatabase, { organizationId, hash }: ProofRow): Promise<void> {
  await db.transaction('rw', [db.proofs, db.proofBytes], async () => {
    await db.proofs.delete([organizationId, hash])
    await db.proofBytes.delete([organizationId, hash])
  })
}

/** Frees the room of a proof that the office has; the record goes on naming it. */
export async function freeProof(db: PoruchenoDatabase, row: ProofRow): Promise<void> {
  const key: [OrganizationId, string] = [row.organizationId, row.hash]
  try {
    await db.transaction('rw', [db.proofs, db.proofBytes], async () => {
      await db.proofBytes.delete(key)
      await db.proofs.update(key, { isFreed: true })
    })
  } catch (error) {
    // On a full disk even this note is refused, a deletion never.
    if (!isStorageFull(error)) throw error
    await dropProof(db, row)
  }
}
