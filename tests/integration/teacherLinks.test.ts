import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DateOnly } from '#core/directive'
import type { AssignmentView } from '#core/report'
import { teacherLinkLifeMs, maxAnswers, maxLiveLinks, answerWindowMs } from '../../sync-server/teacher/teacherLimits.ts'
import type { Store } from '../../sync-server/store/store.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import { verifyDatabase } from '../../sync-server/backup/verifyDatabase.ts'
import { exchangeOf } from '../support/exchangeClient.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent, mintToken } from '../support/serverFactory.ts'
import { askTeacherRoute, listLinks, makeLink, readPage } from '../support/teacherClient.ts'

let server: TestServer
let phone: TestPhone
let office: OfficeClient
/** How often the next transactions end like a process that is killed before it commits. */
let kills = 0

function killable(store: Store): Store {
  return {
    ...store,
    transaction: (work) =>
      store.transaction(async (access) => {
        const done = await work(access)
        if (kills > 0) {
          kills -= 1
          throw new Error('killed')
        }
        return done
      }),
  }
}

beforeEach(async () => {
  kills = 0
  server = await createTestServer({ openStore: async (path) => killable(await openSqliteStore(path)) })
  await givePasswords(server)
  phone = await enrolTestPhone(server)
  office = await signIn(server)
})
afterEach(() => server.close())

const history = () => server.store.forOrganization(phone.districtId, phone.organizationId).history
const answers = () => history().list({ kinds: ['teacherAnswer'] })
const answer = (secret: string, text: string) => askTeacherRoute(server, 'teacher/answers', { secret, text })

