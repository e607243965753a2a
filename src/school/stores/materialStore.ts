import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Material, OrganizationId } from '#core/directive'
import { materialFileName } from '#core/material'
import { saveBytes } from '../../composables/saveBytes.ts'
import { listFiles, readFile, removeFile } from '../../device/fileStore.ts'
import type { FileRow } from '../../device/rows.ts'
import { t } from '../../i18n/upkeep.ts'
import type { MaterialState } from '../views/materialText.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useNoticeStore } from './noticeStore.ts'
import { useSchoolServices } from './schoolServices.ts'

interface Loading {
  readonly received: number
  readonly stop: AbortController
}

/** The office's files on this phone: brought when somebody wants them, kept until somebody throws them away. */
export const useMaterialStore = defineStore('material', () => {
  const { deps, upkeep } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const notices = useNoticeStore()
  const files = useLiveQuery<OrganizationId, readonly FileRow[]>(() => enrolment.organizationId, (id) => listFiles(deps.db, id), [])
  const byHash = computed(() => new Map(files.value.map((row) => [row.hash, row])))
  const loading = shallowRef<ReadonlyMap<string, Loading>>(new Map())
  const failures = shallowRef<ReadonlyMap<string, string>>(new Map())

  function stateOf({ hash, sizeBytes }: Material): MaterialState {
    if (hash === null || sizeBytes === null) return { type: 'link' }
    return toState(byHash.value.get(hash), loading.value.get(hash), sizeBytes, failures.value.get(hash) ?? null)
  }

  async function fetch({ hash, sizeBytes }: Material): Promise<void> {
    const { organizationId } = enrolment
    if (organizationId === null || hash === null || sizeBytes === null || loading.value.has(hash)) return
    const stop = new AbortController()
    failures.value = without(failures.value, hash)
    loading.value = new Map([...loading.value, [hash, { received: byHash.value.get(hash)?.received ?? 0, stop }]])
    const tell = (received: number): void => { loading.value = new Map([...loading.value, [hash, { received, stop }]]) }
    const result = await upkeep().then((loaded) => loaded.fetchFile({ organizationId, hash, sizeBytes }, tell, stop.signal)).catch(() => ({ ok: false, error: { type: 'NetworkUnavailable' } }) as const)
    loading.value = without(loading.value, hash)
    if (!result.ok && !stop.signal.aborted) failures.value = new Map([...failures.value, [hash, result.error.type]])
  }

  function stop({ hash }: Material): void {
    loading.value.get(hash ?? '')?.stop.abort()
  }

  /** Gives a file that is here whole to the phone. */
  async function open(material: Material): Promise<void> {
    const { organizationId } = enrolment
    const bytes = organizationId === null || material.hash === null ? null : await readFile(deps.db, organizationId, material.hash)
    if (bytes === null) return
    saveBytes(materialFileName(material), bytes)
    notices.show(t('material.opened'))
  }

  async function remove({ hash }: Material): Promise<void> {
    const { organizationId } = enrolment
    if (organizationId !== null && hash !== null) await removeFile(deps.db, organizationId, hash)
  }

  return { stateOf, fetch, stop, open, remove }
})

function toState(row: FileRow | undefined, now: Loading | undefined, sizeBytes: number, failure: string | null): MaterialState {
  const share = Math.floor((100 * (now?.received ?? row?.received ?? 0)) / sizeBytes)
  if (now !== undefined) return { type: 'loading', share }
  return row?.isWhole === true ? { type: 'kept' } : { type: 'away', share, failure }
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  return new Map([...map].filter(([one]) => one !== key))
}
