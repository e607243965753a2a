import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type OrganizationReportView, readOrganizationReports } from '#core/report'
import { exchangeOf } from '../support/exchangeClient.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

let server: TestServer
let phone: TestPhone
let office: OfficeClient
beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  phone = await enrolTestPhone(server)
  office = await signIn(server)
})
afterEach(async () => { await server.close() })

const decision = 'organizations/northschool/documents/northdoc/report'
const value = (text: string) => ({ text, points: [{ subject: 'd:northp1', number: '1', state: 'reported', text: 'Приказ № 41', on: '2026-11-20' }] })
const send = async (n: number, text: string): Promise<string> => {
  await exchangeOf(server, phone, { changes: [makeSent(n, { subject: 'r:northdoc', kind: 'organizationReport', value: value(text) })] })
  return `${phone.deviceId}-${String(n)}`
}
const read = async (path: string): Promise<readonly OrganizationReportView[]> => {
  const views = readOrganizationReports((await office.get(path)).json())
  if (views === null) throw new Error(`unreadable: ${path}`)
  return views
}
const errorOf = (answer: { json<T>(): T }): string => answer.json<{ error: { type: string } }>().error.type

describe('the report of an organization on a document', () => {
  it('is read by the office on the organization’s page and on the document’s, with every sending, the newest first', async () => {
    expect(await read('organizations/northschool/reports')).toEqual([])
    await send(1, 'Первый')
    await send(2, 'Второй')
    const [report, ...rest] = await read('organizations/northschool/reports')
    expect(rest).toEqual([])
    expect(report).toMatchObject({ organization: { id: 'northschool' }, resolution: { id: 'northdoc' } })
    expect(report?.versions.map(({ text, decision: word }) => [text, word])).toEqual([['Второй', null], ['Первый', null]])
    expect(report?.versions[0]?.points).toEqual([{ subject: 'd:northp1', number: '1', state: 'reported', text: 'Приказ № 41', on: '2026-11-20', wording: expect.stringMatching(/./u) as string }])
    expect(await read('documents/northdoc/reports')).toEqual([report])
  })

  it('is returned with a reason that the phone reads, and accepted once it is right; the journal has both', async () => {
    const first = await send(1, 'Первый')
    expect((await office.post(decision, { report: first, state: 'returned', reason: ' Нет приложения ' })).status).toBe(200)
    const told = (await exchangeOf(server, await enrolTestPhone(server))).changes.find(({ kind }) => kind === 'reportDecision')
    expect(told).toMatchObject({ subject: 'r:northdoc', value: { report: first, state: 'returned', reason: 'Нет приложения' } })
    const second = await send(2, 'Второй')
    await office.post(decision, { report: second, state: 'accepted' })
    expect((await read('organizations/northschool/reports'))[0]?.versions.map(({ decision: word }) => word?.state)).toEqual(['accepted', 'returned'])
    const journal = (await office.get('journal')).text
    expect(journal.split('POST /organizations/:organizationId/documents/:resolutionId/report').length - 1).toBeGreaterThanOrEqual(2)
    expect(journal).not.toContain('Нет приложения')
  })

  it('is decided on in its newest sending alone, never twice alike, and never returned without a reason', async () => {
    const first = await send(1, 'Первый')
    expect(errorOf(await office.post(decision, { report: first, state: 'returned', reason: '  ' }))).toBe('ReasonRequired')
    const second = await send(2, 'Второй')
    expect(errorOf(await office.post(decision, { report: first, state: 'accepted' }))).toBe('TransitionNotAllowed')
    await office.post(decision, { report: second, state: 'accepted' })
    expect(errorOf(await office.post(decision, { report: second, state: 'accepted' }))).toBe('TransitionNotAllowed')
    expect((await office.post(decision, { report: second, state: 'returned', reason: 'Ошиблись' })).status).toBe(200)
    expect(errorOf(await office.post(decision, { report: 'nobody-1', state: 'accepted' }))).toBe('NotFound')
    expect(errorOf(await office.post('organizations/southschool/documents/southdoc/report', { report: second, state: 'accepted' }))).toBe('NotFound')
  })

  it('is never decided on by a phone', async () => {
    const first = await send(1, 'Первый')
    const answer = await exchangeOf(server, phone, { changes: [makeSent(2, { subject: 'r:northdoc', kind: 'reportDecision', value: { report: first, state: 'accepted' } })] })
    expect(answer.rejected).toEqual([[2, 'KindNotAllowed']])
    expect((await read('organizations/northschool/reports'))[0]?.versions[0]?.decision).toBeNull()
  })

  it('of a broken shape is refused, and what stands is untouched', async () => {
    const answer = await exchangeOf(server, phone, { changes: [makeSent(1, { subject: 'r:northdoc', kind: 'organizationReport', value: { text: 'Отчёт', points: [{ subject: 'd:northp1' }] } })] })
    expect(answer.rejected).toEqual([[1, 'ChangeMalformed']])
  })
})
