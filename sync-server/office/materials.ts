import { createHash } from 'node:crypto'
import type { Material, OfficerId } from '#core/directive'
import { materialFileName, maxFileBytes } from '#core/material'
import type { DraftBody } from '#core/draft'
import type { KeptFileView } from '#core/report'
import { type Result, err, ok } from '#core/result'
import { recognizeFile } from '../../src/formats/recognizeFile.ts'
import type { FileRecord } from '../store/fileRecords.ts'
import type { OrganizationScope } from '../store/records.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'

/** A file nobody names stays this long (ms): a step taken back, or a draft begun anew, still finds it. */
export const unusedKeptMs = 30 * 86_400_000

export type FileRefusal = 'MaterialTooLarge' | 'MaterialUnsupported'

/** Keeps a file of the office, once whatever its name; takes the chance to forget what nobody names. */
export async function keepFile(own: DistrictStore, { bytes, name }: { readonly bytes: Uint8Array; readonly name: string }, { officerId, nowMs }: { readonly officerId: OfficerId; readonly nowMs: number }): Promise<Result<KeptFileView, FileRefusal>> {
  if (bytes.length > maxFileBytes) return err('MaterialTooLarge')
  const fileType = recognizeFile(bytes)
  if (fileType === null) return err('MaterialUnsupported')
  const hash = createHash('sha256').update(bytes).digest('hex')
  const file: FileRecord = { hash, name: materialFileName({ title: name.replace(/\.[\p{L}\d]{1,8}$/u, ''), fileType }), fileType, sizeBytes: bytes.length, keptMs: nowMs, officerId }
  const isNew = await own.files.keep(file, bytes)
  await own.files.forgetUnused(nowMs - unusedKeptMs)
  return ok({ hash, sizeBytes: file.sizeBytes, fileType, isNew })
}

/** A draft whose files are told as the server holds them, whatever a browser said of them; null when one of them is not here. */
export async function withKeptFiles(own: DistrictStore, body: DraftBody): Promise<DraftBody | null> {
  const hashes = new Set([body.document, ...body.items].flatMap(({ materials }) => materials.flatMap(({ hash }) => hash ?? [])))
  const files = new Map<string, FileRecord>()
  for (const hash of hashes) {
    const file = await own.files.find(hash)
    if (file === null) return null
    files.set(hash, file)
  }
  const told = (material: Material): Material => {
    const file = files.get(material.hash ?? '')
    return file === undefined ? material : { ...material, sizeBytes: file.sizeBytes, fileType: file.fileType }
  }
  const withTold = <T extends { readonly materials: readonly Material[] }>(one: T): T => ({ ...one, materials: one.materials.map(told) })
  return { document: withTold(body.document), items: body.items.map(withTold) }
}

/** Finds a file that a publication addressed to an organization names; null for any other, as for one that does not exist. */
export async function findPublishedFile(access: StoreAccess, { districtId, organizationId }: OrganizationScope, hash: string): Promise<FileRecord | null> {
  const { files } = access.forDistrict(districtId)
  const [file, uses] = [await files.find(hash), await files.listUses(hash)]
  if (file === null || uses.length === 0) return null
  const { history } = access.forOrganization(districtId, organizationId)
  const published = await history.list({ topics: uses.map(({ topic }) => topic), kinds: ['publication'] })
  return published.some(({ subject, subjectVersion }) => uses.some(({ topic, version }) => topic === subject && version === subjectVersion)) ? file : null
}