describe('a link for somebody without the program', () => {
  it('shows the one point it was made for, and is known to the server by its hash alone', async () => {
    const { link, secret, expiresMs } = await makeLink(server, phone, { task: 'Провести опрос в 7 классе', dueDate: '2026-12-01' })
    expect(link).toMatch(/^http:\/\/localhost:8080\/t#[\w-]{43}$/)
    expect(expiresMs).toBe(server.clock.nowMs + teacherLinkLifeMs)
    const page = await readPage(server, secret)
    expect(page).toMatchObject({ state: 'open', organization: 'Школа 1001', name: 'Сидоров П.П.', task: 'Провести опрос в 7 классе', dueDate: '2026-12-01', sentMs: null, isDeclined: false })
    const [directive] = await server.store.forDistrict(phone.districtId).documents.listDirectives()
    expect(page).toMatchObject({ point: { text: directive?.text } })
    const kept = JSON.stringify(await server.store.forOrganization(phone.districtId, phone.organizationId).teacherLinks.list())
    expect(kept.includes(secret)).toBe(false)
    expect(await listLinks(server, phone)).toMatchObject([{ name: 'Сидоров П.П.', expiresMs }])
  })

  it('is opened by its whole secret and by nothing else', async () => {
    const { secret } = await makeLink(server, phone)
    expect(await askTeacherRoute(server, 'teacher', { secret: mintToken() })).toMatchObject({ status: 404, code: 'NotFound' })
    expect(await askTeacherRoute(server, 'teacher', { secret: secret.slice(0, 42) })).toMatchObject({ status: 400, code: 'BodyMalformed' })
    expect(await answer(mintToken(), 'Сделано')).toMatchObject({ status: 404 })
    expect(await answers()).toEqual([])
  })

  it('brings an answer into the history once, whatever is lost or tapped twice; other words replace it', async () => {
    const { id, secret } = await makeLink(server, phone)
    const twice = await Promise.all([answer(secret, 'Провели 14 ноября'), answer(secret, ' Провели 14 ноября ')])
    expect(twice.map(({ status }) => status)).toEqual([200, 200])
    await answer(secret, 'Провели 15 ноября')
    const [first, second, ...more] = await answers()
    expect([first?.value, second?.value, more]).toEqual([{ link: id, text: 'Провели 14 ноября' }, { link: id, text: 'Провели 15 ноября' }, []])
    expect(second?.supersedes).toEqual([first?.id])
    expect((await history().list({ kinds: ['person'] })).map(({ value }) => value['name'])).toEqual(['Сидоров П.П.'])
    const told = await exchangeOf(server, phone)
    expect(told.changes.filter(({ kind }) => kind === 'teacherAnswer').map(({ value }) => value['text'])).toEqual(['Провели 14 ноября', 'Провели 15 ноября'])
    expect(await verifyDatabase(server.store)).toMatchObject({ ok: true })
  })

  it('leaves nothing behind when the server is killed before it has kept the answer, and the answer comes again', async () => {
    const { secret } = await makeLink(server, phone)
    const before = (await history().readHead())?.sequence
    kills = 1
    expect((await answer(secret, 'Сделано')).status).toBe(500)
    expect([(await history().readHead())?.sequence, await answers()]).toEqual([before, []])
    expect((await answer(secret, 'Сделано')).status).toBe(200)
    expect(await answers()).toHaveLength(1)
  })

  it('takes no answer once it expired, was cancelled, or its point was withdrawn, and says why by the school’s name', async () => {
    const [old, cancelled] = [await makeLink(server, phone), await makeLink(server, phone, { name: 'Иванов И.И.' })]
    expect((await askTeacherRoute(server, 'teacher-links/cancel', { id: cancelled.id }, phone)).status).toBe(200)
    expect(await readPage(server, cancelled.secret)).toEqual({ state: 'cancelled', organization: 'Школа 1001' })
    expect(await answer(cancelled.secret, 'Сделано')).toMatchObject({ status: 410, code: 'InvitationInvalid' })
    expect(await listLinks(server, phone)).toMatchObject([{ id: old.id }])
    server.clock.nowMs += teacherLinkLifeMs
    expect(await readPage(server, old.secret)).toEqual({ state: 'expired', organization: 'Школа 1001' })
    expect((await answer(old.secret, 'Сделано')).status).toBe(410)
    const late = await makeLink(server, phone)
    office = await signIn(server)
    expect((await office.post('documents/northdoc/withdraw', { directiveIds: ['northp1'] })).status).toBe(200)
    expect(await readPage(server, late.secret)).toEqual({ state: 'withdrawn', organization: 'Школа 1001' })
    expect((await answer(late.secret, 'Сделано')).status).toBe(410)
    expect(await askTeacherRoute(server, 'teacher-links', { subject: 'd:northp1', name: 'Сидоров П.П.' }, phone)).toMatchObject({ status: 404 })
    expect(await answers()).toEqual([])
  })

  it('forgets the name and the task when it is over', async () => {
    const own = server.store.forOrganization(phone.districtId, phone.organizationId).teacherLinks
    const { id } = await makeLink(server, phone, { task: 'Опрос' })
    await makeLink(server, phone, { name: 'Иванов И.И.' })
    await askTeacherRoute(server, 'teacher-links/cancel', { id }, phone)
    expect((await own.list()).map(({ name, task }) => [name, task])).toEqual(expect.arrayContaining([['', ''], ['Иванов И.И.', '']]))
    server.clock.nowMs += teacherLinkLifeMs
    await listLinks(server, phone)
    expect((await own.list()).map(({ name }) => name)).toEqual(['', ''])
  })

  it('is over once the head made a report of the answer; put aside, another answer is awaited', async () => {
    const { secret } = await makeLink(server, phone)
    await answer(secret, 'Сделано')
    const [first] = await answers()
    await exchangeOf(server, phone, { changes: [makeSent(1, { kind: 'innerAssignment', value: { answer: first?.id ?? '', verdict: 'declined' } })] })
    expect(await readPage(server, secret)).toMatchObject({ state: 'open', isDeclined: true })
    await answer(secret, 'Сделано, протокол № 3')
    const [, second] = await answers()
    await exchangeOf(server, phone, { changes: [makeSent(2, { kind: 'innerAssignment', value: { answer: second?.id ?? '', verdict: 'taken' } })] })
    expect(await readPage(server, secret)).toMatchObject({ state: 'taken' })
    expect((await answer(secret, 'Ещё')).status).toBe(410)
  })
})

describe('the bounds', () => {
  it('are ten answers an hour by one link', async () => {
    const { secret } = await makeLink(server, phone)
    for (let i = 0; i < maxAnswers; i += 1) expect((await answer(secret, `Ответ ${String(i)}`)).status).toBe(200)
    expect(await answer(secret, 'Ещё один')).toMatchObject({ status: 429, code: 'TooManyAttempts' })
    server.clock.nowMs += answerWindowMs
    expect((await answer(secret, 'Ещё один')).status).toBe(200)
    expect(await answers()).toHaveLength(maxAnswers + 1)
  })

  it('are twenty live links of an organization; a cancelled one makes room', async () => {
    const [first] = [await makeLink(server, phone)]
    for (let i = 1; i < maxLiveLinks; i += 1) await makeLink(server, phone)
    expect(await askTeacherRoute(server, 'teacher-links', { subject: 'd:northp1', name: 'Сидоров П.П.' }, phone)).toMatchObject({ status: 429, code: 'TooManyAttempts' })
    await askTeacherRoute(server, 'teacher-links/cancel', { id: first.id }, phone)
    await makeLink(server, phone)
  })

  it('are the words’ own: longer ones are refused before they are read', async () => {
    const { secret } = await makeLink(server, phone)
    expect(await answer(secret, 'ж'.repeat(4001))).toMatchObject({ status: 400 })
    expect(await answer(secret, 'ж'.repeat(20_000))).toMatchObject({ status: 413, code: 'BodyTooLarge' })
    expect(await answer(secret, 'ж'.repeat(4000))).toMatchObject({ status: 200 })
  })
})

describe('whose links they are', () => {
  it('is the phone’s organization: another sees and ends none of them', async () => {
    const { id, secret } = await makeLink(server, phone)
    const other = await enrolTestPhone(server, 'southschool')
    expect(await listLinks(server, other)).toEqual([])
    expect((await askTeacherRoute(server, 'teacher-links/cancel', { id }, other)).status).toBe(200)
    expect(await readPage(server, secret)).toMatchObject({ state: 'open' })
    expect(await askTeacherRoute(server, 'teacher-links', { subject: 'd:northp1', name: 'Сидоров П.П.' }, other)).toMatchObject({ status: 404, code: 'NotFound' })
  })

  it('is nobody’s without a phone at work: a cut off one and one of another head get none, and what was given stays', async () => {
    const { secret } = await makeLink(server, phone)
    const second = await enrolTestPhone(server)
    await office.post(`organizations/${phone.organizationId}/devices/${second.deviceId}/revoke`, {})
    for (const path of ['teacher-links', 'teacher-links/list', 'teacher-links/cancel']) {
      expect((await askTeacherRoute(server, path, { subject: 'd:northp1', name: 'Сидоров П.П.', id: 'abc' })).code, path).toBe('TokenUnknown')
      expect((await askTeacherRoute(server, path, { subject: 'd:northp1', name: 'Сидоров П.П.', id: 'abc' }, second)).code, path).toBe('DeviceRevoked')
    }
    await server.store.forOrganization(phone.districtId, phone.organizationId).devices.handOver(server.clock.nowMs)
    expect((await askTeacherRoute(server, 'teacher-links', { subject: 'd:northp1', name: 'Сидоров П.П.' }, phone)).code).toBe('DeviceRevoked')
    expect(await readPage(server, secret)).toMatchObject({ state: 'open' })
    await server.store.forDistrict(phone.districtId).organizations.close(phone.organizationId, { closedOn: '2026-11-01' as DateOnly, successorId: null })
    expect(await readPage(server, secret)).toMatchObject({ state: 'closed' })
  })
})

describe('the office', () => {
  it('reads the head’s report and nothing of the draft, and counts nothing by it', async () => {
    const before = await office.get('documents/northdoc/matrix')
    expect(before.status).toBe(200)
    const { secret } = await makeLink(server, phone)
    await answer(secret, 'Тайный черновик')
    const view = await office.get('organizations/northschool/assignments/d:northp1')
    expect(view.status).toBe(200)
    expect(view.json<AssignmentView>().history.map(({ kind }) => kind)).toEqual(['publication'])
    expect([view.text.includes('Тайный'), view.text.includes('Сидоров')]).toEqual([false, false])
    expect((await office.get('organizations/northschool')).text).not.toContain('Тайный')
    expect((await office.get('documents/northdoc/matrix')).text).toBe(before.text)
    const [draft] = await answers()
    await exchangeOf(server, phone, { changes: [makeSent(1, { value: { state: 'reported', text: 'Провели опрос' } }), makeSent(2, { kind: 'innerAssignment', value: { answer: draft?.id ?? '', verdict: 'taken' } })] })
    const after = await office.get('organizations/northschool/assignments/d:northp1')
    expect([after.text.includes('Провели опрос'), after.text.includes('Тайный'), after.text.includes('verdict')]).toEqual([true, false, false])
  })

  it('erases a teacher’s name like every other: in the history, in live links and in what phones read', async () => {
    const { secret } = await makeLink(server, phone)
    await makeLink(server, phone)
    await answer(secret, 'Сделано')
    const [person] = await history().list({ kinds: ['person'] })
    expect((await office.post(`organizations/northschool/persons/${String(person?.value['personId'])}/erase`, { word: 'Сотрудник №' })).status).toBe(200)
    const kept = JSON.stringify([await history().list({}), await server.store.forOrganization(phone.districtId, phone.organizationId).teacherLinks.list(), await exchangeOf(server, phone)])
    expect([kept.includes('Сидоров'), kept.includes('Сотрудник № 1')]).toEqual([false, true])
    await answer(secret, 'Сделано иначе')
    expect(JSON.stringify(await history().list({}))).not.toContain('Сидоров')
    expect(new Set((await answers()).map(({ authorId }) => authorId))).toEqual(new Set([person?.value['personId']]))
  })
})
