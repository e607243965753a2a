import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChangeId, DateOnly, DeviceId, DirectiveId, DistrictId, OfficerId, OrganizationId, ResolutionId } from '#core/directive'
import type { StoredChange, SubjectKey } from '#core/sync'
import type { OrganizationStore, Store, StoreAccess } from '../../../sync-server/store/store.ts'
import { makeChange } from '../../support/changeFactory.ts'
import {
  makeCodeRecord,
  makeDeviceRecord,
  makeDirective,
  makeDistrictRecord,
  makeOfficerRecord,
  makeOrganizationRecord,
  makeResolution,
} from '../../support/recordFactory.ts'

export const north = 'north' as DistrictId
export const south = 'south' as DistrictId
export const school = 'school' as OrganizationId
export const nursery = 'nursery' as OrganizationId
const phone = 'phone' as DeviceId
export const schools = (access: StoreAccess): OrganizationStore => access.forOrganization(north, school)

/** What any database behind the store must do. `createStore` gives an empty one; the suite closes it. */
export function describeStore(name: string, createStore: () => Promise<Store>): void {
  describe(`${name} keeps what the store promises`, () => {
    let store: Store

    beforeEach(async () => {
      store = await createStore()
      await fill(store)
    })
    afterEach(async () => { await store.close() })

    describeTenants(() => store)
    describeHistory(() => store)
    describeDocuments(() => store)
    describeCodes(() => store)
    describeTransactions(() => store)
  })
}

/** Two districts whose organizations share ids: only the whole key tells them apart. */
export async function fill(store: Store): Promise<void> {
  for (const [district, first, second] of [['north', '1', '2'], ['south', '3', '4']] as const) {
    const own = store.forDistrict(district as DistrictId)
    await own.insert(makeDistrictRecord(district))
    const head = { epoch: `epoch${first}`, officeDeviceId: `office${first}` as DeviceId }
    await own.organizations.insert(makeOrganizationRecord(district, 'school', first), head)
    await own.organizations.insert(makeOrganizationRecord(district, 'nursery', second, ['preschool', 'general_school']), head)
    await own.officers.insert(makeOfficerRecord(district, 'officer', `login-${district}`))
  }
}

export async function append(store: StoreAccess, sequences: readonly number[], changes: Partial<StoredChange> = {}, organization = schools(store)): Promise<void> {
  await organization.history.takeSequences(sequences.length)
  await organization.history.insert(
    sequences.map((sequence) => {
      const change = makeChange({ deviceSequence: sequence, districtId: north, organizationId: school, ...changes })
      return { change: { ...change, sequence, effectiveStampMs: change.stampMs }, chainHash: `hash${String(sequence)}` }
    }),
  )
}

