import Dexie from 'dexie'
import type { ChangeId, DeviceId, OrganizationId } from '#core/directive'
import { type SubjectKey, changeIdOf } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import type { ChangeRow, EnrolmentRow } from './rows.ts'

/*
 * What a phone does when its own changes may not stand in the history it reads now: the server's history was begun
 * anew, or the phone was enrolled anew and its earlier changes bear a device id the server takes no more.
 * See docs/decisions/0003-re-enrolment.md.
 */

/**
 * Forgets the places of all this phone's own changes, so that they are offered again; the server's dedup gives those
 * it holds their place back. Changes of a former enrolment that were refused, or put aside when it was closed, stay
 * with the office. Returns the subjects touched.
 */
export async function forgetPlaces(db: PoruchenoDatabase, enrolment: EnrolmentRow): Promise<SubjectKey[]> {
  const own = await changesOfDevice(db, enrolment.organizationId, enrolment.deviceId)
  const former = await Promise.all((enrolment.formerDeviceIds ?? []).map((id) => changesOfDevice(db, enrolment.organizationId, id)))
  const offered = [...own, ...former.flat().filter((row) => !isRefused(row))].filter((row) => row.replacedBy === undefined)
  await db.changes.bulkPut(offered.map(forgetPlace))
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

/** All changes of one device of the organization, oldest first. */
function changesOfDevice(db: PoruchenoDatabase, organizationId: OrganizationId, deviceId: DeviceId): Promise<ChangeRow[]> {
  return db.changes
    .where('[organizationId+deviceId+deviceSequence]')
    .between([organizationId, deviceId, Dexie.minKey], [organizationId, deviceId, Dexie.maxKey])
    .toArray()
}

function forgetPlace(row: ChangeRow): ChangeRow {
  return { ...row, sequence: null, effectiveStampMs: null, transfer: 'onDevice', pending: 1, code: null }
}

function isRefused(row: ChangeRow): boolean {
  return row.transfer === 'rejected' || row.transfer === 'quarantined'
}

/** The same fact of the same person and moment under a new name. */
function reissueRow(row: ChangeRow, enrolment: EnrolmentRow, deviceSequence: number, successors: ReadonlyMap<ChangeId, ChangeId>): ChangeRow {
  const { deviceId, districtId } = enrolment
  return renameIn({ ...row, id: changeIdOf(deviceId, deviceSequence), districtId, deviceId, deviceSequence }, successors)
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
