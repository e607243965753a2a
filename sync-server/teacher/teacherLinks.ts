import { type Result, err, ok } from '#core/result'
import type { SubjectKey } from '#core/sync'
import type { NewTeacherLink, TeacherLinkView } from '#core/teacher'
import { isStillOpen } from '../enrolment/enrolPhone.ts'
import type { CodeDeps } from '../enrolment/enrolmentCodes.ts'
import { readAssignment } from '../history/decide.ts'
import { fastHash, mintSecret } from '../secrets.ts'
import type { OrganizationStore, Store, StoreAccess } from '../store/store.ts'
import type { TeacherLinkRecord } from '../store/teacherLinkRecords.ts'
import { linkDayMs, maxLinksPerDay, maxLiveLinks, overToldMs, teacherLinkLifeMs, teacherSecretBytes } from './teacherLimits.ts'
import type { LinkWish } from './teacherRequests.ts'

/** Why a phone gets no link, or no word of them. `NotFound`: the point was never given to this organization, or was taken back. */
export interface LinkRefusal {
  readonly type: 'TokenUnknown' | 'DeviceRevoked' | 'OrganizationClosed' | 'NotFound' | 'TooManyAttempts'
  readonly retryAfterSeconds?: number
}

/** What the links are made with. */
export interface LinkDeps extends CodeDeps {
  readonly publicUrl: string
}

/** Makes a link to one point for somebody without the program. The server keeps the hash of its secret: it is told this once. */
export function makeTeacherLink(store: Store, tokenHash: string, wish: LinkWish, deps: LinkDeps): Promise<Result<NewTeacherLink, LinkRefusal>> {
  const secret = mintSecret(teacherSecretBytes, deps.randomBytes)
  return forPhone(store, tokenHash, deps, async (organization, scope) => {
    const nowMs = deps.nowMs()
    const assignment = await readAssignment(organization, wish.subject)
    if (assignment === null || assignment.isWithdrawn) return err({ type: 'NotFound' })
    const known = await organization.teacherLinks.list()
    const retryAfterSeconds = secondsUntilRoom(known, nowMs)
    if (retryAfterSeconds !== null) return err({ type: 'TooManyAttempts', retryAfterSeconds })
    const [id, expiresMs] = [deps.newId(), nowMs + teacherLinkLifeMs]
    await organization.teacherLinks.insert({ ...scope, ...wish, id, secretHash: fastHash(secret), personId: null, createdMs: nowMs, expiresMs, cancelledMs: null })
    return ok({ id, link: `${deps.publicUrl}/t#${secret}`, expiresMs })
  })
}

/** The live links of one point. */
export function listTeacherLinks(store: Store, tokenHash: string, subject: SubjectKey, deps: LinkDeps): Promise<Result<TeacherLinkView[], LinkRefusal>> {
  return forPhone(store, tokenHash, deps, async (organization) => {
    const live = (await organization.teacherLinks.list()).filter((link) => link.subject === subject && isLive(link, deps.nowMs()))
    return ok(live.map(({ id, name, task, dueDate, createdMs, expiresMs }): TeacherLinkView => ({ id, name, task, dueDate, createdMs, expiresMs })))
  })
}

/** Ends a link; one that is over already stays so. */
export function cancelTeacherLink(store: Store, tokenHash: string, linkId: string, deps: LinkDeps): Promise<Result<null, LinkRefusal>> {
  return forPhone(store, tokenHash, deps, async (organization) => {
    await organization.teacherLinks.cancel(linkId, deps.nowMs())
    return ok(null)
  })
}

type Scope = Pick<TeacherLinkRecord, 'districtId' | 'organizationId'>

/** Only a phone that works for an open organization; what is over loses its names on the way. */
async function forPhone<T>(store: Store, tokenHash: string, deps: LinkDeps, work: (organization: OrganizationStore, scope: Scope) => Promise<Result<T, LinkRefusal>>): Promise<Result<T, LinkRefusal>> {
  return store.transaction(async (access: StoreAccess) => {
    const device = await access.findDeviceByToken(tokenHash)
    if (device === null) return err({ type: 'TokenUnknown' })
    if (device.revokedMs !== null || (device.handedOverMs ?? null) !== null) return err({ type: 'DeviceRevoked' })
    const { districtId, organizationId } = device
    const organization = access.forOrganization(districtId, organizationId)
    const [owner, nowMs] = [await organization.read(), deps.nowMs()]
    if (owner === null || !(await isStillOpen(access, owner, nowMs))) return err({ type: 'OrganizationClosed' })
    await organization.teacherLinks.tidy(nowMs, nowMs - overToldMs)
    return work(organization, { districtId, organizationId })
  })
}

function isLive({ cancelledMs, expiresMs }: TeacherLinkRecord, nowMs: number): boolean {
  return cancelledMs === null && expiresMs > nowMs
}

/** Null where there is room for one more link. */
function secondsUntilRoom(known: readonly TeacherLinkRecord[], nowMs: number): number | null {
  const live = known.filter((link) => isLive(link, nowMs))
  const ofToday = known.filter(({ createdMs }) => createdMs > nowMs - linkDayMs)
  const [oldest, first] = [live[0], ofToday[0]]
  if (oldest !== undefined && live.length >= maxLiveLinks) return Math.max(1, Math.ceil((oldest.expiresMs - nowMs) / 1000))
  return first !== undefined && ofToday.length >= maxLinksPerDay ? Math.max(1, Math.ceil((first.createdMs + linkDayMs - nowMs) / 1000)) : null
}