function describeTenants(store: () => Store): void {
  it('finds nothing under a foreign id', async () => {
    await append(store(), [1])
    expect(await store().forDistrict('nowhere' as DistrictId).read()).toBeNull()
    expect(await store().forDistrict(north).organizations.find('foreign' as OrganizationId)).toBeNull()
    expect(await store().forOrganization(south, school).history.list({})).toEqual([])
    expect(await store().forDistrict(south).listChanges({})).toEqual([])
    expect(await store().forOrganization(north, nursery).history.listOfSubject('d:point1' as SubjectKey)).toEqual([])
    expect(await store().forDistrict(south).officers.find('nobody' as OfficerId)).toBeNull()
  })

  it('keeps organizations of the same id in two districts apart', async () => {
    await store().forDistrict(north).organizations.close(school, { closedOn: '2026-09-01' as DateOnly, successorId: nursery })
    expect(await store().forDistrict(north).organizations.find(school)).toMatchObject({ closedOn: '2026-09-01', successorId: 'nursery' })
    expect(await store().forDistrict(south).organizations.find(school)).toMatchObject({ closedOn: null, number: '3' })
    expect((await store().forDistrict(north).organizations.list()).map(({ number, kinds }) => [number, kinds])).toEqual([
      ['1', ['general_school']],
      ['2', ['preschool', 'general_school']],
    ])
  })

  it('finds by a secret or a public number across tenants, and says whose it is', async () => {
    await schools(store()).devices.insert(makeDeviceRecord('north', 'school', 'phone'))
    expect(await store().findDeviceByToken('hash-phone')).toMatchObject({ districtId: 'north', organizationId: 'school', id: 'phone' })
    expect(await store().findDeviceByToken('other')).toBeNull()
    expect(await store().findOrganizationByNumber('4')).toMatchObject({ districtId: 'south', id: 'nursery', isDemonstration: true })
    expect(await store().findOfficerByLogin('login-south')).toMatchObject({ districtId: 'south', id: 'officer' })
    expect((await store().listDistricts()).map(({ key }) => key)).toEqual(['north', 'south'])
  })

  it('ends the sessions of an officer whose password changed, and of nobody else', async () => {
    for (const district of [north, south]) {
      await store().forDistrict(district).officers.insertSession({ hash: `s-${district}`, districtId: district, officerId: 'officer' as OfficerId, createdMs: 1, lastUsedMs: 1 })
    }
    expect(await store().forDistrict(north).officers.changePassword('officer' as OfficerId, 'new')).toBe(true)
    expect(await store().forDistrict(north).officers.changePassword('nobody' as OfficerId, 'new')).toBe(false)
    expect(await store().findSession('s-north')).toBeNull()
    expect(await store().findSession('s-south')).toMatchObject({ districtId: 'south', officerId: 'officer' })
    expect((await store().forDistrict(north).officers.find('officer' as OfficerId))?.passwordHash).toBe('new')
  })
}

function describeHistory(store: () => Store): void {
  it('gives numbers of one organization without gaps, whoever asks at once', async () => {
    const taken = await Promise.all(Array.from({ length: 20 }, () => store().transaction(async (access) => schools(access).history.takeSequences(3))))
    expect(taken.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, i) => 3 * (i + 1)))
    expect((await store().forOrganization(north, nursery).history.readHead())?.sequence).toBe(0)
  })

  it('gives back a change as it was, with fields it does not know', async () => {
    const fields = {
      value: { state: 'reported', text: 'Сделано «в срок»', later: { deep: [1, null] } },
      supersedes: ['b-1' as ChangeId],
      extra: { mood: 'good' },
      stampMs: 8.64e15,
    }
    await append(store(), [1], fields)
    const [read] = await schools(store()).history.list({})
    expect(read).toEqual({ ...makeChange({ deviceSequence: 1, districtId: north, organizationId: school, ...fields }), sequence: 1, effectiveStampMs: 8.64e15 })
  })

  it('refuses a second change with an id or a number that stands', async () => {
    await append(store(), [1])
    await expect(append(store(), [1])).rejects.toThrow(/UNIQUE|unique/)
    await expect(append(store(), [2], { deviceSequence: 1, id: 'a-1' as ChangeId })).rejects.toThrow(/UNIQUE|unique/)
  })

  it('pages after a receipt, in order, without one device', async () => {
    await append(store(), [1, 2, 3, 4, 5])
    const history = schools(store()).history
    expect((await history.listAfter(1, phone, 3)).map(({ sequence }) => sequence)).toEqual([2, 3, 4])
    expect(await history.listAfter(0, 'a' as DeviceId, 10)).toEqual([])
    expect(await history.chainHashAt(4)).toBe('hash4')
    expect(await history.chainHashAt(0)).toBe('')
    expect(await history.chainHashAt(99)).toBeNull()
  })

  it('finds changes by topic, subject, kind and device', async () => {
    await append(store(), [1], { subject: 'd:p1' as SubjectKey })
    await append(store(), [2], { subject: 'd:p1:2026-Q3' as SubjectKey, kind: 'progressNote' })
    await append(store(), [3], { subject: 'd:p10' as SubjectKey })
    const history = schools(store()).history
    expect((await history.list({ topics: ['d:p1'] })).map(({ sequence }) => sequence)).toEqual([1, 2])
    expect((await history.list({ topics: ['d:p1', 'd:p10'], kinds: ['execution'] })).map(({ sequence }) => sequence)).toEqual([1, 3])
    expect((await history.listOfSubject('d:p1' as SubjectKey)).map(({ sequence }) => sequence)).toEqual([1])
    expect((await history.listOfDevice('a' as DeviceId, [2, 3, 9])).map(({ sequence }) => sequence).sort()).toEqual([2, 3])
    expect((await store().forDistrict(north).listChanges({ kinds: ['progressNote'] })).map(({ sequence }) => sequence)).toEqual([2])
  })

  it('knows what was published to whom', async () => {
    await append(store(), [1], { subject: 'r:doc' as SubjectKey, kind: 'publication' })
    await append(store(), [2, 3], { kind: 'publication' })
    const history = schools(store()).history
    expect((await history.findPublished(['r:doc', 'd:point1', 'd:other'])).sort()).toEqual(['d:point1', 'r:doc'])
    expect(await history.countPublicationsAfter(0)).toBe(2)
    expect(await history.countPublicationsAfter(2)).toBe(1)
    expect(await store().forOrganization(north, nursery).history.findPublished(['r:doc'])).toEqual([])
  })

  it('keeps a refused record once, with its number', async () => {
    const record = { deviceId: phone, deviceSequence: 4, code: 'IdReused', body: { text: 'ё' }, contentHash: 'h', receivedMs: 1 }
    const { quarantine } = schools(store())
    expect([await quarantine.keep(record), await quarantine.keep({ ...record, deviceSequence: 5 }), await quarantine.keep(record)]).toEqual([1, 2, 1])
    expect(await quarantine.list()).toMatchObject([{ number: 1, body: { text: 'ё' } }, { number: 2, deviceSequence: 5 }])
    expect(await quarantine.count()).toBe(2)
  })
}

