import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { OrganizationId } from '#core/directive'
import type { ChangeRow } from '../../device/rows.ts'
import { listOwnChanges } from '../../device/ownChanges.ts'
import { refusedChanges } from '../../device/viewQueries.ts'
import type { TransferState } from '../views/transferState.ts'
import type { CheckOutcome } from '../views/rows.ts'
import { attemptText, checkText } from '../views/transferText.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'
import { useSyncStore } from './syncStore.ts'

/** How many of this phone's records the sheet lists. */
const shownOwn = 50

/** What the sheet of sending does: lists this phone's records, asks for an exchange now, compares with the office. */
export const useTransferStore = defineStore('transfer', () => {
  const { deps, sync, upkeep } = useSchoolServices()
  const store = useEnrolmentStore()
  const line = useSyncStore()
  // Read only while somebody looks: a mark must not wait for a list that is not drawn.
  const own = useLiveQuery<OrganizationId, readonly ChangeRow[]>(() => (line.isOpen ? store.organizationId : null), (id) => listOwnChanges(deps.db, id, shownOwn), [])
  const tried = shallowRef<string | null>(null)
  const isTrying = ref(false)
  const checked = shallowRef<string | null>(null)
  const isChecking = ref(false)
  const state = computed(() => ({ ...pick(line), tried: tried.value, isTrying: isTrying.value, checked: checked.value, isChecking: isChecking.value }))

  const listRefused = async (): Promise<readonly ChangeRow[]> => (store.organizationId === null ? [] : refusedChanges(deps.db, store.organizationId))

  /** The button: every attempt ends in a sentence with a time. */
  async function tryNow(): Promise<void> {
    isTrying.value = true
    const before = new Set((await listRefused()).map(({ id }) => id))
    const outcome = await sync('button')
    const refused = (await listRefused()).filter(({ id }) => !before.has(id)).map(({ code }) => code ?? 'Unknown')
    isTrying.value = false
    store.tick()
    const mine = outcome?.organizations.find((one) => one.organizationId === store.organizationId)
    tried.value = attemptText(mine, line.unsent, refused, store)
  }

  /** «Сверить с управлением»: repairs by itself what does not agree. */
  async function check(): Promise<void> {
    const { organizationId } = store
    if (organizationId === null) return
    isChecking.value = true
    checked.value = null
    const check = upkeep().then((loaded) => loaded.checkWithOffice(organizationId))
    const outcome = await check.catch((): CheckOutcome => ({ type: 'failed', failure: { type: 'StorageFailed' } }))
    isChecking.value = false
    checked.value = checkText(outcome)
    store.tick()
  }

  async function close(): Promise<void> {
    tried.value = null
    checked.value = null
    await line.close()
  }

  return { own, state, tryNow, check, close }
})

function pick({ unsent, waitingSinceMs, isStuck }: ReturnType<typeof useSyncStore>): Pick<TransferState, 'unsent' | 'waitingSinceMs' | 'isStuck'> {
  return { unsent, waitingSinceMs, isStuck }
}
