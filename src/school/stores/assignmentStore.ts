import { defineStore } from 'pinia'
import { type Ref, computed } from 'vue'
import type { ResolutionId } from '#core/directive'
import { type JsonObject, type SubjectKey, subjectToKey } from '#core/sync'
import { recordChange } from '../../device/changeLog.ts'
import type { CardRow, ChangeRow, ResolutionRow } from '../../device/rows.ts'
import { undoChange } from '../../device/undoChange.ts'
import { type AssignmentDetails, listCards, listResolutions, loadAssignment } from '../../device/viewQueries.ts'
import { errorText, t } from '../../i18n/school.ts'
import { toCardViews } from '../views/listView.ts'
import type { Mark, MarkTarget } from '../views/mark.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useNoticeStore } from './noticeStore.ts'
import { useSchoolServices } from './schoolServices.ts'

/** The directives and documents of the open organization, and everything a person may record about them. */
export const useAssignmentStore = defineStore('assignment', () => {
  const { deps, sync } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const notices = useNoticeStore()
  const organizationId = computed(() => enrolment.organizationId)
  const cards = useLiveQuery<NonNullable<typeof organizationId.value>, readonly CardRow[] | null>(() => organizationId.value, (id) => listCards(deps.db, id), null)
  const resolutions = useLiveQuery<NonNullable<typeof organizationId.value>, readonly ResolutionRow[]>(() => organizationId.value, (id) => listResolutions(deps.db, id), [])
  const views = computed(() => (cards.value === null ? null : toCardViews(cards.value, resolutions.value, enrolment.today)))

  /** One subject in full, followed while the calling page lives. */
  function useDetails(subject: () => SubjectKey | null): Readonly<Ref<AssignmentDetails | null>> {
    return useLiveQuery(subject, async (key) => (organizationId.value === null ? null : loadAssignment(deps.db, organizationId.value, key)), null)
  }

  /** Says that a change is kept only after the database has confirmed it. */
  async function record(subject: SubjectKey, subjectVersion: number, kind: string, value: JsonObject, said: string, isUndoable = true): Promise<boolean> {
    if (organizationId.value === null) return false
    const result = await recordChange(deps, { organizationId: organizationId.value, subject, subjectVersion, kind, value })
    if (!result.ok) {
      notices.show(t('mark.failed', { reason: errorText(result.error.type) }))
      return false
    }
    notices.show(said, isUndoable ? () => undo(result.value) : null)
    void sync('mark')
    return true
  }

  async function mark(target: MarkTarget, { type, ...value }: Mark): Promise<boolean> {
    const { subject, subjectVersion, name } = target
    const said = type === 'execution' ? t('mark.done', { point: name }) : t('mark.asked', { point: name })
    return record(subject, subjectVersion, type, value, said)
  }

  async function addNote({ subject, subjectVersion }: MarkTarget, text: string): Promise<boolean> {
    return record(subject, subjectVersion, 'progressNote', { text }, t('note.saved'))
  }

  async function addLink({ subject, subjectVersion }: MarkTarget, link: string): Promise<boolean> {
    return record(subject, subjectVersion, 'evidence', { title: link.slice(0, 300), link }, t('note.saved'))
  }

  async function acknowledge(resolutionId: ResolutionId, version: number): Promise<boolean> {
    return record(subjectToKey({ type: 'resolution', resolutionId }), version, 'acknowledgement', {}, t('ack.saved'), false)
  }

  /** «Взять эту»: repeats one of two clashing marks, so that it replaces both. */
  async function takeMark(target: MarkTarget, change: ChangeRow): Promise<boolean> {
    return record(target.subject, target.subjectVersion, change.kind, change.value, t('mark.done', { point: target.name }))
  }

  async function undo(change: ChangeRow): Promise<void> {
    const result = await undoChange(deps, change)
    if (!result.ok) {
      notices.show(t('mark.failed', { reason: errorText(result.error.type) }))
      return
    }
    notices.show(change.kind === 'execution' ? t('mark.undone') : t('note.undone'))
    void sync('mark')
  }

  return { cards, resolutions, views, useDetails, mark, addNote, addLink, acknowledge, takeMark, undo }
})
