import type { Insertable, Selectable } from 'kysely'
import type { OrganizationKind } from '#core/directive'
import type { DistrictSettings } from '#core/report'
import { type Change, type JsonObject, type StoredChange, type SubjectKey, changeIdOf, readHealth } from '#core/sync'
import type { AttemptCount, CodeRecord, DeviceRecord, DistrictRecord, HistoryHead, OfficerRecord, OrganizationRecord, QuarantineRecord } from './records.ts'
import type { SealedChange } from './store.ts'
import type { ChangeTable, DeviceTable, DistrictTable, EnrolmentCodeTable, OfficerTable, OrganizationTable, QuarantineTable } from './tables.ts'

/** Reads a JSON column: the server's own writing, checked before it was stored. */
export function fromJson<T>(text: string): T {
  return JSON.parse(text) as T
}

/** The document, directive or organization a subject belongs to: `d:abc:2026-Q3` → `d:abc`. */
export function subjectToTopic(subject: SubjectKey): string {
  return subject.split(':').slice(0, 2).join(':')
}

/** Reads a row of `district`. */
export function rowToDistrict(row: Selectable<DistrictTable>): DistrictRecord {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    region: row.region,
    zone: row.zone,
    office: { name: row.office_name, phone: row.office_phone },
    clerk: { name: row.clerk_name, post: row.clerk_post, phone: row.clerk_phone },
    ruleSet: fromJson<JsonObject>(row.rule_set),
    standingPeriodUnit: row.standing_period_unit,
    settings: fromJson<DistrictSettings>(row.settings),
  }
}

/** Writes a row of `district`. */
export function districtToRow(district: DistrictRecord, chainKey: string): DistrictTable {
  return {
    id: district.id,
    key: district.key,
    name: district.name,
    region: district.region,
    zone: district.zone,
    office_name: district.office.name,
    office_phone: district.office.phone,
    clerk_name: district.clerk.name,
    clerk_post: district.clerk.post,
    clerk_phone: district.clerk.phone,
    rule_set: JSON.stringify(district.ruleSet),
    standing_period_unit: district.standingPeriodUnit,
    chain_key: chainKey,
    settings: JSON.stringify(district.settings ?? {}),
  }
}

/** Reads a row of `officer`. */
export function rowToOfficer(row: Selectable<OfficerTable>): OfficerRecord {
  const { district_id: districtId, password_hash: passwordHash, deactivated_ms: deactivatedMs, roles, ...rest } = row
  return { ...rest, districtId, passwordHash, deactivatedMs, roles: fromJson(roles) }
}

/** Reads what a row of `organization` says of the organization itself. */
export function rowToOrganization(row: Selectable<OrganizationTable>): OrganizationRecord {
  return {
    id: row.id,
    districtId: row.district_id,
    number: row.number,
    name: row.name,
    kinds: fromJson<OrganizationKind[]>(row.kinds),
    settlement: row.settlement,
    phone: row.phone,
    head: row.head,
    isDemonstration: row.is_demonstration === 1,
    closedOn: row.closed_on,
    successorId: row.successor_id,
  }
}

/** Writes a row of `organization` with an empty history. */
export function organizationToRow(organization: OrganizationRecord, head: Pick<HistoryHead, 'epoch' | 'officeDeviceId'>): OrganizationTable {
  return {
    district_id: organization.districtId,
    id: organization.id,
    number: organization.number,
    name: organization.name,
    kinds: JSON.stringify(organization.kinds),
    settlement: organization.settlement,
    phone: organization.phone,
    head: organization.head,
    is_demonstration: organization.isDemonstration ? 1 : 0,
    closed_on: organization.closedOn,
    successor_id: organization.successorId,
    epoch: head.epoch,
    sequence: 0,
    chain_hash: '',
    office_device_id: head.officeDeviceId,
    office_device_sequence: 0,
    quarantine_sequence: 0,
    secured_sequence: 0,
  }
}

/** Reads where the history of a row of `organization` stands. */
export function rowToHead(
  row: Pick<Selectable<OrganizationTable>, 'epoch' | 'sequence' | 'chain_hash' | 'office_device_id' | 'office_device_sequence' | 'secured_sequence'>,
): HistoryHead {
  return {
    epoch: row.epoch,
    sequence: row.sequence,
    chainHash: row.chain_hash,
    officeDeviceId: row.office_device_id,
    officeDeviceSequence: row.office_device_sequence,
    securedSequence: row.secured_sequence,
  }
}

/** Reads a row of `device`. */
export function rowToDevice(row: Selectable<DeviceTable>): DeviceRecord {
  return {
    id: row.id,
    districtId: row.district_id,
    organizationId: row.organization_id,
    tokenHash: row.token_hash,
    label: row.label,
    enrolledMs: row.enrolled_ms,
    lastContactMs: row.last_contact_ms,
    revokedMs: row.revoked_ms,
    appVersion: row.app_version,
    waiting: row.waiting,
    ackedSequence: row.acked_sequence,
    health: row.health === null ? null : readHealth(JSON.parse(row.health)),
    clockSkewMs: row.clock_skew_ms,
    handedOverMs: row.handed_over_ms,
    handingInMs: row.handing_in_ms,
  }
}

