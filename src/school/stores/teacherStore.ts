import { defineStore } from 'pinia'
import { computed } from 'vue'
import type { SubjectKey } from '#core/sync'
import type { TeacherVerdict } from '#core/teacher'
import { recordChange } from '../../device/changeLog.ts'
import type { TeacherLinks, TeacherWish } from '../../device/teacherLinks.ts'
import { countWaitingAnswers } from '../../device/waitingAnswers.ts'
import type { MarkTarget } from '../views/mark.ts'
import { listAnswered } from '../views/waitingAnswers.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useDraftStore } from './draftStore.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useSchoolServices } from './schoolServices.ts'

/** Longest words of a report (UTF-16 units): more would not be taken. */
const longestReport = 4000

/** Links for people without the program, and what becomes of their answers. */
export const useTeacherStore = defineStore('teacher', () => {
  const { deps, upkeep, sync } = useSchoolServices()
  const enrolment = useEnrolmentStore()
  const drafts = useDraftStore()
  const assignments = useAssignmentStore()
  const answered = computed(() => listAnswered(assignments.openViews ?? []))
  /** How many answers wait for the head, by their point. */
  const waiting = useLiveQuery<string, ReadonlyMap<SubjectKey, number>>(
    () => (answered.value.length === 0 ? null : [enrolment.organizationId, ...answered.value].join(' ')),
    async () => (enrolment.organizationId === null ? new Map() : countWaitingAnswers(deps.db, enrolment.organizationId, answered.value)),
    new Map(),
  )

  /** Null where the part that asks did not load, or no organization is open. */
  async function ask<T>(question: (links: TeacherLinks) => Promise<T>): Promise<T | null> {
    const { organizationId } = enrolment
    if (organizationId === null) return null
    const loaded = await upkeep().catch(() => null)
    return loaded === null ? null : question(loaded.teacherLinks(organizationId))
  }

  const make = (wish: TeacherWish) => ask((links) => links.make(wish))
  const list = (subject: SubjectKey) => ask((links) => links.list(subject))
  const cancel = (linkId: string) => ask((links) => links.cancel(linkId))

  /** Puts the words of an answer into the form of the report, after what stands there. */
  async function putIntoReport(subject: SubjectKey, words: string): Promise<void> {
    const draft = drafts.draftOf(subject, 'report')
    const begun = await draft?.read()
    const text = begun?.text ?? ''
    if (text.includes(words)) return
    draft?.keep({ text: (text === '' ? words : `${text}\n${words}`).slice(0, longestReport), to: null })
  }

  /** Notes in silence that an answer went into a report: the mark has just said so, and can be undone by its own button. */
  async function noteTaken({ subject, subjectVersion }: MarkTarget, answer: string): Promise<void> {
    const { organizationId } = enrolment
    if (organizationId === null) return
    const verdict: TeacherVerdict = 'taken'
    const noted = await recordChange(deps, { organizationId, subject, subjectVersion, kind: 'innerAssignment', value: { answer, verdict } })
    if (noted.ok) void sync('mark')
  }

  return { waiting, make, list, cancel, putIntoReport, noteTaken }
})
