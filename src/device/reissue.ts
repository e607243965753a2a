import type { ChangeId, OrganizationId } from '#core/directive'
import { type SubjectKey, changeIdOf, formerNamesOf } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { ChangeRow, EnrolmentRow } from './rows.ts'

/*
 * What a phone does when its own changes may not stand in the history it reads now: the server's history was begun
 * anew, or the phone was enrolled anew and its earlier changes bear a device id the server takes no more.
 * See docs/decisions/0003-re-enrolment.md.
 */

/**
 * Forgets the place of every change: this phone's own are offered again, and the server's dedup gives those it holds
 * their place back; others' have one again when they are read again, and until then only this phone is known to hold
 * them. Changes of a former enrolment that were refused, or put aside when it was closed, stay with the office, but for
 * those the server had confirmed before it was restored: what was once «Передано» is offered again. Returns the subjects
 * touched.
 */
export async function forgetPlaces(db: PoruchenoDatabase, { organizationId, deviceId, formerDeviceIds = [] }: EnrolmentRow): Promise<SubjectKey[]> {
  const rows = await db.changes.where('[organizationId+pending]').anyOf([[organizationId, 0], [organizationId, 1]]).toArray()
  const isFormer = (row: ChangeRow): boolean => formerDeviceIds.includes(row.deviceId)
  // Given back by another phone, a change of a former enrolment may stand beside the one that carries it on.
  const carriedOn = new Set(rows.flatMap(formerNamesOf))
  const placeless = rows.filter((row) => row.replacedBy === undefined && !carriedOn.has(row.id) && !(isFormer(row) && staysAside(row)))
  await db.changes.bulkPut(placeless.map((row) => forgetPlace(row, row.deviceId === deviceId || isFormer(row))))
  return placeless.map((row) => row.subject)
}

/**
 * Offers again what was put aside because nobody knew its document or directive, now that it is published: a server put
 * back in time may learn of a directive later than of what was written about it. Returns the subjects touched.
 */
export async function offerPublished(db: PoruchenoDatabase, organizationId: OrganizationId, published: readonly SubjectKey[]): Promise<SubjectKey[]> {
  if (published.length === 0) return []
  const aside = await db.changes.where('[organizationId+transfer]').equals([organizationId, 'quarantined']).toArray()
  const offered = aside.filter(({ code, subject }) => code === 'SubjectUnknown' && published.some((key) => subject === key || subject.startsWith(`${key}:`)))
  await db.changes.bulkPut(offered.map((row) => forgetPlace(row, true)))
  return offered.map((row) => row.subject)
}

/**
 * Carries on, as new changes of the present enrolment, every change of a former one that the whole history, once
 * read, turned out not to hold. The old rows are kept and name their successors. Returns the subjects touched.
 */
export async function reissueFormer(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<SubjectKey[]> {
  const enrolment = await db.enrolments.get(organizationId)
  if (enrolment?.formerDeviceIds === undefined) return []
  const pending = await db.changes.where('[organizationId+pending]').equals([organizationId, 1]).toArray()
  const former = pending.filter((row) => row.deviceId !== enrolment.deviceId).sort((a, b) => a.stampMs - b.stampMs || a.deviceSequence - b.deviceSequence)
  const successors = new Map(former.map((row, index) => [row.id, changeIdOf(enrolment.deviceId, enrolment.nextDeviceSequence + index)]))
  const reissued = former.map((row, index) => reissueRow(row, enrolment, enrolment.nextDeviceSequence + index, successors))
  // Held back until now, so nobody has seen them: they may still be told the new names of what they replace.
  const held = enrolment.isCatchingUp === true ? pending.filter((row) => row.deviceId === enrolment.deviceId) : []
  const replaced = former.map((row): ChangeRow => ({ ...row, pending: 0, ...successorOf(row, successors) }))
  await db.changes.bulkPut([...replaced, ...reissued, ...held.map((row) => renameIn(row, successors))])
  await db.enrolments.update(organizationId, { nextDeviceSequence: enrolment.nextDeviceSequence + former.length, isCatchingUp: false })
  return [...former, ...held].map((row) => row.subject)
}

function forgetPlace(row: ChangeRow, isOwn: boolean): ChangeRow {
  const wasSent = isOwn && row.transfer === 'sent' ? { wasSent: true } : {}
  return { ...row, sequence: null, effectiveStampMs: null, transfer: 'onDevice', pending: isOwn ? 1 : 0, code: null, ...wasSent }
}

function staysAside({ transfer, code, wasSent }: ChangeRow): boolean {
  return transfer === 'rejected' || (transfer === 'quarantined' && !(code === 'DeviceRevoked' && wasSent === true))
}

/** The same fact of the same person and moment under a new name, which says what its names were. */
function reissueRow(row: ChangeRow, enrolment: EnrolmentRow, deviceSequence: number, successors: ReadonlyMap<ChangeId, ChangeId>): ChangeRow {
  const { deviceId, districtId } = enrolment
  const extra = { ...row.extra, carriesOn: [...formerNamesOf(row), row.id] }
  return renameIn({ ...row, id: changeIdOf(deviceId, deviceSequence), districtId, deviceId, deviceSequence, extra }, successors)
}

function renameIn(row: ChangeRow, successors: ReadonlyMap<ChangeId, ChangeId>): ChangeRow {
  const rename = (id: ChangeId): ChangeId => successors.get(id) ?? id
  const retracted = row.kind === 'retraction' ? row.value['changeId'] : undefined
  const value = typeof retracted === 'string' ? { ...row.value, changeId: rename(retracted as ChangeId) } : row.value
  return { ...row, supersedes: row.supersedes.map(rename), value }
}

function successorOf(row: ChangeRow, successors: ReadonlyMap<ChangeId, ChangeId>): { readonly replacedBy?: ChangeId } {
  const replacedBy = successors.get(row.id)
  return replacedBy === undefined ? {} : { replacedBy }
}
