import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { OrganizationId } from '#core/directive'
import { maxPhotoSidePx, maxWaitingProofBytes, minProofRoomBytes, tightPhotoSidePx } from '#core/proof'
import type { Result } from '#core/result'
import { type Recorded, recordChange } from '../../device/changeLog.ts'
import type { RecordFailure } from '../../device/deviceFailures.ts'
import { keepProof, listProofs, readProof } from '../../device/proofStore.ts'
import type { ProofRow } from '../../device/rows.ts'
import { undoChange } from '../../device/undoChange.ts'
import { errorText } from '../../i18n/school.ts'
import { t } from '../../i18n/upkeep.ts'
import { type PreparedProof, type ProofProblem, prepareProof } from '../prepareProof.ts'
import { type ProofNetwork, readProofNetwork, writeProofNetwork } from '../proofNetwork.ts'
import type { MarkTarget } from '../views/mark.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useNoticeStore } from './noticeStore.ts'
import { useSchoolServices } from './schoolServices.ts'

/** Below this (bytes) of free room photos become smaller. */
const tightBytes = 20 * 1024 * 1024

/** What became of a file: kept, nothing kept, or only its words where there was no room for it. */
export interface Kept {
  readonly type: 'kept' | 'failed' | 'full'
  readonly said: string
}

/** Why no file can be added now; `bytes` is what room is left, or what waits. */
export interface Hindrance {
  readonly type: 'room' | 'queue'
  readonly bytes: number
}

/** How much room (bytes) is left where it is little; null where there is enough, or the browser does not say. */
async function measureTight(): Promise<number | null> {
  try {
    const { quota, usage } = await navigator.storage.estimate()
    const free = quota === undefined || usage === undefined ? Infinity : Math.max(0, quota - usage)
    return free < tightBytes ? free : null
  } catch {
    // Some browsers tell nothing on a page of plain HTTP.
    return null
  }
}

/** Keeps a file with its record, or the words alone where there is no room. */
function createKeeping(): (target: MarkTarget, proof: PreparedProof, words: string, name: string) => Promise<Kept> {
  const { deps, sync } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const assignments = useAssignmentStore()
  const notices = useNoticeStore()

  async function add({ subject, subjectVersion }: MarkTarget, proof: PreparedProof, words: string, name: string): Promise<Kept> {
    const { organizationId } = enrolment
    if (organizationId === null) return { type: 'failed', said: errorText('EnrolmentMissing') }
    const place = { organizationId, subject, subjectVersion }
    const isPhoto = proof.fileType === 'jpg'
    const title = words || (isPhoto ? t('proof.photo') : name || t('proof.file'))
    const kept = await keepProof(deps, { ...place, title }, proof)
    if (kept.ok || kept.error.type !== 'StorageFull') return tell(kept, t(isPhoto ? 'proof.saved.photo' : 'proof.saved.file'))
    const full = t(isPhoto ? 'quota.full' : 'quota.full.file')
    if (words === '') return { type: 'full', said: full }
    const written = tell(await recordChange(deps, { ...place, kind: 'progressNote', value: { text: words } }), t('quota.full.text'))
    return written.type === 'kept' ? { type: 'full', said: `${full} ${written.said}` } : written
  }

  function tell(result: Result<Recorded, RecordFailure>, said: string): Kept {
    if (!result.ok) return { type: 'failed', said: t('mark.failed', { reason: errorText(result.error.type) }) }
    assignments.show(result.value.summary)
    notices.show(said, async () => {
      const undone = await undoChange(deps, result.value.change)
      if (undone.ok) assignments.show(undone.value.summary)
      void sync('mark')
    })
    void sync('mark')
    return { type: 'kept', said }
  }

  return add
}

/** Photos and files of the school: taken here, kept with their records, sent after all texts. */
export const useProofStore = defineStore('proof', () => {
  const { deps, upkeep } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const add = createKeeping()
  const rows = useLiveQuery<OrganizationId, readonly ProofRow[]>(() => enrolment.organizationId, (id) => listProofs(deps.db, id), [])
  const byHash = computed(() => new Map(rows.value.map((row) => [row.hash, row])))
  const network = useLiveQuery<true, ProofNetwork>(() => true, () => readProofNetwork(deps.db), 'any')
  const freed = shallowRef<string | null>(null)
  const tight = shallowRef<number | null>(null)
  const hindrance = computed<Hindrance | null>(() => {
    if (tight.value !== null && tight.value < minProofRoomBytes) return { type: 'room', bytes: tight.value }
    const bytes = rows.value.reduce((sum, { waiting, sizeBytes }) => sum + (waiting === 1 ? sizeBytes : 0), 0)
    return bytes < maxWaitingProofBytes ? null : { type: 'queue', bytes }
  })

  /** Looks how much room there is: before a photo is taken, not after. */
  async function measure(): Promise<void> {
    tight.value = await measureTight()
  }

  async function prepare(file: Blob): Promise<{ readonly proof: PreparedProof | ProofProblem; readonly freeBytes: number | null }> {
    const freeBytes = await measureTight()
    return { proof: await prepareProof(file, freeBytes === null ? maxPhotoSidePx : tightPhotoSidePx), freeBytes }
  }

  async function read(hash: string): Promise<Uint8Array<ArrayBuffer> | null> {
    const { organizationId } = enrolment
    return organizationId === null ? null : readProof(deps.db, organizationId, hash)
  }

  /** «Освободить место»: asks the office first, and says what came of it. */
  async function free(formatBytes: (bytes: number) => string): Promise<void> {
    const { organizationId } = enrolment
    if (organizationId === null) return
    freed.value = t('proof.free.working')
    const outcome = await upkeep().then((loaded) => loaded.freeProofs(organizationId)).catch(() => ({ bytes: 0, isCutOff: true }))
    const size = formatBytes(outcome.bytes)
    if (outcome.bytes > 0) freed.value = t(outcome.isCutOff ? 'proof.free.partly' : 'proof.free.done', { size })
    else freed.value = t(outcome.isCutOff ? 'proof.free.offline' : 'proof.free.none')
    await measure()
  }

  const choose = (value: ProofNetwork): Promise<void> => writeProofNetwork(deps.db, value)

  return { rows, byHash, network, freed, hindrance, measure, prepare, add, read, free, choose }
})
