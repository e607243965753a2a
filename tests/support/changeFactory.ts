import type { ChangeId, DeviceId, DistrictId, OrganizationId, PersonId } from '#core/directive'
import { type JsonObject, type PlacedChange, type SubjectKey, changeIdOf, schemaVersion } from '#core/sync'

export const directiveSubject = 'd:point1' as SubjectKey

/** A change of device "a" with sensible defaults; `deviceSequence` makes its id. */
export function makeChange(fields: Partial<PlacedChange> & { deviceSequence: number }): PlacedChange {
  const deviceId = fields.deviceId ?? ('a' as DeviceId)
  return {
    id: changeIdOf(deviceId, fields.deviceSequence),
    districtId: 'district1' as DistrictId,
    organizationId: 'school1' as OrganizationId,
    deviceId,
    authorId: 'person1' as PersonId,
    subject: directiveSubject,
    kind: 'execution',
    value: { state: 'inProgress' },
    supersedes: [],
    stampMs: 1_000 * fields.deviceSequence,
    subjectVersion: 1,
    schemaVersion,
    appVersion: '0.1.0',
    sequence: null,
    effectiveStampMs: null,
    ...fields,
  }
}

/** A mark of one device. */
export function mark(device: string, deviceSequence: number, value: JsonObject, supersedes: readonly string[] = [], stampMs = 1_000 * deviceSequence): PlacedChange {
  return makeChange({ deviceId: device as DeviceId, deviceSequence, value, supersedes: supersedes as ChangeId[], stampMs })
}

/** A decision of the office. */
export function decision(deviceSequence: number, value: JsonObject, supersedes: readonly string[] = [], kind = 'control'): PlacedChange {
  return makeChange({ deviceId: 'office' as DeviceId, deviceSequence, kind, value, supersedes: supersedes as ChangeId[], stampMs: 500_000 + deviceSequence })
}
