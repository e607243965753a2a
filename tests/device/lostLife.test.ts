import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Directive, DirectiveId, OrganizationId } from '#core/directive'
import { err, ok } from '#core/result'
import { type ExchangeAnswer, type ExchangeFailure, type ExchangeRequest, type JsonObject, foldAssignment } from '#core/sync'
import { appliedChangesOf } from '../../src/device/changeRows.ts'
import { runSync } from '../../src/device/runSync.ts'
import { loadAssignment, unsentCount } from '../../src/device/viewQueries.ts'
import { makeDirective } from '../support/historyFactory.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'
import { School, point1, point2, resolution } from '../support/school.ts'

let school: School
let phone: SimulatedDevice
let other: SimulatedDevice
let restore: () => void
/** The requests of the phone, and what the server adds to its answers. */
let requests: ExchangeRequest[]
let add: (request: ExchangeRequest, answer: ExchangeAnswer) => Partial<ExchangeAnswer>

beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
  other = await school.enrolledPhone('b')
  requests = []
  add = () => ({})
  await phone.sync()
  restore = school.server.backUp(school.id)
  await other.record(school.id, point1, 'progressNote', { text: 'записал другой телефон' })
  await other.sync()
  school.server.writeOffice(school.id, point2, 'control', { state: 'returned', reason: 'нет приложения' })
  await phone.record(school.id, point2, 'execution', { state: 'reported' })
  await phone.sync()
})
afterEach(() => school.close())

/** A run whose answers are completed as a server does that can prove what phones give back. */
async function sync(refuse: (request: ExchangeRequest) => ExchangeFailure | null = () => null) {
  const { transport } = phone.deps
  return runSync({
    ...phone.deps,
    transport: {
      async exchange(request, credentials) {
        requests.push(request)
        const refused = refuse(request)
        if (refused !== null) return err(refused)
        const answer = await transport.exchange(request, credentials)
        return answer.ok ? ok({ ...answer.value, ...add(request, answer.value) }) : answer
      },
    },
  })
}

const historyOf = async (): Promise<number> => (await phone.db.changes.toArray()).filter(({ sequence }) => sequence !== null).length
const givenBackOf = (request: ExchangeRequest | undefined): JsonObject | undefined => request?.givenBack
const sequencesOf = (givenBack: JsonObject | undefined): unknown => (givenBack?.['changes'] as readonly JsonObject[] | undefined)?.map(({ sequence }) => sequence)
const settings = (organizationId: OrganizationId = school.id) => phone.db.settings.get(`givenBack ${organizationId}`)

