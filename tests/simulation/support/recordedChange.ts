import type { ChangeId, OrganizationId } from '#core/directive'
import type { ChangeRow } from '../../../src/device/rows.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'

/** A change a phone promised to keep, and the marks of its subject the person saw before making it. */
export interface RecordedChange {
  readonly row: Pick<ChangeRow, 'id' | 'organizationId' | 'subject' | 'kind' | 'value'>
  readonly seen: ReadonlySet<ChangeId>
}

/** Under which id the phones carried each replaced change on when they were enrolled anew. */
export async function readSuccessors(phones: readonly SimulatedPhone[], organizationId: OrganizationId): Promise<ReadonlyMap<ChangeId, ChangeId>> {
  const rows = await Promise.all(phones.map((phone) => phone.db.changes.toArray()))
  return new Map(rows.flat().flatMap((row): [ChangeId, ChangeId][] => (row.organizationId === organizationId && row.replacedBy !== undefined ? [[row.id, row.replacedBy]] : [])))
}

/** A recorded change with every id as it is called at last. */
export function renameRecorded({ row, seen }: RecordedChange, successors: ReadonlyMap<ChangeId, ChangeId>): RecordedChange {
  const rename = (id: ChangeId): ChangeId => {
    const successor = successors.get(id)
    return successor === undefined ? id : rename(successor)
  }
  return { row: { ...row, id: rename(row.id) }, seen: new Set([...seen].map(rename)) }
}