function describeDocuments(store: () => Store): void {
  it('keeps every version of a document and its points, and gives the newest', async () => {
    const { documents } = store().forDistrict(north)
    await documents.saveResolution(makeResolution('doc2'))
    await documents.saveResolution(makeResolution('doc1'))
    await documents.saveDirective(makeDirective('doc1', 'p2', { position: 2 }))
    await documents.saveDirective(makeDirective('doc1', 'p1'))
    await documents.saveDirective(makeDirective('doc2', 'p3'))
    await documents.saveDirective(makeDirective('doc1', 'p1', { version: 2, text: 'Новая редакция' }))
    expect((await documents.listResolutions()).map(({ id }) => id)).toEqual(['doc2', 'doc1'])
    expect((await documents.listDirectives('doc1' as ResolutionId)).map(({ id, version }) => [id, version])).toEqual([['p1', 2], ['p2', 1]])
    expect((await documents.listDirectives()).map(({ id }) => id)).toEqual(['p3', 'p1', 'p2'])
    expect(await documents.findDirective('p1' as DirectiveId)).toMatchObject({ version: 2, text: 'Новая редакция' })
    const keys = [{ id: 'p2' as DirectiveId, version: 1 }, { id: 'p1' as DirectiveId, version: 1 }, { id: 'p1' as DirectiveId, version: 9 }]
    expect(await documents.loadDirectives(keys)).toEqual([makeDirective('doc1', 'p2', { position: 2 }), makeDirective('doc1', 'p1')])
    expect(await store().forDistrict(south).documents.loadDirectives(keys)).toEqual([])
    expect(await documents.loadResolutions([{ id: 'doc1' as ResolutionId, version: 1 }])).toEqual([makeResolution('doc1')])
  })
}

