import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ControlState, DirectiveId, OfficerId, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { recordChange } from '../../src/device/changeLog.ts'
import { checkWithOffice } from '../../src/device/checkWithOffice.ts'
import { fetchBack, putAwayClosed } from '../../src/device/closedCards.ts'
import { listLeft } from '../../src/device/leftCards.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { loadAssignment } from '../../src/device/viewQueries.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { decideControl } from '../../sync-server/history/decide.ts'
import { northSchool } from '../support/backupFactory.ts'
import { type InjectedPhone, enrolInjectedPhone } from '../support/injectedPhone.ts'
import { type TestServer, appendDeps, createTestServer, publishTestDocument } from '../support/serverFactory.ts'

const day = 86_400_000
const school = 'northschool' as OrganizationId
const [closedPoint, openPoint] = ['d:northp1' as SubjectKey, 'd:northpb1' as SubjectKey]
const lock = createInProcessLock()

let server: TestServer
let phone: InjectedPhone

beforeEach(async () => {
  server = await createTestServer()
  await server.store.transaction((access) => publishTestDocument(access, 'north', 2, server.clock.nowMs, 'b'))
  const link = await createLink(server.store, { districtId: 'north' as never, organizationId: school }, server.deps)
  phone = await enrolInjectedPhone(server.app, link?.secret ?? '', server.deps.nowMs)
  await phone.sync()
  for (const subject of [closedPoint, openPoint]) await record(subject, 'execution', { state: 'reported', text: 'приказ № 5' })
  await record(`${closedPoint}:whole:1` as SubjectKey, 'progressNote', { text: 'по подпункту' })
  await phone.sync()
  await decide(closedPoint, 'released')
  await phone.sync()
})
afterEach(async () => {
  await phone.deps.db.delete()
  await server.close()
})

async function record(subject: SubjectKey, kind: string, value: Parameters<typeof recordChange>[1]['value']): Promise<void> {
  const recorded = await recordChange(phone.deps, { organizationId: school, subject, kind, value, subjectVersion: 1 })
  if (!recorded.ok) throw new Error(recorded.error.type)
}

async function decide(subject: SubjectKey, state: ControlState): Promise<void> {
  const wish = { subject, officerId: 'northofficer' as OfficerId, state, reason: 'по итогам проверки' }
  const decided = await server.store.transaction((access) => decideControl(northSchool(access), wish, appendDeps(server.clock.nowMs)))
  if (!decided.ok) throw new Error(decided.error)
}

/** Two backups hold everything, and the phone hears of it. */
async function secure(): Promise<void> {
  const { history } = northSchool(server.store)
  const head = await history.readHead()
  const mark = { districtId: 'north' as never, organizationId: school, sequence: head?.sequence ?? 0, chainHash: head?.chainHash ?? '' }
  for (const id of ['a', 'b']) await server.store.backups.record({ id: `${id}${String(server.clock.nowMs)}`, takenMs: server.clock.nowMs, sizeBytes: 1 }, [mark])
  await server.store.backups.refreshHorizons()
  await phone.sync()
}

async function putAway(): Promise<number> {
  await phone.sync()
  return putAwayClosed(phone.deps, school, lock)
}

const check = () => checkWithOffice({ ...phone.deps, sha256: (text) => createHash('sha256').update(text).digest('base64url').slice(0, 16) }, school)
const held = async (): Promise<number> => (await phone.deps.db.changes.toArray()).filter(({ subject }) => subject.startsWith(closedPoint)).length
const shown = async () => (await loadAssignment(phone.deps.db, school, closedPoint))?.state

describe('a point closed long ago', () => {
  it('leaves the phone a year later, once two backups hold all of it, and still counts in the comparison', async () => {
    server.clock.nowMs += 366 * day
    expect(await putAway()).toBe(0)
    await secure()
    expect(await putAway()).toBe(1)
    expect([await held(), await shown()]).toEqual([0, undefined])
    expect((await listLeft(phone.deps.db, school)).map(({ directiveId, places }) => [directiveId, places.length])).toEqual([['northp1', 4]])
    expect((await loadAssignment(phone.deps.db, school, openPoint))?.state.execution).toBe('reported')
    const { length } = await northSchool(server.store).history.list({})
    expect(await check()).toEqual({ type: 'agreed', count: length, repaired: 0 })
  })

  it('stays while it is younger, while anything of it is unsent, and when it is not closed', async () => {
    await secure()
    server.clock.nowMs += 364 * day
    expect(await putAway()).toBe(0)
    server.clock.nowMs += 3 * day
    await phone.sync()
    await record(closedPoint, 'progressNote', { text: 'дополнение' })
    expect(await putAwayClosed(phone.deps, school, lock)).toBe(0)
    await phone.sync()
    expect(await putAway()).toBe(0)
    expect(await held()).toBe(5)
  })

  it('comes back whole when somebody asks, and rests thirty days more', async () => {
    await secure()
    server.clock.nowMs += 366 * day
    const before = await shown()
    await putAway()
    await fetchBack(phone.deps.db, school, lock)
    phone.exchanges.length = 0
    await phone.sync()
    expect(await shown()).toEqual(before)
    expect([await held(), phone.exchanges.length, await listLeft(phone.deps.db, school)]).toEqual([4, 1, []])
    expect(await putAway()).toBe(0)
    server.clock.nowMs += 31 * day
    expect(await putAway()).toBe(1)
  })

  it('comes back whole when something new is written about it', async () => {
    await secure()
    server.clock.nowMs += 366 * day
    await putAway()
    await decide(closedPoint, 'onControl')
    await phone.sync()
    expect(await shown()).toMatchObject({ control: 'onControl', execution: 'reported', awaitsDecision: true })
    expect(await held()).toBe(5)
  })

  it('comes back whole with the life of a restored server, the phone’s own marks too', async () => {
    await secure()
    server.clock.nowMs += 366 * day
    await putAway()
    await northSchool(server.store).history.setEpoch('another')
    await phone.sync()
    expect(await shown()).toMatchObject({ control: 'released', execution: 'reported' })
    expect((await check()).type).toBe('agreed')
  })

  it('stays as long as the district says', async () => {
    await secure()
    const enrolment = await phone.deps.db.enrolments.get(school)
    if (enrolment?.profile === undefined || enrolment.profile === null) throw new Error('no profile')
    const profile = { ...enrolment.profile, district: { ...enrolment.profile.district, keepClosedDays: 60 } }
    await phone.deps.db.enrolments.update(school, { profile })
    server.clock.nowMs += 61 * day
    await phone.deps.db.enrolments.update(school, { clockOffsetMs: 0 })
    expect(await putAwayClosed(phone.deps, school, lock)).toBe(1)
    expect((await phone.deps.db.cards.get([school, 'northp1' as DirectiveId]))).toBeUndefined()
  })
})
