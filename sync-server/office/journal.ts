import { AsyncLocalStorage } from 'node:async_hooks'
import type { DistrictId } from '#core/directive'
import type { JournalRecord } from '../store/peopleStore.ts'
import type { OfficerRecord } from '../store/records.ts'
import type { Store, StoreAccess } from '../store/store.ts'

/*
 * Who did what. The guard names the entry before a handler runs; the first transaction that wrote anything writes it
 * with itself, so that neither stands without the other. What guards nothing by a transaction is followed by its entry:
 * see docs/decisions/0017-journal.md.
 */

/** A row of the journal before it has its number. */
export interface JournalEntry extends Omit<JournalRecord, 'number'> {
  readonly districtId: DistrictId
}

interface Pending {
  entry: JournalEntry
  isWritten: boolean
}

/** A draft saves itself while somebody types: within this time (ms) one row speaks for all of it. */
const sameWithinMs = 10 * 60_000
const savesItself: readonly string[] = ['POST /drafts/:draftId']

/** The call being handled: one process serves many at once. */
const current = new AsyncLocalStorage<Pending>()

/** A store whose transactions write what the journal says of the call they belong to. */
export function withJournal(store: Store): Store {
  return {
    ...store,
    transaction(work) {
      const pending = current.getStore()
      if (pending === undefined || pending.isWritten) return store.transaction(work)
      return store.transaction(async (access) => {
        const before = await access.countWrites()
        const result = await work(access)
        if ((await access.countWrites()) !== before) await write(access, pending)
        return result
      }).catch((cause: unknown) => {
        // Nothing of it stands, the row neither.
        pending.isWritten = false
        throw cause
      })
    },
  }
}

/** Handles a call and writes its entry unless a transaction of it did, or it came to nothing. */
export async function inJournal<T>(store: Store, entry: JournalEntry, handle: () => Promise<T>, isFine: () => boolean): Promise<T> {
  const pending: Pending = { entry, isWritten: false }
  return current.run(pending, async () => {
    const answer = await handle()
    if (!pending.isWritten && isFine()) await current.exit(() => store.transaction((access) => write(access, pending)))
    return answer
  })
}

/** Adds ids of what a call made to its row: the address of what is new names nothing yet. */
export function noteInJournal(ids: JournalEntry['ids']): void {
  const pending = current.getStore()
  if (pending !== undefined) pending.entry = { ...pending.entry, ids: { ...pending.entry.ids, ...ids } }
}

/** Notes that somebody came in, by a password (`signIn`), a link (`invitationAccepted`) or as the first (`setup`). */
export async function noteSignIn(store: Store, officer: OfficerRecord, action: string, atMs: number): Promise<void> {
  const { id: officerId, districtId } = officer
  await store.transaction((access) => access.forDistrict(districtId).journal.append({ atMs, officerId, access: null, action, ids: {} }))
}

/** Notes a wrong password, where the sign-in is somebody's: a word nobody signs in by belongs to no office. */
export async function noteFailure(store: Store, login: string, atMs: number): Promise<void> {
  const officer = await store.findOfficerByLogin(login)
  if (officer !== null) await noteSignIn(store, officer, 'signInFailed', atMs)
}

async function write(access: StoreAccess, pending: Pending): Promise<void> {
  const { districtId, ...entry } = pending.entry
  const { journal } = access.forDistrict(districtId)
  const last = savesItself.includes(entry.action) ? await journal.lastOf(entry.officerId) : null
  const isSame = last?.action === entry.action && JSON.stringify(last.ids) === JSON.stringify(entry.ids) && entry.atMs - last.atMs < sameWithinMs
  if (!isSame) await journal.append(entry)
  pending.isWritten = true
}