function describeCodes(store: () => Store): void {
  it('lets a code be used once, whoever comes at once', async () => {
    await schools(store()).codes.insert(makeCodeRecord('north', 'school', 'c1'))
    const used = await Promise.all(Array.from({ length: 10 }, (_, i) => schools(store()).codes.use('c1', `d${String(i)}` as DeviceId, 2000)))
    expect(used.filter(Boolean)).toHaveLength(1)
    expect(await store().forOrganization(south, school).codes.findNewestTyped()).toBeNull()
  })

  it('refuses a code that is over or cancelled, and finds the newest letter', async () => {
    const { codes } = schools(store())
    await codes.insert(makeCodeRecord('north', 'school', 'old'))
    await codes.insert(makeCodeRecord('north', 'school', 'link', { digitsHash: null, createdMs: 3000 }))
    await codes.cancelLetters(1500)
    await codes.insert(makeCodeRecord('north', 'school', 'new', { createdMs: 1500 }))
    expect(await codes.use('old', phone, 2000)).toBe(false)
    expect(await codes.use('new', phone, 9000)).toBe(false)
    expect(await codes.use('link', phone, 2000)).toBe(true)
    expect((await codes.findNewestTyped())?.id).toBe('new')
    expect((await codes.findUsedBy(phone))?.id).toBe('link')
    expect((await store().findCodeBySecret('secret-old'))?.cancelledMs).toBe(1500)
  })

  it('counts tries of an organization and of the whole server since an instant', async () => {
    const { codes } = schools(store())
    for (const atMs of [100, 200, 300]) await codes.insertAttempt(`t${String(atMs)}`, atMs)
    await store().forOrganization(south, school).codes.insertAttempt('t', 300)
    expect([await codes.countAttempts(100), await store().countEnrolmentAttempts(100)]).toEqual([{ count: 2, oldestMs: 200 }, { count: 3, oldestMs: 200 }])
    await codes.deleteAttempt('t300')
    await codes.deleteAttemptsBefore(100)
    expect([await codes.countAttempts(0), await store().countEnrolmentAttempts(300)]).toEqual([{ count: 1, oldestMs: 200 }, { count: 0, oldestMs: null }])
  })

  it('closes the access of a phone once and remembers its last contact', async () => {
    const { devices } = schools(store())
    await devices.insert(makeDeviceRecord('north', 'school', 'phone'))
    await devices.recordContact(phone, { nowMs: 7000, appVersion: '0.1.0', waiting: 3, ackedSequence: 12, health: [1, 2, 3, 'StorageFull'], clockSkewMs: -5 })
    await devices.recordContact(phone, { nowMs: 7000, appVersion: '0.1.0', waiting: 3, ackedSequence: 12, clockSkewMs: 60_000 })
    expect([await devices.revoke(phone, 8000), await devices.revoke(phone, 9000)]).toEqual([true, false])
    expect(await devices.find(phone)).toMatchObject({ lastContactMs: 7000, waiting: 3, ackedSequence: 12, revokedMs: 8000, health: [1, 2, 3, 'StorageFull'], clockSkewMs: 60_000 })
    expect((await store().forDistrict(north).listDevices()).map(({ id }) => id)).toEqual(['phone'])
    expect(await store().forOrganization(south, school).devices.revoke(phone, 1)).toBe(false)
  })
}

function describeTransactions(store: () => Store): void {
  it('leaves nothing behind when a transaction fails', async () => {
    const failing = store().transaction(async (access) => {
      await append(access, [1])
      throw new Error('cut off')
    })
    await expect(failing).rejects.toThrow('cut off')
    expect(await schools(store()).history.list({})).toEqual([])
    expect((await schools(store()).history.readHead())?.sequence).toBe(0)
  })

  it('runs the transactions of concurrent requests one after another', async () => {
    const steps: string[] = []
    await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        store().transaction(async (access) => {
          steps.push(`${name} begins`)
          await schools(access).read()
          await Promise.resolve()
          steps.push(`${name} ends`)
        }),
      ),
    )
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })

  it('keeps notes of the instance and answers for its health', async () => {
    await store().writeMeta('key', 'one')
    await store().writeMeta('key', 'two')
    expect([await store().readMeta('key'), await store().readMeta('none')]).toEqual(['two', null])
    expect((await store().readHealth()).migrations).toBeGreaterThan(0)
    expect(await store().checkIntegrity()).toBe('ok')
  })
}
