import { defineStore } from 'pinia'
import { type Ref, computed } from 'vue'
import type { DirectiveId, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { type OwnFailure, keepOwnAssignment, keepOwnStep, listOwnAssignments, listOwnSteps, removeOwnAssignment, removeOwnStep } from '../../device/ownLayer.ts'
import type { OwnAssignmentRow, OwnStepRow } from '../../device/rows.ts'
import { errorText } from '../../i18n/school.ts'
import { t } from '../../i18n/upkeep.ts'
import { type OwnLayer, assignmentPlace, directivesOf, periodOf } from '../views/ownText.ts'
import { useEnrolmentStore } from './enrolmentStore.ts'
import { useLiveQuery } from './liveQuery.ts'
import { useNoticeStore } from './noticeStore.ts'
import { usePersonStore } from './personStore.ts'
import { useSchoolServices } from './schoolServices.ts'

/** What somebody typed of who does a point. */
export type OwnAssignmentWords = Pick<OwnAssignmentRow, 'name' | 'dueDate' | 'task'>

/** The school's own layer: steps, and who does what. */
export const useOwnStore = defineStore('own', () => {
  const { db } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const people = usePersonStore()
  const steps = useLiveQuery<OrganizationId, readonly OwnStepRow[]>(() => enrolment.organizationId, (id) => listOwnSteps(db, id), [])
  const assignments = useLiveQuery<OrganizationId, readonly OwnAssignmentRow[] | null>(() => enrolment.organizationId, (id) => listOwnAssignments(db, id), null)
  const layer = computed<OwnLayer>(() => ({
    stepsBySubject: new Map(steps.value.map(({ subject }) => [subject, steps.value.filter((row) => row.subject === subject)])),
    assignmentBySubject: new Map((assignments.value ?? []).map((row) => [row.subject, row])),
  }))

  /** What the person who works on this phone now is to do; null until the phone's memory has answered. */
  const mine = computed<ReadonlySet<DirectiveId> | null>(() => {
    if (assignments.value === null) return null
    const person = people.people.find(({ personId }) => personId === enrolment.enrolment?.personId)
    return person === undefined ? new Set() : directivesOf(assignments.value, person)
  })

  /** Who may be named: the people of the organization, then whoever was named before. */
  const names = computed(() => [...new Set([...people.people.map(({ name }) => name), ...(assignments.value ?? []).map(({ name }) => name)])])

  return { layer, mine, names, ...createCommands(layer, people) }
})

/** Each command gives null once the database has kept it, else why it did not. */
function createCommands(layer: Readonly<Ref<OwnLayer>>, people: ReturnType<typeof usePersonStore>) {
  const { db, newId, nowMs } = useSchoolServices().deps
  const enrolment = useEnrolmentStore()
  const notices = useNoticeStore()

  async function addStep(subject: SubjectKey, text: string): Promise<string | null> {
    const { organizationId } = enrolment
    if (organizationId === null) return errorText('EnrolmentMissing')
    return said(await keepOwnStep(db, { organizationId, id: newId(), subject, text, isDone: false, createdMs: nowMs() }))
  }

  async function keepStep(row: OwnStepRow): Promise<string | null> {
    return said(await keepOwnStep(db, row))
  }

  async function removeStep(row: OwnStepRow): Promise<void> {
    const failed = said(await removeOwnStep(db, row))
    notices.show(failed ?? t('step.removed'), failed === null ? () => undo(keepOwnStep(db, row)) : null)
  }

  /** Says who does a point or a part; the assignment before comes back by «Отменить». */
  async function assign(subject: SubjectKey, words: OwnAssignmentWords): Promise<string | null> {
    const { organizationId } = enrolment
    if (organizationId === null) return errorText('EnrolmentMissing')
    const place = assignmentPlace(subject)
    const before = layer.value.assignmentBySubject.get(place)
    const personId = people.people.find(({ name }) => name === words.name)?.personId ?? null
    const row: OwnAssignmentRow = { organizationId, subject: place, personId, period: periodOf(subject), ...words }
    const failed = said(await keepOwnAssignment(db, row))
    if (failed === null) notices.show(t('assign.saved', { name: words.name }), () => undo(before === undefined ? removeOwnAssignment(db, row) : keepOwnAssignment(db, before)))
    return failed
  }

  async function unassign(row: OwnAssignmentRow): Promise<void> {
    const failed = said(await removeOwnAssignment(db, row))
    notices.show(failed ?? t('assign.removed'), failed === null ? () => undo(keepOwnAssignment(db, row)) : null)
  }

  async function undo(writing: Promise<OwnFailure | null>): Promise<void> {
    const failed = said(await writing)
    if (failed !== null) notices.show(failed)
  }

  return { addStep, keepStep, removeStep, assign, unassign }
}

function said(failure: OwnFailure | null): string | null {
  return failure === null ? null : t('mark.failed', { reason: errorText(failure) })
}
