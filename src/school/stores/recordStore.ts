import { defineStore } from 'pinia'
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

/** Everything a person may record. Each command answers whether it is kept, and says so only after the database did. */
export const useRecordStore = defineStore('record', () => {
  const { deps, sync } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const assignments = useAssignmentStore()
  const notices = useNoticeStore()

  async function record({ subject, subjectVersion }: MarkTarget, kind: string, value: JsonObject, said: string, isUndoable = true): Promise<boolean> {
    const { organizationId } = enrolment
    if (organizationId === null) return false
    const result = await recordChange(deps, { organizationId, subject, subjectVersion, kind, value })
    tell(result, said, result.ok && isUndoable ? () => undo(result.value.change) : null)
    if (result.ok) setTimeout(() => void sync('mark'), drawingMs)
    return result.ok
  }

  function mark(target: MarkTarget, { type, ...value }: Mark): Promise<boolean> {
    return record(target, type, value, t(type === 'execution' ? 'mark.done' : 'mark.asked', { point: target.name }))
  }

  function addNote(target: MarkTarget, text: string): Promise<boolean> {
    return record(target, 'progressNote', { text }, t('note.saved'))
  }

  function addLink(target: MarkTarget, link: string): Promise<boolean> {
    return record(target, 'evidence', { title: link.slice(0, 300), link }, t('note.saved'))
  }

  function acknowledge({ id, version, title }: Resolution): Promise<boolean> {
    const subject = subjectToKey({ type: 'resolution', resolutionId: id })
    return record({ subject, subjectVersion: version, name: title }, 'acknowledgement', {}, t('ack.saved'), false)
  }

  /** «Взять эту»: repeats one of two clashing marks, so that it replaces both. */
  function takeMark(target: MarkTarget, { kind, value }: ChangeRow): Promise<boolean> {
    return record(target, kind, value, t('mark.done', { point: target.name }))
  }

  async function undo(change: ChangeRow): Promise<void> {
    const result = await undoChange(deps, change)
    tell(result, change.kind === 'execution' ? t('mark.undone') : t('note.undone'))
    if (result.ok) void sync('mark')
  }

  function tell(result: Result<Recorded, RecordFailure>, said: string, undoIt: (() => Promise<void>) | null = null): void {
    if (result.ok) assignments.show(result.value.summary)
    notices.show(result.ok ? said : t('mark.failed', { reason: errorText(result.error.type) }), undoIt)
  }

  return { mark, addNote, addLink, acknowledge, takeMark, undo }
})
