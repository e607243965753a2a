import type { DateOnly, DeviceId, Directive, DirectiveId, DistrictId, OfficerId, OrganizationId, OrganizationKind, Resolution, ResolutionId } from '#core/directive'
import type { CodeRecord, DeviceRecord, DistrictRecord, OfficerRecord, OrganizationRecord } from '../../sync-server/store/records.ts'
import { makeAddressee } from './directiveFactory.ts'

/** A district of the tests; `id` is its key too. */
export function makeDistrictRecord(id: string): DistrictRecord {
  return {
    id: id as DistrictId,
    key: id,
    name: `Район ${id}`,
    region: 'Край',
    zone: 'Asia/Yakutsk',
    office: { name: 'Управление образования', phone: '8 41135 0-00-01' },
    clerk: { name: 'Иванова Т.П.', post: 'специалист', phone: '8 41135 0-00-23' },
    ruleSet: {},
    standingPeriodUnit: 'year',
    settings: {},
  }
}

/** An organization with an own number: one server never gives a number twice. */
export function makeOrganizationRecord(districtId: string, id: string, number: string, kinds: readonly OrganizationKind[] = ['general_school']): OrganizationRecord {
  return {
    id: id as OrganizationId,
    districtId: districtId as DistrictId,
    number,
    name: `Школа ${number}`,
    kinds,
    settlement: 'с. Верхнее',
    phone: '8 41135 0-00-31',
    head: 'Петрова А.И.',
    isDemonstration: true,
    closedOn: null,
    successorId: null,
  }
}

export function makeOfficerRecord(districtId: string, id: string, login: string): OfficerRecord {
  return { id: id as OfficerId, districtId: districtId as DistrictId, login, name: 'Иванова Т.П.', post: 'специалист', roles: ['specialist', 'administrator'], passwordHash: 'none' }
}

export function makeDeviceRecord(districtId: string, organizationId: string, id: string, tokenHash = `hash-${id}`): DeviceRecord {
  return {
    id: id as DeviceId,
    districtId: districtId as DistrictId,
    organizationId: organizationId as OrganizationId,
    tokenHash,
    label: 'Android, Chrome 138',
    enrolledMs: 1000,
    lastContactMs: null,
    revokedMs: null,
    appVersion: null,
    waiting: 0,
    ackedSequence: 0,
  }
}

export function makeCodeRecord(districtId: string, organizationId: string, id: string, changes: Partial<CodeRecord> = {}): CodeRecord {
  return {
    id,
    districtId: districtId as DistrictId,
    organizationId: organizationId as OrganizationId,
    secretHash: `secret-${id}`,
    digitsHash: `digits-${id}`,
    createdMs: 1000,
    expiresMs: 9000,
    usedMs: null,
    usedByDeviceId: null,
    cancelledMs: null,
    ...changes,
  }
}

export function makeResolution(id: string, version = 1): Resolution {
  return {
    id: id as ResolutionId,
    version,
    kind: 'decision',
    kindText: 'Решение коллегии',
    number: '3',
    date: '2021-12-17' as DateOnly,
    issuer: 'коллегия',
    title: `Документ ${id}`,
    force: 'order',
    materials: [],
  }
}

export function makeDirective(resolutionId: string, id: string, changes: Partial<Directive> = {}): Directive {
  return {
    id: id as DirectiveId,
    resolutionId: resolutionId as ResolutionId,
    version: 1,
    position: 1,
    number: '4.2',
    heading: 'Руководителям общеобразовательных организаций',
    headingKind: 'addressee',
    text: 'Пересмотреть учебную нагрузку педагогов.',
    children: [],
    addressee: makeAddressee({ audience: ['general_school'] }),
    deadline: { kind: 'none', text: null },
    computed: { dueDate: null, rule: 'no_date', movedFrom: null, toConfirm: false },
    reportDue: null,
    periodUnit: null,
    firstPeriodFrom: null,
    reportFields: [],
    materials: [],
    ...changes,
  }
}
