import { type Kysely, sql } from 'kysely'
import { isProofType } from '#core/proof'
import type { ProofRecord, ProofStore } from './proofRecords.ts'
import type { OrganizationScope } from './records.ts'
import type { Tables } from './tables.ts'

const facts = ['hash', 'size_bytes as sizeBytes', 'received_bytes as receivedBytes', 'touched_ms as touchedMs', 'file_type as fileType', 'whole_ms as wholeMs'] as const

/** The proofs of one organization; every query names it and its district. */
export function createProofStore(db: Kysely<Tables>, scope: OrganizationScope): ProofStore {
  return { ...createReading(db, scope), ...createKeeping(db, scope) }
}

type Reading = Pick<ProofStore, 'find' | 'list' | 'listUnfinished' | 'readBytes' | 'joinPieces'>

function createReading(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Reading {
  const own = () => db.selectFrom('proof_file').where('district_id', '=', districtId).where('organization_id', '=', organizationId)
  return {
    async find(hash) {
      const row = await own().select(facts).where('hash', '=', hash).executeTakeFirst()
      return row === undefined ? null : toRecord(row)
    },
    async list(hashes) {
      return hashes.length === 0 ? [] : (await own().select(facts).where('hash', 'in', hashes).execute()).map(toRecord)
    },
    async listUnfinished(beforeMs) {
      return (await own().select('hash').where('whole_ms', 'is', null).where('touched_ms', '<', beforeMs).execute()).map(({ hash }) => hash)
    },
    async readBytes(hash, offset, length) {
      const row = await own().select(sql<Uint8Array | null>`substr(bytes, ${offset + 1}, ${length})`.as('piece')).where('hash', '=', hash).where('whole_ms', 'is not', null).executeTakeFirst()
      return row?.piece ?? new Uint8Array()
    },
    async joinPieces(hash) {
      const pieces = await db
        .selectFrom('proof_piece')
        .select('bytes')
        .where('district_id', '=', districtId)
        .where('organization_id', '=', organizationId)
        .where('hash', '=', hash)
        .orderBy('offset_bytes')
        .execute()
      return new Uint8Array(Buffer.concat(pieces.map(({ bytes }) => bytes)))
    },
  }
}

function createKeeping(db: Kysely<Tables>, { districtId, organizationId }: OrganizationScope): Omit<ProofStore, keyof Reading> {
  const file = { district_id: districtId, organization_id: organizationId }
  const unfinished = (hash: string) =>
    db.updateTable('proof_file').where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('hash', '=', hash).where('whole_ms', 'is', null)
  const removePieces = (hash: string) =>
    db.deleteFrom('proof_piece').where('district_id', '=', districtId).where('organization_id', '=', organizationId).where('hash', '=', hash).execute()
  return {
    async begin(hash, sizeBytes, nowMs) {
      await db.insertInto('proof_file').values({ ...file, hash, size_bytes: sizeBytes, received_bytes: 0, touched_ms: nowMs, file_type: null, whole_ms: null, bytes: null }).execute()
    },
    async append(hash, offset, bytes, nowMs) {
      const next = { received_bytes: offset + bytes.length, touched_ms: nowMs }
      const { numUpdatedRows } = await unfinished(hash).set(next).where('received_bytes', '=', offset).executeTakeFirst()
      if (numUpdatedRows === 0n) return false
      if (bytes.length > 0) await db.insertInto('proof_piece').values({ ...file, hash, offset_bytes: offset, bytes }).execute()
      return true
    },
    async seal(hash, fileType, bytes, nowMs) {
      await unfinished(hash).set({ file_type: fileType, whole_ms: nowMs, bytes }).execute()
      await removePieces(hash)
    },
    async discard(hash) {
      await db
        .deleteFrom('proof_file')
        .where('district_id', '=', districtId)
        .where('organization_id', '=', organizationId)
        .where('hash', '=', hash)
        .where('whole_ms', 'is', null)
        .execute()
      await removePieces(hash)
    },
  }
}

function toRecord({ fileType, ...row }: Omit<ProofRecord, 'fileType'> & { readonly fileType: string | null }): ProofRecord {
  return { ...row, fileType: isProofType(fileType) ? fileType : null }
}