/** Writes a row of `device`. */
export function deviceToRow(device: DeviceRecord): DeviceTable {
  return {
    district_id: device.districtId,
    organization_id: device.organizationId,
    id: device.id,
    token_hash: device.tokenHash,
    label: device.label,
    enrolled_ms: device.enrolledMs,
    last_contact_ms: device.lastContactMs,
    revoked_ms: device.revokedMs,
    app_version: device.appVersion,
    waiting: device.waiting,
    acked_sequence: device.ackedSequence,
    health: device.health === undefined || device.health === null ? null : JSON.stringify(device.health),
    clock_skew_ms: device.clockSkewMs ?? null,
    handed_over_ms: device.handedOverMs ?? null,
    handing_in_ms: device.handingInMs ?? null,
  }
}

/** Reads a row of `enrolment_code`. */
export function rowToCode(row: Selectable<EnrolmentCodeTable>): CodeRecord {
  return {
    id: row.id,
    districtId: row.district_id,
    organizationId: row.organization_id,
    secretHash: row.secret_hash,
    digitsHash: row.digits_hash,
    createdMs: row.created_ms,
    expiresMs: row.expires_ms,
    usedMs: row.used_ms,
    usedByDeviceId: row.used_by_device_id,
    cancelledMs: row.cancelled_ms,
    invitedById: row.invited_by_device_id,
  }
}

/** Writes a row of `enrolment_code`. */
export function codeToRow(code: CodeRecord): EnrolmentCodeTable {
  return {
    district_id: code.districtId,
    organization_id: code.organizationId,
    id: code.id,
    secret_hash: code.secretHash,
    digits_hash: code.digitsHash,
    created_ms: code.createdMs,
    expires_ms: code.expiresMs,
    used_ms: code.usedMs,
    used_by_device_id: code.usedByDeviceId,
    cancelled_ms: code.cancelledMs,
    invited_by_device_id: code.invitedById ?? null,
  }
}

/** Reads how many tries were counted; databases give a count as a number or as text. */
export function rowToAttemptCount(row: { readonly count: number | string | bigint; readonly oldest: number | string | null }): AttemptCount {
  return { count: Number(row.count), oldestMs: row.oldest === null ? null : Number(row.oldest) }
}

type ChangeBody = Pick<Change, 'value' | 'supersedes' | 'subjectVersion' | 'schemaVersion' | 'appVersion' | 'extra'>

/** Reads a row of `change`. */
export function rowToChange(row: Selectable<ChangeTable>): StoredChange {
  return {
    ...fromJson<ChangeBody>(row.body),
    id: changeIdOf(row.device_id, row.device_sequence),
    districtId: row.district_id,
    organizationId: row.organization_id,
    deviceId: row.device_id,
    deviceSequence: row.device_sequence,
    authorId: row.author_id,
    subject: row.subject,
    kind: row.kind,
    stampMs: row.raw_stamp,
    effectiveStampMs: row.effective_stamp,
    sequence: row.sequence,
  }
}

/** Writes a row of `change`. */
export function changeToRow({ change, chainHash }: SealedChange): Insertable<ChangeTable> {
  const { value, supersedes, subjectVersion, schemaVersion, appVersion, extra } = change
  const body: ChangeBody = { value, supersedes, subjectVersion, schemaVersion, appVersion, ...(extra === undefined ? {} : { extra }) }
  return {
    district_id: change.districtId,
    organization_id: change.organizationId,
    sequence: change.sequence,
    kind: change.kind,
    subject: change.subject,
    topic: subjectToTopic(change.subject),
    device_id: change.deviceId,
    device_sequence: change.deviceSequence,
    author_id: change.authorId,
    raw_stamp: change.stampMs,
    effective_stamp: change.effectiveStampMs,
    body: JSON.stringify(body),
    chain_hash: chainHash,
  }
}

/** Reads a row of `quarantine`. */
export function rowToQuarantine(row: Selectable<QuarantineTable>): QuarantineRecord {
  return {
    number: row.number,
    deviceId: row.device_id,
    deviceSequence: row.device_sequence,
    code: row.code,
    body: fromJson<JsonObject>(row.body),
    contentHash: row.content_hash,
    receivedMs: row.received_ms,
  }
}

/** Writes a row of `quarantine`. */
export function quarantineToRow(scope: Pick<Change, 'districtId' | 'organizationId'>, record: QuarantineRecord): QuarantineTable {
  return {
    district_id: scope.districtId,
    organization_id: scope.organizationId,
    number: record.number,
    device_id: record.deviceId,
    device_sequence: record.deviceSequence,
    code: record.code,
    body: JSON.stringify(record.body),
    content_hash: record.contentHash,
    received_ms: record.receivedMs,
  }
}
