import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { Result } from '#core/result'
import { type JsonObject, subjectToKey } from '#core/sync'
import type { Resolution } from '#core/directive'
import { type Recorded, recordChange } from '../../device/changeLog.ts'
import type { RecordFailure } from '../../device/deviceFailures.ts'
import type { ChangeRow } from '../../device/rows.ts'
import { undoChange } from '../../device/undoChange.ts'
import { errorText, t } from '../../i18n/school.ts'
import type { Mark, MarkTarget } from '../views/mark.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useNoticeStore } from './noticeStore.ts'
import { useSchoolServices } from './schoolServices.ts'

/** The exchange after a mark lets the screen draw it first (ms). */
const drawingMs = 200

/** Everything a person may record. Each command gives null once the database has kept it, else why it did not. */
export const useRecordStore = defineStore('record', () => {
  const { deps, sync, upkeep } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const assignments = useAssignmentStore()
  const notices = useNoticeStore()
  /** A mark or another record of work was kept since the program was opened. */
  const hasRecorded = ref(false)

  /** Keeps one fact and says so. */
  async function record({ subject, subjectVersion }: MarkTarget, kind: string, value: JsonObject, said: string, isUndoable = true): Promise<string | null> {
    const { organizationId } = enrolment
    if (organizationId === null) return errorText('EnrolmentMissing')
    const result = await recordChange(deps, { organizationId, subject, subjectVersion, kind, value })
    if (result.ok) setTimeout(() => void sync('mark'), drawingMs)
    return tell(result, said, result.ok && isUndoable ? () => undo(result.value.change) : null)
  }

  const mark = (target: MarkTarget, { type, ...value }: Mark): Promise<string | null> =>
    record(target, type, value, t(type === 'execution' ? 'mark.done' : type === 'progressNote' ? 'mark.corrected' : 'mark.asked', { point: target.name }))

  const addNote = (target: MarkTarget, text: string): Promise<string | null> => record(target, 'progressNote', { text }, t('note.saved'))

  const addLink = (target: MarkTarget, link: string): Promise<string | null> => record(target, 'evidence', { title: link.slice(0, 300), link }, t('note.saved'))

  function acknowledge({ id, version, title }: Resolution): Promise<string | null> {
    const subject = subjectToKey({ type: 'resolution', resolutionId: id })
    return record({ subject, subjectVersion: version, name: title }, 'acknowledgement', {}, t('ack.saved'), false)
  }

  /** «Взять эту»: repeats one of two clashing marks, so that it replaces both. */
  function takeMark(target: MarkTarget, { kind, value }: ChangeRow): Promise<string | null> {
    return record(target, kind, value, t('mark.done', { point: target.name }))
  }

  async function undo(change: ChangeRow): Promise<void> {
    const result = await undoChange(deps, change)
    tell(result, change.kind === 'execution' ? t('mark.undone') : t('note.undone'))
    if (result.ok) void sync('mark')
  }

  function tell(result: Result<Recorded, RecordFailure>, said: string, undoIt: (() => Promise<void>) | null = null): string | null {
    hasRecorded.value ||= undoIt !== null
    if (result.ok) assignments.show(result.value.summary)
    const code = result.ok ? null : result.error.type
    const failed = code === null ? null : t('mark.failed', { reason: errorText(code) })
    notices.show(failed ?? said, undoIt)
    if (code !== null) upkeep().then((loaded) => loaded.log('write', code), () => undefined)
    return failed
  }

  return { hasRecorded, mark, addNote, addLink, acknowledge, record, takeMark, undo }
})
