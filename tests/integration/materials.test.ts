import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DirectiveId, DistrictId, Material, OfficerId, ReportField } from '#core/directive'
import type { DraftBody, DraftPublished, DraftView } from '#core/draft'
import type { AssignmentView, KeptFileView } from '#core/report'
import { unusedKeptMs } from '../../sync-server/office/materials.ts'
import { readSqliteStore } from '../../sync-server/store/readSqliteStore.ts'
import { takeGood } from '../support/backupFactory.ts'
import { exchangeOf } from '../support/exchangeClient.ts'
import { makeDocx, utf8, wordParagraph, wordXml } from '../support/files/makeDocx.ts'
import { pagesPdf } from '../support/files/makePdf.ts'
import { type OfficeClient, cookieOf, createOfficeClient, givePasswords, signIn, testPassword } from '../support/officeClient.ts'
import { makeOfficerRecord } from '../support/recordFactory.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

let server: TestServer
let office: OfficeClient
let phone: TestPhone
beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  office = await signIn(server)
  phone = await enrolTestPhone(server)
})
afterEach(async () => { await server.close() })

const pdf = pagesPdf(['BT /F1 10 Tf (form) Tj ET'])
const form = makeDocx(wordXml(wordParagraph('Форма отчёта')))
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const files = () => server.store.forDistrict('north' as DistrictId).files
const codeOf = (answer: { json<T>(): T }): string => answer.json<{ error: { type: string } }>().error.type

async function keep(bytes: Uint8Array, name = 'Форма отчёта.docx'): Promise<KeptFileView> {
  return (await office.upload('materials', bytes, name)).json<KeptFileView>()
}

/** A draft whose first point, or the document, has these materials and fields; published. */
async function publish({ materials = [], document = [], fields = [], to = 'школ' }: { materials?: readonly Material[]; document?: readonly Material[]; fields?: readonly ReportField[]; to?: string }) {
  const draft = (await office.post('drafts/pasted', { text: `ПРИКАЗ № ${String(Math.floor(server.clock.nowMs / 1000) % 1000)} от 14.03.2022\nПРИКАЗЫВАЮ:\n1. Директорам ${to} провести опрос.\n` })).json<DraftView>()
  const body: DraftBody = { document: { ...draft.body.document, materials: document }, items: draft.body.items.map((item) => ({ ...item, materials, reportFields: fields })) }
  const saved = await office.post(`drafts/${draft.id}`, { revision: 1, body })
  return saved.status === 200 ? office.post(`drafts/${draft.id}/publish`, { revision: 2 }) : saved
}

const named = (bytes: Uint8Array, changes: Partial<Material> = {}): Material => ({ id: 'm1', title: 'Форма отчёта', hash: hashOf(bytes), link: null, sizeBytes: bytes.length, fileType: 'docx', ...changes })

function fetchAs(one: Pick<TestPhone, 'token'> | null, hash: string, range?: string) {
  return server.app.inject({ method: 'GET', url: `/api/materials/${hash}`, headers: { ...(one === null ? {} : { authorization: `Bearer ${one.token}` }), ...(range === undefined ? {} : { range }) } })
}

