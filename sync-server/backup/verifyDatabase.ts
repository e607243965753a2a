import { type Result, err, ok } from '#core/result'
import { linkChange } from '../history/chain.ts'
import type { BackupMark, OrganizationScope } from '../store/records.ts'
import type { HistoryStore, Store, StoreAccess } from '../store/store.ts'

/** What a check reads: a database opened to read, or a whole store. */
export type CheckedStore = StoreAccess & Pick<Store, 'checkIntegrity'>

/** Changes read at once. */
const pageSize = 1000

/**
 * Checks a whole database: SQLite's own check of every page and index, then the chain of every organization from its
 * first receipt to its head. Gives where each history stands, or what is wrong.
 */
export async function verifyDatabase(store: CheckedStore): Promise<Result<BackupMark[], string>> {
  const integrity = await store.checkIntegrity()
  if (integrity !== 'ok') return err(integrity)
  const marks: BackupMark[] = []
  for (const district of await store.listDistricts()) {
    for (const { id: organizationId } of await store.forDistrict(district.id).organizations.list()) {
      const scope = { districtId: district.id, organizationId }
      const checked = await verifyHistory(store.forOrganization(district.id, organizationId).history, scope)
      if (!checked.ok) return checked
      marks.push(checked.value)
    }
  }
  return ok(marks)
}

async function verifyHistory(history: HistoryStore, scope: OrganizationScope): Promise<Result<BackupMark, string>> {
  const [head, chainKey] = [await history.readHead(), await history.readChainKey()]
  let [sequence, chainHash] = [0, '']
  for (;;) {
    const page = await history.listSealed(sequence, pageSize)
    for (const sealed of page) {
      const isNext = sealed.change.sequence === sequence + 1
      // What a name was taken out of no longer makes its link; the links around it still hold it in its place.
      if (!isNext || (sealed.isErased !== true && linkChange(chainKey, chainHash, sealed.change) !== sealed.chainHash)) {
        return err(`the history of organization ${scope.organizationId} breaks at receipt ${String(sequence + 1)}`)
      }
      sequence += 1
      chainHash = sealed.chainHash
    }
    if (page.length < pageSize) break
  }
  const isWhole = head?.sequence === sequence && head.chainHash === chainHash
  return isWhole ? ok({ ...scope, sequence, chainHash }) : err(`the history of organization ${scope.organizationId} ends at receipt ${String(sequence)}`)
}
