import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DateOnly, DirectiveId, DistrictId, OfficerId, OrganizationId } from '#core/directive'
import { type StoredChange, type SubjectKey, foldAssignment } from '#core/sync'
import { decideControl, decideExtension } from '../../sync-server/history/decide.ts'
import { linkChange } from '../../sync-server/history/chain.ts'
import { publishDirectives } from '../../sync-server/history/publish.ts'
import { canonicalJson } from '../../sync-server/store/canonicalJson.ts'
import type { OrganizationStore, StoreAccess } from '../../sync-server/store/store.ts'
import { exchangeOf } from '../support/exchangeClient.ts'
import { makeAddressee } from '../support/directiveFactory.ts'
import { makeDirective, makeResolution } from '../support/recordFactory.ts'
import { type TestServer, appendDeps, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

const north = 'north' as DistrictId
const school = 'northschool' as OrganizationId
const officerId = 'northofficer' as OfficerId
const subject = 'd:northp1' as SubjectKey

let server: TestServer
beforeEach(async () => { server = await createTestServer() })
afterEach(async () => { await server.close() })

const schools = (access: StoreAccess = server.store): OrganizationStore => access.forOrganization(north, school)

describe('the chain of a history', () => {
  it('can be computed again from the changes alone, across the writes of several devices', async () => {
    for (const phone of [await enrolTestPhone(server), await enrolTestPhone(server)]) {
      await exchangeOf(server, phone, { changes: [makeSent(1), makeSent(2, { mood: 'good', value: { state: 'reported', z: 1, a: 2 } })] })
    }
    const history = await schools().history.list({})
    const chainKey = await schools().history.readChainKey()
    let hash = ''
    for (const change of history) {
      hash = linkChange(chainKey, hash, change)
      expect(await schools().history.chainHashAt(change.sequence)).toBe(hash)
    }
    expect([history.length, (await schools().history.readHead())?.chainHash]).toEqual([7, hash])
  })

  it('does not depend on the order in which a phone wrote its fields', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'ё' }], a: true })).toBe(canonicalJson({ a: true, b: [1, { c: 'ё', d: null }] }))
  })
})

describe('publishing', () => {
  const publish = async (version: number, text = 'Новый пункт'): Promise<number> => {
    const resolution = makeResolution('docb')
    const directive = makeDirective('docb', 'pb', { version, text, addressee: makeAddressee({ audience: ['all_organizations'] }) })
    return server.store.transaction(async (access) => {
      const { documents } = access.forDistrict(north)
      if (version === 1 && (await documents.findResolution(resolution.id)) === null) await documents.saveResolution(resolution)
      if ((await documents.findDirective(directive.id))?.version !== version) await documents.saveDirective(directive)
      const publication = { districtId: north, officerId, today: '2026-11-22' as DateOnly, resolution, directives: [directive], controlOf: () => undefined }
      return (await publishDirectives(access, publication, appendDeps(server.clock.nowMs))).length
    })
  }

  it('reaches every addressed organization once, however often it is repeated', async () => {
    expect([await publish(1), await publish(1)]).toEqual([2, 0])
    const published = (await schools().history.list({ kinds: ['publication'] })).map((change) => [change.subject, change.subjectVersion])
    expect(published.slice(-2)).toEqual([['r:docb', 1], ['d:pb', 1]])
  })

  it('tells a new version as a successor of the old, with its text once in the answer', async () => {
    await publish(1)
    const phone = await enrolTestPhone(server)
    const { cursor } = await exchangeOf(server, phone)
    await publish(2, 'Уточнённый пункт')
    const answer = await exchangeOf(server, phone, { cursor })
    const [before] = await schools().history.list({ topics: ['d:pb'] })
    expect(answer.changes).toMatchObject([{ subject: 'd:pb', subjectVersion: 2, supersedes: [before?.id] }])
    expect(answer.directives.map(({ version, text }) => [version, text])).toEqual([[2, 'Уточнённый пункт']])
    expect(answer.resolutions).toEqual([])
    const whole = await exchangeOf(server, await enrolTestPhone(server))
    expect(whole.directives.filter(({ id }) => id === ('pb' as DirectiveId)).map(({ version }) => version)).toEqual([2])
  })

  it('gives nothing new to a closed organization', async () => {
    await server.store.forDistrict(north).organizations.close(school, { closedOn: '2026-11-22' as DateOnly, successorId: null })
    expect(await publish(1)).toBe(1)
  })
})

describe('deciding', () => {
  const decide = (state: 'released' | 'returned' | 'onControl', reason?: string) =>
    server.store.transaction((access) => decideControl(schools(access), { subject, officerId, state, ...(reason === undefined ? {} : { reason }) }, appendDeps(server.clock.nowMs)))
  const stateNow = async (): Promise<ReturnType<typeof foldAssignment<StoredChange>>> => foldAssignment(await schools().history.listOfSubject(subject), 'onControl')

  it('returns a report with a reason, names what it judged, and reaches the phone', async () => {
    const phone = await enrolTestPhone(server)
    const { cursor } = await exchangeOf(server, phone, { changes: [makeSent(1, { value: { state: 'reported', text: '' } })] })
    expect(await decide('returned')).toEqual({ ok: false, error: 'ReasonRequired' })
    expect((await decide('returned', 'нет приложения')).ok).toBe(true)
    const pulled = (await exchangeOf(server, phone, { cursor })).changes
    expect(pulled).toMatchObject([{ kind: 'control', value: { state: 'returned', reason: 'нет приложения' }, supersedes: [`${phone.deviceId}-1`], subjectVersion: 1 }])
    expect(await stateNow()).toMatchObject({ isReturned: true, execution: 'inProgress' })
  })

  it('goes only where the present state allows', async () => {
    expect((await decide('released')).ok).toBe(true)
    expect(await decide('released')).toEqual({ ok: false, error: 'TransitionNotAllowed' })
    expect(await decide('onControl')).toEqual({ ok: false, error: 'ReasonRequired' })
    expect((await decide('onControl', 'прислали уточнение')).ok).toBe(true)
    expect((await stateNow()).control).toBe('onControl')
  })

  it('of two officers at once lets one through', async () => {
    const results = await Promise.all([decide('released'), decide('released'), decide('released')])
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('moves a date and answers the request, the state staying', async () => {
    const phone = await enrolTestPhone(server)
    await exchangeOf(server, phone, { changes: [makeSent(1, { kind: 'extensionRequest', value: { to: '2026-12-20', reason: 'болезнь' } })] })
    expect((await stateNow()).openRequest).not.toBeNull()
    await server.store.transaction((access) => decideExtension(schools(access), { subject, officerId, to: '2026-12-15' as DateOnly }, appendDeps(server.clock.nowMs)))
    expect(await stateNow()).toMatchObject({ extendedTo: '2026-12-15', openRequest: null, control: 'onControl' })
  })

  it.each(['d:southp1', 'd:nowhere', 'r:northdoc', 'o', 'x:y'])('finds nothing to decide on at %s', async (key) => {
    const wish = { subject: key as SubjectKey, officerId, state: 'released' as const }
    expect(await server.store.transaction((access) => decideControl(schools(access), wish, appendDeps(1)))).toEqual({ ok: false, error: 'NotFound' })
  })
})