describe('a file of the office', () => {
  it('is kept once by its content, whatever its name, and is something to save', async () => {
    expect(await keep(form)).toEqual({ hash: hashOf(form), sizeBytes: form.length, fileType: 'docx', isNew: true })
    expect(await keep(form, 'та же самая.pdf')).toMatchObject({ hash: hashOf(form), isNew: false })
    const { headers, text, status } = await office.get(`materials/${hashOf(form)}`)
    expect([status, text.length > 0]).toEqual([200, true])
    expect(headers).toMatchObject({
      'content-type': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'content-disposition': `attachment; filename="file.docx"; filename*=UTF-8''${encodeURIComponent('Форма отчёта.docx')}`,
      'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox', 'cache-control': 'no-store',
    })
  })

  it('is told by its structure: a hostile or a large one changes nothing', async () => {
    for (const bytes of [utf8('<html><script>alert(1)</script></html>'), utf8('MZ\u0000\u0000'), pdf.slice(0, 200), new Uint8Array()]) {
      const answer = await office.upload('materials', bytes, 'отчёт.pdf')
      expect([answer.status, codeOf(answer)]).toEqual([415, 'MaterialUnsupported'])
      expect(await files().find(hashOf(bytes))).toBeNull()
    }
    for (const length of [2 * 1024 * 1024 + 1, 21 * 1024 * 1024]) {
      const answer = await office.upload('materials', Buffer.alloc(length, 65))
      expect([answer.status, codeOf(answer)]).toEqual([413, 'MaterialTooLarge'])
    }
    expect((await office.upload('materials', Buffer.alloc(2 * 1024 * 1024, 65))).status).toBe(200)
    expect((await office.post('materials', { a: 1 })).status).toBe(400)
    const name = await office.upload('materials', utf8('текст'), '../..\r\nSet-Cookie: a=b/"x".txt')
    expect((await office.get(`materials/${name.json<KeptFileView>().hash}`)).headers['content-disposition']).toBe(`attachment; filename="file.txt"; filename*=UTF-8''Set-Cookie%20a%3Db%20x.txt`)
  })

  it('needs an officer, the right to write, and his own district', async () => {
    const stranger = createOfficeClient(server)
    expect((await stranger.upload('materials', form)).status).toBe(401)
    const { hash } = await keep(form)
    expect((await stranger.get(`materials/${hash}`)).status).toBe(401)
    expect((await (await signIn(server, 'south')).get(`materials/${hash}`)).status).toBe(404)
    for (const odd of ['0'.repeat(64), 'abc', hash.toUpperCase(), '%2e%2e']) expect((await office.get(`materials/${odd}`)).status, odd).toBe(404)
    expect((await office.get(`materials/${hash}`)).status).toBe(200)

    const { officers } = server.store.forDistrict('north' as DistrictId)
    await officers.insert({ ...makeOfficerRecord('north', 'northchief', 'chief'), roles: ['chief'] })
    await officers.changePassword('northchief' as OfficerId, (await officers.find('northofficer' as OfficerId))?.passwordHash ?? '')
    const chief = createOfficeClient(server, cookieOf(await stranger.post('sign-in', { login: 'chief', password: testPassword })))
    expect((await chief.get(`materials/${hash}`)).status).toBe(200)
    const refused = await chief.upload('materials', pdf)
    expect([refused.status, codeOf(refused), await files().find(hashOf(pdf))]).toEqual([403, 'RightMissing', null])
  })

  it('that nobody names is forgotten after a month; what a draft or a version names never is', async () => {
    const [published, drafted, unused] = [utf8('первый файл'), utf8('второй файл'), utf8('третий файл')]
    for (const bytes of [published, drafted, unused]) await keep(bytes)
    const text = { fileType: 'txt' }
    expect((await publish({ document: [named(published, text)] })).status).toBe(200)
    const draft = (await office.post('drafts/pasted', { text: 'ПРИКАЗЫВАЮ:\n1. Провести опрос.' })).json<DraftView>()
    await office.post(`drafts/${draft.id}`, { revision: 1, body: { ...draft.body, document: { ...draft.body.document, materials: [named(drafted, text)] } } })
    await server.store.forDistrict('north' as DistrictId).files.forgetUnused(server.clock.nowMs)
    expect(await files().find(hashOf(unused))).not.toBeNull()
    await files().forgetUnused(server.clock.nowMs + unusedKeptMs)
    expect(await Promise.all([published, drafted, unused].map(async (bytes) => (await files().find(hashOf(bytes))) !== null))).toEqual([true, true, false])
  })

  it('lies in every backup', async () => {
    await keep(form)
    await publish({ materials: [named(form)] })
    const { id } = await takeGood(server)
    const copy = readSqliteStore(join(dirname(server.path), 'backups', id))
    const kept = copy.forDistrict('north' as DistrictId).files
    expect(Buffer.from(await kept.readBytes(hashOf(form), 0, form.length)).equals(Buffer.from(form))).toBe(true)
    expect(await kept.listUses(hashOf(form))).toHaveLength(1)
    await copy.close()
  })
})

describe('a document with a file', () => {
  it('is published with what the server knows of it, and not at all when the file is not here', async () => {
    expect(codeOf(await publish({ materials: [named(form)] }))).toBe('MaterialMissing')
    expect((await server.store.forDistrict('north' as DistrictId).documents.listResolutions()).map(({ id }) => id)).toEqual(['northdoc'])
    await keep(form)
    expect(codeOf(await publish({ materials: [named(form, { sizeBytes: 3_000_000 })] }))).toBe('DraftMalformed')
    expect(codeOf(await publish({ materials: [{ ...named(form), hash: null, link: 'javascript:alert(1)' }] }))).toBe('DraftMalformed')
    const answer = await publish({ materials: [named(form, { sizeBytes: 5, fileType: 'pdf' })] })
    const { resolutionId } = answer.json<DraftPublished>()
    const [directive] = await server.store.forDistrict('north' as DistrictId).documents.listDirectives(resolutionId)
    expect(directive?.materials).toMatchObject([{ sizeBytes: form.length, fileType: 'docx', title: 'Форма отчёта' }])
  })

  it('is refused with a sixth field, one without words, or one twice', async () => {
    const field = (id: string, label: string): ReportField => ({ id, label, type: 'number', unit: null })
    const codes: string[] = []
    for (const fields of [['a', 'b', 'c', 'd', 'e', 'f'].map((id) => field(id, id)), [field('a', ' ')], [field('a', 'Охвачено'), field('b', 'охвачено')]]) codes.push(codeOf(await publish({ fields })))
    expect(codes).toEqual(['DraftMalformed', 'DraftMalformed', 'DraftMalformed'])
  })
})

