import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OrganizationId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { recordChange } from '../../src/device/changeLog.ts'
import { createLink } from '../../sync-server/enrolment/enrolmentCodes.ts'
import { type InjectedServer, enrolInjectedPhone } from '../support/injectedPhone.ts'
import { givePasswords, signIn } from '../support/officeClient.ts'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

let server: TestServer
beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
})
afterEach(async () => { await server.close() })

describe('a phone of the former head', () => {
  it('hands in everything in one run, hears who took over, and holds nothing unsent', async () => {
    const school = { districtId: 'north' as DistrictId, organizationId: 'northschool' as OrganizationId }
    const link = await createLink(server.store, school, server.deps)
    const phone = await enrolInjectedPhone(server.app, link?.secret ?? '', () => server.clock.nowMs)
    await phone.sync()
    const about = { organizationId: school.organizationId, subject: 'd:northp1' as SubjectKey, subjectVersion: 1 }
    await recordChange(phone.deps, { ...about, kind: 'execution', value: { state: 'reported', text: 'Приказ № 41' } })
    for (let note = 1; note <= 150; note += 1) await recordChange(phone.deps, { ...about, kind: 'progressNote', value: { text: `обещаем ${String(note)}` } })
    await (await signIn(server)).post('organizations/northschool/handover', { head: 'Сидорова О.О.' })

    expect((await phone.sync()).organizations).toMatchObject([{ type: 'revoked', sent: 151 }])
    expect(await phone.deps.db.changes.toArray()).toEqual(expect.not.arrayContaining([expect.objectContaining({ transfer: 'onDevice' })]))
    expect(await phone.deps.db.enrolments.toArray()).toMatchObject([{ revokedOn: '2026-11-22', handedOver: true, profile: { organization: { name: 'Школа 1001' } } }])
    const { history, quarantine, devices } = server.store.forOrganization(school.districtId, school.organizationId)
    expect((await history.list({ kinds: ['progressNote', 'execution'] }))).toHaveLength(151)
    expect(await quarantine.count()).toBe(0)
    expect(await devices.list()).toMatchObject([{ revokedMs: server.clock.nowMs }])
  })

  it('offers what was written during the very exchange that closed it, and the office holds it', async () => {
    const school = { districtId: 'north' as DistrictId, organizationId: 'northschool' as OrganizationId }
    const link = await createLink(server.store, school, server.deps)
    let answers = 0
    const app: InjectedServer = {
      inject: async (options) => {
        const answer = await server.app.inject(options)
        if (answer.statusCode === 403 && (answers += 1) === 1) await recordChange(phone.deps, { organizationId: school.organizationId, subject: 'd:northp1' as SubjectKey, subjectVersion: 1, kind: 'progressNote', value: { text: 'в последнюю минуту' } })
        return answer
      },
    }
    const phone = await enrolInjectedPhone(app, link?.secret ?? '', () => server.clock.nowMs)
    await phone.sync()
    await (await signIn(server)).post('organizations/northschool/handover', { head: 'Сидорова О.О.' })

    expect((await phone.sync()).organizations).toMatchObject([{ type: 'revoked' }])
    expect(answers).toBe(2)
    expect(await phone.deps.db.changes.filter(({ kind }) => kind === 'progressNote').toArray()).toMatchObject([{ transfer: 'quarantined', pending: 0 }])
    expect((await server.store.forOrganization(school.districtId, school.organizationId).quarantine.list()).map(({ body }) => body['value'])).toEqual([{ text: 'в последнюю минуту' }])
  })
})
