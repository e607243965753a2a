import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OfficerId } from '#core/directive'
import { type InvitationView, type PersonRow, type ProfileView, readPeopleAnswer } from '#core/report'
import { invitationMs } from '../../sync-server/office/people.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { type OfficeAnswer, type OfficeClient, cookieOf, createOfficeClient, givePasswords, signIn, testPassword } from '../support/officeClient.ts'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

let server: TestServer
let office: OfficeClient
let stranger: OfficeClient
const wish = { login: 'Петрова', name: 'Петрова А.И.', post: 'начальник управления', roles: ['chief'] }
const newPassword = 'берёза над рекой 7'

beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  office = await signIn(server)
  stranger = createOfficeClient(server)
})
afterEach(async () => { await server.close() })

const people = async (): Promise<readonly PersonRow[]> => readPeopleAnswer.people((await office.get('people')).json()) ?? []
const secretOf = (answer: OfficeAnswer): string => answer.json<InvitationView>().link.split('#')[1] ?? ''
const rowOf = async (name: string): Promise<PersonRow> => {
  const found = (await people()).find((row) => row.name === name)
  if (found === undefined) throw new Error(`no ${name}`)
  return found
}
const typeOf = (answer: OfficeAnswer): unknown => answer.json<{ error?: { type: string } }>().error?.type

describe('an invitation', () => {
  it('lets one person set a password and come in, once', async () => {
    const answer = await office.post('people', wish)
    expect(answer.json<InvitationView>()).toMatchObject({ expiresMs: server.clock.nowMs + invitationMs })
    expect(await rowOf('Петрова А.И.')).toMatchObject({ login: 'петрова', standing: 'invited', linkUntilMs: server.clock.nowMs + invitationMs })
    const secret = secretOf(answer)
    expect(await server.store.findInvitation(secret)).toBeNull()
    expect(await server.store.findInvitation(fastHash(secret))).not.toBeNull()
    expect((await stranger.post('invitation', { secret })).json()).toEqual({ login: 'петрова', name: 'Петрова А.И.', office: 'Управление образования' })
    expect(typeOf(await stranger.post('sign-in', { login: 'петрова', password: newPassword }))).toBe('SignInWrong')
    const accepted = await stranger.post('invitation/accept', { secret, password: newPassword })
    expect(accepted.json()).toMatchObject({ officer: { name: 'Петрова А.И.' }, rights: ['read', 'decide'] })
    const chief = createOfficeClient(server, cookieOf(accepted))
    expect([(await chief.get('documents')).status, typeOf(await chief.get('people'))]).toEqual([200, 'RightMissing'])
    expect(typeOf(await stranger.post('invitation/accept', { secret, password: newPassword }))).toBe('InvitationInvalid')
    expect((await stranger.post('sign-in', { login: 'Петрова', password: newPassword })).status).toBe(200)
    expect(await rowOf('Петрова А.И.')).toMatchObject({ standing: 'active', linkUntilMs: null })
  })

  it('ends after seven days, by a newer one and by the closing of the access', async () => {
    const first = secretOf(await office.post('people', wish))
    const { id } = await rowOf('Петрова А.И.')
    const second = secretOf(await office.post(`people/${id}/invitation`))
    expect(typeOf(await stranger.post('invitation', { secret: first }))).toBe('InvitationInvalid')
    await office.post(`people/${id}/deactivate`)
    expect(typeOf(await stranger.post('invitation', { secret: second }))).toBe('InvitationInvalid')
    await office.post(`people/${id}/activate`)
    expect((await stranger.post('invitation', { secret: second })).status).toBe(200)
    server.clock.nowMs += invitationMs
    expect(typeOf(await stranger.post('invitation/accept', { secret: second, password: newPassword }))).toBe('InvitationInvalid')
  })

  it('takes no weak password, and stays good for a better one', async () => {
    const secret = secretOf(await office.post('people', wish))
    for (const password of ['коротко', 'петрова петрова', '1234567890123', 'ааааааааааааа']) {
      expect(typeOf(await stranger.post('invitation/accept', { secret, password })), password).toBe('PasswordWeak')
    }
    expect((await stranger.post('invitation/accept', { secret, password: newPassword })).status).toBe(200)
  })

  it('of a login that somebody of another district has is refused without saying whose it is', async () => {
    expect(typeOf(await office.post('people', { ...wish, login: 'SOUTH' }))).toBe('LoginTaken')
    expect(await people()).toHaveLength(1)
  })

  it('of another shape changes nothing', async () => {
    for (const bad of [{}, { ...wish, roles: [] }, { ...wish, roles: ['king'] }, { ...wish, login: 'a b' }, { ...wish, name: ' ' }]) expect((await office.post('people', bad)).status).toBe(400)
    expect(await people()).toHaveLength(1)
  })
})

