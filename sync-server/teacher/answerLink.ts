import { type PersonId, isClosed } from '#core/directive'
import { peopleOf } from '#core/report'
import { type Result, err, ok } from '#core/result'
import { type StoredChange, foldAssignment, keyToSubject, subjectToKey } from '#core/sync'
import { type TeacherAnswer, type TeacherLinkEnd, type TeacherPage, type TeacherPageOver, teacherAnswersOf } from '#core/teacher'
import { isStillOpen } from '../enrolment/enrolPhone.ts'
import { type AssignmentHistory, readAssignment } from '../history/decide.ts'
import { type AppendDeps, appendOfficeChanges } from '../history/history.ts'
import { fastHash } from '../secrets.ts'
import type { OrganizationRecord } from '../store/records.ts'
import type { OrganizationStore, Store, StoreAccess } from '../store/store.ts'
import type { TeacherLinkRecord } from '../store/teacherLinkRecords.ts'
import { answerWindowMs, maxAnswers } from './teacherLimits.ts'

/** What the answering needs from outside. */
export interface TeacherDeps {
  readonly nowMs: () => number
  readonly newId: () => string
  readonly version: string
}

/** Why an answer was not taken. */
export interface AnswerRefusal {
  readonly type: 'NotFound' | 'InvitationInvalid' | 'TooManyAttempts'
  readonly retryAfterSeconds?: number
}

interface Place {
  readonly link: TeacherLinkRecord
  readonly owner: OrganizationRecord
  readonly organization: OrganizationStore
  readonly assignment: AssignmentHistory | null
  readonly answers: readonly TeacherAnswer<StoredChange>[]
  readonly end: TeacherLinkEnd | null
}

/** What the page behind a link shows; null for a secret nobody gave out. */
export async function readTeacherPage(access: StoreAccess, secret: string, deps: TeacherDeps): Promise<TeacherPage | TeacherPageOver | null> {
  const place = await findPlace(access, secret, deps)
  if (place === null) return null
  const { link, owner, end } = place
  if (end !== null) return { state: end, organization: owner.name }
  const answer = ownAnswer(place)
  const told = await readPoint(access, place)
  return {
    state: 'open',
    organization: owner.name,
    name: link.name,
    task: link.task,
    dueDate: link.dueDate,
    ...told,
    sentMs: answer?.change.effectiveStampMs ?? null,
    isDeclined: answer?.verdict === 'declined',
  }
}

/**
 * Takes an answer into the organization's history as a draft for the head; the same words sent again are the same answer. It takes
 * the place of the former one until the head has made a report of it.
 */
export function takeTeacherAnswer(store: Store, secret: string, text: string, deps: TeacherDeps): Promise<Result<{ readonly sentMs: number }, AnswerRefusal>> {
  return store.transaction(async (access) => {
    const place = await findPlace(access, secret, deps)
    if (place === null) return err({ type: 'NotFound' })
    if (place.end !== null || place.assignment === null) return err({ type: 'InvitationInvalid' })
    const former = ownAnswer(place)
    // The answer to the first sending was lost, or the button was tapped twice. Words put aside may be meant again.
    if (former?.text === text && former.verdict === null) return ok({ sentMs: former.change.effectiveStampMs })
    const nowMs = deps.nowMs()
    const recent = place.assignment.changes.filter((change) => change.kind === 'teacherAnswer' && change.value['link'] === place.link.id && change.effectiveStampMs > nowMs - answerWindowMs)
    const [first] = recent
    if (first !== undefined && recent.length >= maxAnswers) return err({ type: 'TooManyAttempts', retryAfterSeconds: Math.max(1, Math.ceil((first.effectiveStampMs + answerWindowMs - nowMs) / 1000)) })
    await append(place, place.assignment.version, text, { nowMs, version: deps.version }, deps.newId)
    return ok({ sentMs: nowMs })
  })
}

async function findPlace(access: StoreAccess, secret: string, { nowMs }: TeacherDeps): Promise<Place | null> {
  const link = await access.findTeacherLink(fastHash(secret))
  if (link === null) return null
  const organization = access.forOrganization(link.districtId, link.organizationId)
  const owner = await organization.read()
  if (owner === null) return null
  const assignment = await readAssignment(organization, link.subject)
  const answers = teacherAnswersOf(assignment?.changes ?? [])
  const place = { link, owner, organization, assignment, answers, end: null }
  return { ...place, end: await endOf(access, place, nowMs()) }
}

async function endOf(access: StoreAccess, place: Place, nowMs: number): Promise<TeacherLinkEnd | null> {
  const { link, owner, assignment } = place
  if (link.cancelledMs !== null) return 'cancelled'
  if (link.expiresMs <= nowMs) return 'expired'
  if (!(await isStillOpen(access, owner, nowMs))) return 'closed'
  if (assignment === null || assignment.isWithdrawn) return 'withdrawn'
  if (ownAnswer(place)?.verdict === 'taken') return 'taken'
  return isClosed(foldAssignment(assignment.changes, assignment.published).control) ? 'released' : null
}

function ownAnswer({ answers, link }: Place): TeacherAnswer<StoredChange> | undefined {
  return answers.find((answer) => answer.link === link.id)
}

/** The point as it was published to this organization: of a part its own words alone, under the words it belongs to. */
async function readPoint(access: StoreAccess, { link, assignment }: Place): Promise<Pick<TeacherPage, 'document' | 'point'>> {
  const { documents } = access.forDistrict(link.districtId)
  const subject = keyToSubject(link.subject)
  const directiveId = subject?.type === 'directive' ? subject.directiveId : null
  const [directive] = directiveId === null || assignment === null ? [] : await documents.loadDirectives([{ id: directiveId, version: assignment.version }])
  if (directive === undefined || subject?.type !== 'directive') return { document: null, point: { number: null, heading: null, text: '', children: [] } }
  const resolution = await documents.findResolution(directive.resolutionId)
  const { number, headingKind, text, children } = directive
  return {
    document: resolution === null ? null : { kind: resolution.kindText, number: resolution.number, date: resolution.date, title: resolution.title },
    point: {
      number,
      heading: headingKind === 'addressee' ? null : directive.heading,
      text,
      children: children.filter(({ id }) => subject.childId === null || id === subject.childId).map((child) => child.text),
    },
  }
}

async function append({ organization, link, answers }: Place, version: number, text: string, by: AppendDeps, newId: () => string): Promise<void> {
  const personId = link.personId ?? (await nameAnswerer(organization, link, by, newId))
  const former = answers.find((answer) => answer.link === link.id)
  const supersedes = former === undefined ? [] : [former.change.id]
  await appendOfficeChanges(organization, [{ authorId: personId, subject: link.subject, kind: 'teacherAnswer', value: { link: link.id, text }, subjectVersion: version, supersedes }], by)
}

/** Whoever answers becomes a person of the school, so that the name is found, shown and erased like every other. */
async function nameAnswerer(organization: OrganizationStore, link: TeacherLinkRecord, by: AppendDeps, newId: () => string): Promise<PersonId> {
  const known = peopleOf(await organization.history.list({ kinds: ['person'] }))
  const namesake = [...known].find(([, { name }]) => name === link.name)?.[0]
  const personId = namesake ?? (newId() as PersonId)
  if (namesake === undefined) {
    const value = { personId, name: link.name, post: '' }
    await appendOfficeChanges(organization, [{ authorId: personId, subject: subjectToKey({ type: 'organization' }), kind: 'person', value, subjectVersion: 0, supersedes: [] }], by)
  }
  await organization.teacherLinks.setPerson(link.id, personId)
  return personId
}
