import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SummaryPage, readSummaryPage } from '#core/report'
import { type OfficeClient, createOfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestServer, createTestServer, publishTestDocument } from '../support/serverFactory.ts'
import { makeOrganizationRecord } from '../support/recordFactory.ts'

let server: TestServer
let office: OfficeClient
beforeAll(async () => {
  server = await createTestServer()
  await givePasswords(server)
  office = await signIn(server)
})
afterAll(async () => { await server.close() })

describe('what reports are made of', () => {
  it('is answered to a signed-in officer of the district, in a shape its page reads', async () => {
    const { status, json } = await office.get('reports/marks')
    expect(status).toBe(200)
    const page = readSummaryPage(json<unknown>())
    expect(page?.head).toMatchObject({ on: '2026-11-22', today: '2026-11-22', signer: null, district: { zone: 'Asia/Yakutsk' } })
    expect(page?.head?.untilMs).toBe(Date.UTC(2026, 10, 22, 15))
    expect(page?.organizations.map(({ organization }) => organization.id)).toEqual(['northschool', 'northnursery'])
    expect(page?.organizations[0]?.marks).toMatchObject([{ directive: 0, execution: 'notStarted', isMain: true }])
    expect((await createOfficeClient(server).get('reports/marks')).status).toBe(401)
  })

  it('names nothing of another district, in the words of what does not exist', async () => {
    for (const query of ['documents=southdoc', 'documents=northdoc,southdoc', 'organizations=southschool', 'documents=zzzzzz']) {
      const { status, text } = await office.get(`reports/marks?${query}`)
      expect([status, text], query).toEqual([404, '{"error":{"type":"NotFound"}}'])
    }
    expect(JSON.stringify((await office.get('reports/marks')).json())).not.toContain('south')
  })

  it('refuses a day that has not begun and a question it cannot read', async () => {
    const codeOf = async (query: string): Promise<unknown> => (await office.get(`reports/marks?${query}`)).json<{ error: { type: string } }>().error.type
    expect(await codeOf('on=2026-11-23')).toBe('DateInvalid')
    expect(await codeOf('on=2026-02-30')).toBe('DateInvalid')
    expect(await codeOf('documents=%D0%B0')).toBe('BodyMalformed')
    expect(await codeOf('after=-1')).toBe('BodyMalformed')
    expect(await codeOf('on=2026-11-22&on=2026-11-21')).toBe('BodyMalformed')
  })

  it('shows a past day without what was published later', async () => {
    const yesterday = (await office.get('reports/marks?on=2026-11-21')).json<SummaryPage>()
    expect(yesterday.head?.directives).toEqual([])
    expect(yesterday.organizations.flatMap(({ marks }) => marks)).toEqual([])
  })

  it('comes in pages that together are everything, each organization once, by number', async () => {
    const north = server.store.forDistrict('north' as never)
    for (let i = 3; i <= 40; i += 1) {
      await north.organizations.insert(makeOrganizationRecord('north', `north${String(i)}`, String(1000 + i)), { epoch: 'epoch1', officeDeviceId: `north${String(i)}office` as never })
    }
    await server.store.transaction((access) => publishTestDocument(access, 'north', 400, server.clock.nowMs, 'long'))
    const numbers: string[] = []
    let [after, pages] = [null as string | null, 0]
    do {
      const page: SummaryPage = (await office.get(`reports/marks${after === null ? '' : `?after=${after}`}`)).json<SummaryPage>()
      expect(page.head === null).toBe(after !== null)
      expect(page.total).toBe(40)
      numbers.push(...page.organizations.map(({ organization }) => organization.number))
      after = page.next
      pages += 1
    } while (after !== null)
    expect(pages).toBeGreaterThan(2)
    expect(numbers).toEqual(Array.from({ length: 40 }, (_, i) => String(1001 + i)))
  })
})