describe('a phone', () => {
  beforeEach(async () => {
    await keep(form)
    await publish({ materials: [named(form)] })
  })

  it('gets a file that something addressed to its organization names, and goes on where it broke off', async () => {
    const whole = await fetchAs(phone, hashOf(form))
    expect([whole.statusCode, whole.rawPayload.equals(Buffer.from(form)), whole.headers['accept-ranges'], whole.headers.etag]).toEqual([200, true, 'bytes', `"${hashOf(form)}"`])
    const rest = await fetchAs(phone, hashOf(form), 'bytes=100-')
    expect([rest.statusCode, rest.headers['content-range']]).toEqual([206, `bytes 100-${String(form.length - 1)}/${String(form.length)}`])
    expect(rest.rawPayload.equals(Buffer.from(form.slice(100)))).toBe(true)
    const middle = await fetchAs(phone, hashOf(form), 'bytes=10-19')
    expect(middle.rawPayload.equals(Buffer.from(form.slice(10, 20)))).toBe(true)
    expect((await fetchAs(phone, hashOf(form), 'bytes=0-99999999')).rawPayload.length).toBe(form.length)
    const behind = await fetchAs(phone, hashOf(form), `bytes=${String(form.length)}-`)
    expect([behind.statusCode, behind.headers['content-range'], codeOf(behind)]).toEqual([416, `bytes */${String(form.length)}`, 'RangeUnsatisfiable'])
    for (const odd of ['bytes=5-2', 'bytes=-5', 'bytes=a-b', 'items=0-5', 'bytes=0-1,5-6']) expect((await fetchAs(phone, hashOf(form), odd)).statusCode, odd).toBe(200)
  })

  it('of another organization, of another district, cut off or unknown gets nothing', async () => {
    expect((await fetchAs(await enrolTestPhone(server, 'northnursery'), hashOf(form))).statusCode).toBe(404)
    expect((await fetchAs(await enrolTestPhone(server, 'southschool'), hashOf(form))).statusCode).toBe(404)
    expect((await fetchAs(null, hashOf(form))).statusCode).toBe(401)
    expect((await fetchAs({ token: 'a'.repeat(43) }, hashOf(form))).statusCode).toBe(401)
    expect((await fetchAs(phone, '0'.repeat(64))).statusCode).toBe(404)
    await office.post(`organizations/northschool/devices/${phone.deviceId}/revoke`)
    expect((await fetchAs(phone, hashOf(form))).statusCode).toBe(403)
  })

  it('gets nothing that only a draft, or a version for others, names', async () => {
    const drafted = utf8('только в черновике')
    await keep(drafted, 'черновик.txt')
    expect((await fetchAs(phone, hashOf(drafted))).statusCode).toBe(404)
    const nursery = utf8('только садам')
    await keep(nursery, 'садам.txt')
    await publish({ materials: [named(nursery, { fileType: 'txt' })], to: 'детских садов' })
    expect((await fetchAs(phone, hashOf(nursery))).statusCode).toBe(404)
    expect((await fetchAs(await enrolTestPhone(server, 'northnursery'), hashOf(nursery))).statusCode).toBe(200)
  })
})

describe('the answers to the fields', () => {
  it('stand on the assignment with who and when; two phones that differ are told', async () => {
    const fields: ReportField[] = [{ id: 'f1', label: 'Охвачено', type: 'number', unit: 'чел.' }, { id: 'f2', label: 'Проведено', type: 'yesNo', unit: null }]
    const { resolutionId } = (await publish({ fields })).json<DraftPublished>()
    const [directive] = await server.store.forDistrict('north' as DistrictId).documents.listDirectives(resolutionId)
    const subject = `d:${directive?.id ?? ('' as DirectiveId)}`
    const told = (deviceSequence: number, value: unknown) => makeSent(deviceSequence, { subject, kind: 'fieldValue', value: { fieldId: 'f1', value } as never })
    await exchangeOf(server, phone, { changes: [told(1, 12)] })
    const view = async () => (await office.get(`organizations/northschool/assignments/${encodeURIComponent(subject)}`)).json<AssignmentView>()
    expect((await view()).fieldAnswers).toMatchObject([{ fieldId: 'f1', answer: 12, hasClash: false }, { fieldId: 'f2', answer: null, atMs: null, receipt: null }])
    await exchangeOf(server, await enrolTestPhone(server), { changes: [told(1, 14)] })
    const clashing = await view()
    expect(clashing.fieldAnswers?.[0]).toMatchObject({ hasClash: true })
    expect(clashing.cell.hasClash).toBe(true)
    expect(clashing.clashChangeIds).toHaveLength(2)
  })
})
