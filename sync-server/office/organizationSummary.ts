import type { DeviceId, OrganizationId } from '#core/directive'
import {
  type AssignmentRow,
  type AssignmentView,
  type DeviceView,
  type HistoryIndex,
  type HistoryNames,
  type OrganizationView,
  type SummaryContext,
  countCells,
  findAssignment,
  indexHistory,
  peopleOf,
  publishedControl,
  relatedAssignments,
  summarizeDirective,
  summarizeFields,
  summarizeHistory,
  summarizeSubject,
} from '#core/report'
import { type SubjectKey, foldAssignment, keyToSubject, subjectToKey, valueOf, wholePeriod } from '#core/sync'
import type { CodeRecord, DeviceRecord, OrganizationRecord } from '../store/records.ts'
import type { DistrictStore, OrganizationStore, StoreAccess } from '../store/store.ts'
import { readProofs } from './proofs.ts'
import { organizationRow, readUpToOf } from './districtSummary.ts'

/** The doors an organization is read through. */
export interface OrganizationDoors {
  readonly organization: OrganizationRecord
  readonly district: DistrictStore
  readonly store: OrganizationStore
}

/** Opens an organization of a district; null for one of another district. */
export async function openOrganization(access: StoreAccess, district: DistrictStore, organizationId: OrganizationId): Promise<OrganizationDoors | null> {
  const organization = await district.organizations.find(organizationId)
  return organization === null ? null : { organization, district, store: access.forOrganization(organization.districtId, organization.id) }
}

/** `GET organizations/:id`. */
export async function readOrganization({ organization, district, store }: OrganizationDoors, context: SummaryContext, nowMs: number): Promise<OrganizationView> {
  const [devices, changes, code] = [await store.devices.list(), await store.history.list({}), await store.codes.findNewestTyped()]
  const history = indexHistory({ changes, readUpTo: readUpToOf(devices) })
  const assignments: AssignmentRow[] = []
  for (const { id, kindText, number, date, title } of await district.documents.listResolutions()) {
    for (const directive of await district.documents.listDirectives(id)) {
      const cell = summarizeDirective(directive, history, context)
      if (cell === null) continue
      const { heading, headingKind, text } = directive
      assignments.push({ resolution: { id, kindText, number, date, title }, directiveId: directive.id, number: directive.number, heading, headingKind, text, cell })
    }
  }
  const isLive = code !== null && code.usedMs === null && code.cancelledMs === null && code.expiresMs > nowMs
  return {
    ...organizationRow(organization, devices, countCells(assignments.map((row) => row.cell))),
    people: [...peopleOf(changes)].map(([id, person]) => ({ id, ...person })),
    deviceList: withInviters(devices, await store.codes.listInvitations()),
    assignments,
    codeExpiresMs: isLive ? code.expiresMs : null,
    quarantined: await store.quarantine.count(),
  }
}

/** `GET organizations/:id/assignments/:subject`; null where the subject is no assignment of the organization. */
export async function readAssignment(doors: OrganizationDoors, key: SubjectKey, context: SummaryContext): Promise<AssignmentView | null> {
  const found = await locateAssignment(doors, key, context)
  if (found === null) return null
  const { directive, subject, publication, history } = found
  const [resolution, cell] = [await doors.district.documents.findResolution(directive.resolutionId), summarizeSubject(directive, subject, history, context)]
  if (resolution === null || cell === null) return null
  const changes = history.changesOf(key)
  const state = foldAssignment(changes, publishedControl(publication))
  const documentChanges = history.changesOf(subjectToKey({ type: 'resolution', resolutionId: resolution.id }))
  const claim = state.executionBy === null ? null : valueOf('execution', state.executionBy)
  const { id, name, number } = doors.organization
  const names = await namesOf(doors)
  return {
    resolution,
    directive,
    organization: { id, name, number },
    subject: key,
    cell,
    reportText: (claim?.state === 'notApplicableClaim' ? claim.reason : claim?.text) ?? null,
    clashChangeIds: [state.clash, ...state.fieldClashes].flat().map((change) => change.id),
    openRequest: cell.hasRequest && state.openRequest !== null ? requestOf(state.openRequest) : null,
    extendedTo: state.extendedTo,
    fieldAnswers: summarizeFields(directive, changes, names),
    proofs: await readProofs(doors.store, state.evidence),
    related: relatedAssignments(directive, history, context),
    history: summarizeHistory(changes, [publication, ...documentChanges.filter((change) => change.kind === 'acknowledgement')], names),
  }
}

/** An assignment with the history it is read from. */
export type LocatedAssignment = NonNullable<ReturnType<typeof findAssignment>> & { readonly history: HistoryIndex }

/** The assignment a key names; null where it names none of this organization. */
export async function locateAssignment({ district, store }: OrganizationDoors, key: SubjectKey, context: SummaryContext): Promise<LocatedAssignment | null> {
  const subject = keyToSubject(key)
  const directive = subject?.type === 'directive' ? await district.documents.findDirective(subject.directiveId) : null
  if (directive === null) return null
  const topics = [
    subjectToKey({ type: 'directive', directiveId: directive.id, period: wholePeriod, childId: null }),
    subjectToKey({ type: 'resolution', resolutionId: directive.resolutionId }),
  ]
  const [changes, devices] = [await store.history.list({ topics }), await store.devices.list()]
  const history = indexHistory({ changes, readUpTo: readUpToOf(devices) })
  const found = findAssignment(key, [directive], history, context)
  return found === null ? null : { ...found, history }
}

function requestOf(change: Parameters<typeof valueOf>[1]): AssignmentView['openRequest'] {
  const request = valueOf('extensionRequest', change)
  return request === null ? null : { to: request.to, reason: request.reason }
}

async function namesOf({ district, store }: OrganizationDoors): Promise<HistoryNames> {
  const [officers, devices, people] = [await district.officers.list(), await store.devices.list(), peopleOf(await store.history.list({ kinds: ['person'] }))]
  const authors = new Map<string, { readonly name: string; readonly post: string }>(people)
  for (const { id, name, post } of officers) authors.set(id, { name, post })
  return { authors, officers: new Set<string>(officers.map(({ id }) => id)), devices: new Map<DeviceId, string>(devices.map(({ id, label }) => [id, label])) }
}

/** The phones, each with the name of the one that invited it. */
function withInviters(devices: readonly DeviceRecord[], invitations: readonly CodeRecord[]): DeviceView[] {
  const labels = new Map(devices.map(({ id, label }) => [id, label]))
  const inviters = new Map(invitations.map(({ usedByDeviceId, invitedById = null }) => [usedByDeviceId, invitedById]))
  return devices.map((device) => {
    const inviter = inviters.get(device.id) ?? null
    return { ...deviceView(device), invitedBy: inviter === null ? null : (labels.get(inviter) ?? '') }
  })
}

function deviceView({ id, label, enrolledMs, lastContactMs, revokedMs, appVersion, waiting, health = null, clockSkewMs = null, handedOverMs = null }: DeviceRecord): DeviceView {
  return { id, label, enrolledMs, lastContactMs, revokedMs, appVersion, waiting, health, clockSkewMs, handedOverMs }
}
