import type { ProofRecordView } from '#core/report'
import { proofFileName } from '#core/proof'
import { type StoredChange, valueOf } from '#core/sync'
import type { ProofRecord } from '../store/proofRecords.ts'
import type { OrganizationStore } from '../store/store.ts'

/** What a school gave as proof of one assignment, each with whether the file itself has come. */
export async function readProofs({ proofs }: OrganizationStore, evidence: readonly StoredChange[]): Promise<ProofRecordView[]> {
  const named = evidence.flatMap((change) => {
    const { hash, title, sizeBytes = 0 } = valueOf('evidence', change) ?? { title: '' }
    return hash === undefined ? [] : [{ changeId: change.id, hash, title, sizeBytes }]
  })
  const kept = new Map((await proofs.list(named.map(({ hash }) => hash))).map((record) => [record.hash, record]))
  return named.map((one) => {
    const record = kept.get(one.hash)
    return { ...one, fileType: record?.fileType ?? null, received: record?.receivedBytes ?? 0, isWhole: record !== undefined && record.wholeMs !== null }
  })
}

/** A whole proof with the name it is saved under, after the newest record that names it; null for any other. */
export async function findWholeProof({ proofs, history }: OrganizationStore, hash: string): Promise<(ProofRecord & { readonly fileType: NonNullable<ProofRecord['fileType']>; readonly name: string }) | null> {
  const record = await proofs.find(hash)
  if (record === null || record.fileType === null) return null
  const naming = (await history.list({ kinds: ['evidence'] })).flatMap((change) => valueOf('evidence', change) ?? []).filter((value) => value.hash === hash)
  const { fileType } = record
  return { ...record, fileType, name: proofFileName(naming.at(-1)?.title ?? '', fileType) }
}