describe('the people of an office', () => {
  it('never lose their last administrator', async () => {
    const own = { login: 'north', name: 'Иванова Т.П.', post: 'специалист', roles: ['specialist'] }
    expect(typeOf(await office.post('people/northofficer', own))).toBe('LastAdministrator')
    expect(typeOf(await office.post('people/northofficer/deactivate'))).toBe('LastAdministrator')
    // One who is invited administers nothing yet.
    const secret = secretOf(await office.post('people', { ...wish, roles: ['administrator'] }))
    expect(typeOf(await office.post('people/northofficer/deactivate'))).toBe('LastAdministrator')
    await stranger.post('invitation/accept', { secret, password: newPassword })
    expect((await office.post('people/northofficer', own)).status).toBe(200)
    expect(typeOf(await office.get('people'))).toBe('RightMissing')
  })

  it('are out at once when their access is closed, in every browser, and come back with their old password', async () => {
    const accepted = await stranger.post('invitation/accept', { secret: secretOf(await office.post('people', wish)), password: newPassword })
    const chief = createOfficeClient(server, cookieOf(accepted))
    const { id } = await rowOf('Петрова А.И.')
    expect((await office.post(`people/${id}/deactivate`)).status).toBe(200)
    expect(typeOf(await chief.get('me'))).toBe('SessionMissing')
    expect(typeOf(await stranger.post('sign-in', { login: 'петрова', password: newPassword }))).toBe('SignInWrong')
    expect(await rowOf('Петрова А.И.')).toMatchObject({ standing: 'deactivated' })
    await office.post(`people/${id}/activate`)
    expect((await stranger.post('sign-in', { login: 'петрова', password: newPassword })).status).toBe(200)
  })

  it('are named to the phones of every organization when they come or change', async () => {
    await office.post('people', wish)
    const { id } = await rowOf('Петрова А.И.')
    await office.post(`people/${id}`, { ...wish, name: 'Петрова Анна Ильинична' })
    const history = await server.store.forDistrict('north' as DistrictId).listChanges({ kinds: ['profile'] })
    const newest = history.filter((change) => change.organizationId === 'northschool').at(-1)
    expect(newest?.value['officers']).toEqual([{ id: 'northofficer', name: 'Иванова Т.П.', post: 'специалист' }, { id, name: 'Петрова Анна Ильинична', post: 'начальник управления' }])
  })
})

describe('one’s own sign-in', () => {
  it('changes its password by the old one, and ends every other browser', async () => {
    const other = await signIn(server)
    expect(typeOf(await office.post('profile/password', { old: 'чужой', next: newPassword }))).toBe('SignInWrong')
    expect(typeOf(await office.post('profile/password', { old: testPassword, next: 'north north' }))).toBe('PasswordWeak')
    expect((await other.get('me')).status).toBe(200)
    expect((await office.post('profile/password', { old: testPassword, next: newPassword })).status).toBe(200)
    expect([(await office.get('me')).status, (await other.get('me')).status]).toEqual([200, 401])
    expect((await stranger.post('sign-in', { login: 'north', password: newPassword })).status).toBe(200)
  })

  it('cannot be guessed through the change of its password', async () => {
    for (let i = 0; i < 10; i += 1) await office.post('profile/password', { old: 'чужой', next: newPassword })
    expect(typeOf(await office.post('profile/password', { old: testPassword, next: newPassword }))).toBe('TooManyAttempts')
  })

  it('lists its browsers; one is ended, or all', async () => {
    const other = await signIn(server)
    const profile = async (): Promise<ProfileView> => (await office.get('profile')).json<ProfileView>()
    const rows = (await profile()).sessions
    expect(rows.map(({ isOwn }) => isOwn).sort()).toEqual([false, true])
    const foreign = rows.find(({ isOwn }) => !isOwn)
    expect((await (await signIn(server, 'south')).post(`profile/sessions/${foreign?.id ?? ''}/end`)).status).toBe(404)
    expect((await office.post(`profile/sessions/${foreign?.id ?? ''}/end`)).status).toBe(200)
    expect((await other.get('me')).status).toBe(401)
    const third = await signIn(server)
    expect((await office.post('profile/sessions/end')).status).toBe(200)
    expect([(await office.get('me')).status, (await third.get('me')).status]).toEqual([401, 401])
  })
})

describe('an officer who was there before', () => {
  it('is active with the rights he had', async () => {
    expect(await server.store.forDistrict('north' as DistrictId).officers.find('northofficer' as OfficerId)).toMatchObject({ deactivatedMs: null, roles: ['specialist', 'administrator'] })
  })
})