describe('a phone of a life the server lost', () => {
  it('gives back the whole end of it in the very next request, and is done with the answer', async () => {
    const length = await historyOf()
    const { cursor } = await phone.enrolment(school.id)
    restore()
    add = (_request, { historyChanged }) => (historyChanged ? { heldUpTo: length - 3 } : {})
    await sync()
    expect(requests.map((request) => request.givenBack === undefined)).toEqual([true, false])
    expect(givenBackOf(requests[1])).toMatchObject({ after: length - 3, cursor, resolutions: [], directives: [] })
    expect(sequencesOf(givenBackOf(requests[1]))).toEqual([length - 2, length - 1, length])
    expect((await phone.enrolment(school.id)).givesBack).toBe(false)
    expect(await settings()).toBeUndefined()
    expect(await unsentCount(phone.db)).toBe(0)
  })

  it('keeps it until an answer comes, over cuts of the network', async () => {
    restore()
    add = (_request, { historyChanged }) => (historyChanged ? { heldUpTo: 0 } : {})
    school.network = (deliver) => (requests.length > 1 ? { status: 502, body: { error: {} } } : deliver())
    await sync()
    expect(await settings()).toBeDefined()
    school.network = (deliver) => deliver()
    await sync()
    expect(givenBackOf(requests.at(-1))).toEqual(givenBackOf(requests[1]))
    expect(await settings()).toBeUndefined()
  })

  it('tries once more from the beginning when the end could not be proven, and then no more', async () => {
    restore()
    add = (request, { historyChanged }) => (historyChanged ? { heldUpTo: 2 } : request.givenBack === undefined ? {} : { givenBack: 'GivenBackUnproven' })
    expect(await sync()).toMatchObject({ organizations: [{ type: 'done', failure: null }] })
    expect(requests.map(({ givenBack }) => givenBack?.['after'])).toEqual([undefined, 2, 0])
    expect(await settings()).toBeUndefined()
  })

  it('offers its own alone where it does not hold the end whole, or the server does not say how much it holds', async () => {
    restore()
    await sync()
    const another = school.server.backUp(school.id)
    school.server.writeOffice(school.id, point1, 'extension', { to: '2027-01-20' })
    await phone.sync()
    await phone.db.changes.filter(({ kind }) => kind === 'extension').delete()
    another()
    add = (_request, { historyChanged }) => (historyChanged ? { heldUpTo: 0 } : {})
    await sync()
    expect(requests.every(({ givenBack }) => givenBack === undefined)).toBe(true)
    expect(await unsentCount(phone.db)).toBe(0)
  })

  it('lets no size of what it gives back hold up its own changes', async () => {
    restore()
    add = (_request, { historyChanged }) => (historyChanged ? { heldUpTo: 0 } : {})
    expect(await sync((request) => (request.givenBack === undefined ? null : { type: 'Refused', code: 'BodyTooLarge', details: {}, retryAfterSeconds: null }))).toMatchObject({ organizations: [{ type: 'done', failure: null }] })
    expect(await unsentCount(phone.db)).toBe(0)
    expect(await settings()).toBeUndefined()
  })

  it('gives back all it has under a new enrolment, when the server did not know it any more', async () => {
    const { cursor } = await phone.enrolment(school.id)
    const length = await historyOf()
    restore()
    school.network = () => ({ status: 401, body: { error: { type: 'TokenUnknown' } } })
    await sync()
    school.network = (deliver) => deliver()
    await phone.enrol(school.code())
    requests = []
    add = (_request, { historyChanged }) => (historyChanged ? { heldUpTo: 0 } : {})
    await sync()
    expect(requests[0]).toMatchObject({ cursor: null, formerCursor: cursor })
    expect(givenBackOf(requests[1])).toMatchObject({ after: 0, cursor })
    expect(sequencesOf(givenBackOf(requests[1]))).toEqual(Array.from({ length }, (_, i) => i + 1))
    expect(requests.slice(2).every(({ givenBack, formerCursor }) => givenBack === undefined && formerCursor === undefined)).toBe(true)
    expect(await unsentCount(phone.db)).toBe(0)
  })

  it('gives back under a new enrolment what the server lost, though its access was closed before it could learn of it', async () => {
    const { cursor } = await phone.enrolment(school.id)
    restore()
    school.network = () => ({ status: 403, body: { error: { type: 'DeviceRevoked', revokedOn: '2026-11-22', taken: [] } } })
    await sync()
    school.network = (deliver) => deliver()
    await phone.enrol(school.code())
    requests = []
    add = (_request, { historyChanged }) => (historyChanged ? { heldUpTo: 1 } : {})
    await sync()
    expect(requests.map(({ formerCursor }) => formerCursor)).toEqual([cursor, ...requests.slice(1).map(() => undefined)])
    expect(givenBackOf(requests[1])).toMatchObject({ after: 1, cursor })
  })

  it('gives nothing back under a new enrolment where the server holds all it knew', async () => {
    await phone.enrol(school.code())
    await sync()
    expect(requests.every(({ givenBack }) => givenBack === undefined)).toBe(true)
    expect(await settings()).toBeUndefined()
    expect((await phone.enrolment(school.id)).formerCursor).toBeUndefined()
  })

  it('asks for the body of a published version with every exchange until somebody has given it back', async () => {
    school.server.publish(school.id, resolution, [makeDirective('point1', { version: 2, position: 1 })])
    let body: readonly Directive[] = []
    add = (_request, { directives }) => {
      const answered = { directives: body }
      body = body.length > 0 ? body : directives
      return answered
    }
    await sync()
    expect((await phone.db.cards.get([school.id, 'point1' as DirectiveId]))?.directive.version).toBe(1)
    add = () => ({ directives: [] })
    await sync()
    expect(requests.map(({ fetch }) => fetch)).toEqual([undefined, ['point1']])
    add = () => ({ directives: body })
    await sync()
    expect((await phone.db.cards.get([school.id, 'point1' as DirectiveId]))?.directive.version).toBe(2)
    add = () => ({})
    await sync()
    expect(requests.at(-1)?.fetch).toBeUndefined()
  })

  it('keeps and shows what nobody brought back, but counts it no more', async () => {
    restore()
    await sync()
    const details = await loadAssignment(phone.db, school.id, point1)
    expect(details?.state.notes).toEqual([])
    expect(details?.refused).toMatchObject([{ kind: 'progressNote', transfer: 'onDevice', missing: true, sequence: null }])
    expect(foldAssignment(await appliedChangesOf(phone.db, school.id, point2)).control).toBe('noControl')
    await other.sync()
    await sync()
    expect((await loadAssignment(phone.db, school.id, point1))?.state.notes).toHaveLength(1)
  })
})

describe('the horizon of the backups', () => {
  it('is asked for by what the phone knows, and forgotten with the life it belongs to', async () => {
    add = () => ({ secured: 3 })
    await sync()
    add = () => ({})
    await sync()
    expect(requests.map(({ secured }) => secured)).toEqual([undefined, 3])
    restore()
    await sync()
    expect((await phone.enrolment(school.id)).secured).toBe(0)
    await sync()
    expect(requests.at(-1)?.secured).toBeUndefined()
  })
})
