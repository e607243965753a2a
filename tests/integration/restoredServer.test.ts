import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Audience, DateOnly, DistrictId, OfficerId } from '#core/directive'
import { type JsonObject, maxGivenBackLength, textToCursor } from '#core/sync'
import { publishDirectives } from '../../sync-server/history/publish.ts'
import { mintId, systemRandomBytes } from '../../sync-server/secrets.ts'
import { northSchool } from '../support/backupFactory.ts'
import { exchangeOf } from '../support/exchangeClient.ts'
import { RestorableServer } from '../support/restorableServer.ts'
import { readSeedDirectives } from '../support/seedDirectives.ts'
import { type TestPhone, type TestServer, appendDeps, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

const minute = 60_000

describe('a cursor of another life', () => {
  let server: TestServer
  let phone: TestPhone
  beforeEach(async () => {
    server = await createTestServer()
    phone = await enrolTestPhone(server)
  })
  afterEach(() => server.close())

  /** A server whose history is put back, as the cursor sees it: ahead of all that stands. */
  const ahead = (cursor: string): string => {
    const { epoch, sequence, chainHash } = textToCursor(cursor) ?? { epoch: '', sequence: 0, chainHash: '' }
    return `${epoch}.${String(sequence + 10)}.${chainHash}`
  }

  it('is told how much of it stands: up to where the phone was last seen to stand', async () => {
    const { cursor } = await exchangeOf(server, phone)
    expect((await exchangeOf(server, phone, { cursor: ahead(cursor) })).heldUpTo).toBe(0)
    const { cursor: now } = await exchangeOf(server, phone)
    await exchangeOf(server, phone, { cursor: now })
    const lost = await exchangeOf(server, phone, { cursor: ahead(now) })
    expect(lost).toMatchObject({ historyChanged: true, heldUpTo: textToCursor(now)?.sequence })
    // The answer may be lost: the same question has the same answer.
    expect((await exchangeOf(server, phone, { cursor: ahead(now) })).heldUpTo).toBe(lost.heldUpTo)
  })

  it('is told that all of it stands where its hash does', async () => {
    const { cursor } = await exchangeOf(server, phone)
    await northSchool(server.store).history.setEpoch('another')
    expect(await exchangeOf(server, phone, { cursor })).toMatchObject({ historyChanged: true, heldUpTo: textToCursor(cursor)?.sequence })
  })

  it('leaves changes about an unknown subject unanswered, once', async () => {
    const { cursor } = await exchangeOf(server, phone)
    const changes = [makeSent(1), makeSent(2, { subject: 'd:lost' })]
    const answer = await exchangeOf(server, phone, { cursor: ahead(cursor), changes })
    expect(answer).toMatchObject({ historyChanged: true, receipts: [[1, 1, 4]], quarantined: [], rejected: [] })
    expect(await northSchool(server.store).quarantine.count()).toBe(0)
    expect((await exchangeOf(server, phone, { cursor: answer.cursor, changes })).quarantined).toEqual([[2, 'SubjectUnknown']])
  })
})

describe('the horizon of the backups', () => {
  it('is told to a phone that knows another one, and to no other', async () => {
    const server = await createTestServer()
    const phone = await enrolTestPhone(server)
    expect((await exchangeOf(server, phone)).secured).toBeUndefined()
    const head = await northSchool(server.store).history.readHead()
    const mark = { districtId: phone.districtId, organizationId: phone.organizationId, sequence: head?.sequence ?? 0, chainHash: head?.chainHash ?? '' }
    for (const [id, takenMs] of [['a', 1], ['b', 2]] as const) await server.store.backups.record({ id, takenMs, sizeBytes: 1 }, [mark])
    await server.store.backups.refreshHorizons()
    expect((await exchangeOf(server, phone)).secured).toBe(3)
    expect((await exchangeOf(server, phone, { secured: 3 })).secured).toBeUndefined()
    await server.store.backups.forget(['b'])
    await server.store.backups.refreshHorizons()
    expect((await exchangeOf(server, phone, { secured: 3 })).secured).toBe(0)
    await server.close()
  })
})

describe('a server restored under living phones', () => {
  let server: RestorableServer
  beforeEach(async () => { server = await RestorableServer.open() })
  afterEach(() => server.close())

  it('stores the bodies of real directives again as they were', async () => {
    const phone = await server.enrol('northschool')
    await phone.sync()
    await server.backUp()
    const { resolution, directives } = readSeedDirectives(60, () => mintId(systemRandomBytes))
    const audience: Audience[] = ['general_school']
    const addressed = directives.map((directive) => ({ ...directive, addressee: { ...directive.addressee, audience } }))
    await server.store.transaction(async (access) => {
      const { documents } = access.forDistrict('north' as DistrictId)
      await documents.saveResolution(resolution)
      for (const directive of addressed) await documents.saveDirective(directive)
      const publication = { districtId: 'north' as DistrictId, officerId: 'northofficer' as OfficerId, today: '2026-11-22' as DateOnly, resolution, directives: addressed, controlOf: () => undefined }
      await publishDirectives(access, publication, appendDeps(server.nowMs))
    })
    await phone.sync()
    await server.restore('copied')
    await phone.sync()
    const { documents } = server.store.forDistrict('north' as DistrictId)
    expect(await documents.listDirectives(resolution.id)).toEqual(addressed)
    expect(await documents.findResolution(resolution.id)).toEqual(resolution)
    await phone.deps.db.delete()
  })

  it('knows a mark again whose clock was wrong, whoever gives it back first', async () => {
    const [author, witness] = [await server.enrol('northschool'), await server.enrol('northschool')]
    await author.sync()
    await witness.sync()
    await server.backUp()
    const sent = makeSent(2, { stampMs: server.nowMs + 90 * minute })
    const own = { token: author.enrolment.token, districtId: author.enrolment.districtId, organizationId: author.enrolment.organizationId, deviceId: author.enrolment.deviceId }
    await exchangeOf(server, own, { changes: [sent] })
    await witness.sync()
    await server.restore('copied')
    await witness.sync()
    const answer = await exchangeOf(server, own, { changes: [sent] })
    const [stored] = (await server.organization('northschool').history.listOfDevice(own.deviceId, [2]))
    expect(answer).toMatchObject({ quarantined: [], receipts: [[2, 1, stored?.sequence]], stamps: [[2, stored?.effectiveStampMs]] })
    for (const phone of [author, witness]) await phone.deps.db.delete()
  })

  it('takes a season of one school back in one request', async () => {
    const [author, witness] = [await server.enrol('northschool'), await server.enrol('northschool')]
    await author.sync()
    await witness.sync()
    await server.backUp()
    const own = { ...author.enrolment }
    const notes = (round: number): JsonObject[] => Array.from({ length: 100 }, (_, i) => makeSent(2 + round * 100 + i, { kind: 'progressNote', value: { text: `Проведено заседание № ${String(i)}, ${String(round)}-я четверть` } }))
    for (let round = 0; round < 5; round += 1) await exchangeOf(server, own, { changes: notes(round) })
    await witness.sync()
    await server.restore('command')
    witness.exchanges.length = 0
    await witness.sync()
    expect(await server.organization('northschool').history.listOfDevice(own.deviceId, [2, 300, 501])).toHaveLength(3)
    expect(witness.exchanges[1]?.up).toBeLessThan(maxGivenBackLength / 8)
    for (const phone of [author, witness]) await phone.deps.db.delete()
  })
})
