import { readFileSync, readdirSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DraftBody, DraftPublished, DraftRow, DraftSaved, DraftView } from '#core/draft'
import type { DistrictId, OrganizationId } from '#core/directive'
import { exchangeOf } from '../support/exchangeClient.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone } from '../support/serverFactory.ts'

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

const text = `ПРИКАЗ № 12 от 14.03.2022
ПРИКАЗЫВАЮ:
1. Директорам школ:
1.1. провести опрос до 1 июня 2022 г.;
1.2. обновить сайты.
2. Заведующим детскими садами проверить кровли.
`
const paste = async (words = text): Promise<DraftView> => (await office.post('drafts/pasted', { text: words })).json<DraftView>()
const save = (draft: DraftView, body: DraftBody, revision = draft.revision) => office.post(`drafts/${draft.id}`, { revision, body })
const publish = (draft: DraftView, revision = draft.revision) => office.post(`drafts/${draft.id}/publish`, { revision })
const files = new URL('../golden/files/', import.meta.url)

describe('a document on its way to the phones', () => {
  it('is read from any format, waits as a draft, and reaches each phone with its own points when it is published', async () => {
    const draft = await paste()
    expect(draft.body.items.map(({ number, isDirective }) => [number, isDirective])).toEqual([['1.1', true], ['1.2', true], ['2', true]])
    expect((await office.get('drafts')).json<readonly DraftRow[]>()).toMatchObject([{ id: draft.id, number: '12', directives: 3, changedBy: 'Иванова Т.П.' }])

    const answer = (await publish(draft)).json<DraftPublished>()
    expect(answer).toMatchObject({ directives: 3, unaddressed: 0 })
    expect(answer.organizations).toBeGreaterThan(1)
    const { directives } = await exchangeOf(server, phone)
    expect(directives.filter(({ resolutionId }) => resolutionId === answer.resolutionId).map((directive) => [directive.number, directive.computed.dueDate])).toEqual([['1.1', '2022-06-01'], ['1.2', null]])
    expect((await office.get('drafts')).json()).toEqual([])
    expect((await office.get(`drafts/${draft.id}`)).status).toBe(404)
  })

  it('of each of the five gives the same points from every format', { timeout: 60_000 }, async () => {
    const counts: Record<string, number[]> = {}
    for (const file of readdirSync(files)) {
      const answer = await office.upload('drafts', readFileSync(new URL(file, files)), file)
      const { body, name } = answer.json<DraftView>()
      expect(name).toBe(file)
      const key = file.split('.')[0] ?? ''
      counts[key] = [...(counts[key] ?? []), body.items.filter(({ isDirective }) => isDirective).length]
    }
    expect(Object.values(counts)).toHaveLength(5)
    for (const [document, found] of Object.entries(counts)) expect(new Set(found).size, document).toBe(1)
  })

  it('keeps what the specialist made of it, and publishes that', async () => {
    const draft = await paste()
    const [first, second] = draft.body.items
    if (first === undefined || second === undefined) throw new Error('no rows')
    const body: DraftBody = { ...draft.body, items: [{ ...first, text: 'провести опрос родителей;', isOnControl: false }, { ...second, isDirective: false }] }
    expect((await save(draft, body)).json<DraftSaved>()).toMatchObject({ revision: 2 })
    expect((await office.get(`drafts/${draft.id}`)).json<DraftView>()).toMatchObject({ revision: 2, body, text })

    const { resolutionId } = (await publish(draft, 2)).json<DraftPublished>()
    const { directives, changes } = await exchangeOf(server, phone)
    expect(directives.filter((directive) => directive.resolutionId === resolutionId).map((directive) => directive.text)).toEqual(['провести опрос родителей;'])
    const own = changes.filter(({ kind, subject }) => kind === 'publication' && subject.startsWith('d:')).at(-1)
    expect(own?.value).not.toHaveProperty('control')
  })

  it('two specialists never overwrite each other: who saw an old revision is told, and nothing is lost', async () => {
    const draft = await paste()
    expect((await save(draft, draft.body)).status).toBe(200)
    expect((await save(draft, { ...draft.body, items: [] })).json()).toEqual({ error: { type: 'DraftChanged' } })
    expect((await publish(draft)).json()).toEqual({ error: { type: 'DraftChanged' } })
    expect((await office.post(`drafts/${draft.id}/discard`, { revision: 1 })).status).toBe(409)
    expect((await office.get(`drafts/${draft.id}`)).json<DraftView>()).toMatchObject({ revision: 2, body: draft.body })
  })

  it('is published once, whoever presses', async () => {
    const draft = await paste()
    const answers = await Promise.all([publish(draft), publish(draft)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await save(draft, draft.body)).status).toBe(409)
  })

  it('that was published before is noticed by its words, else by number and date', async () => {
    const { resolutionId } = (await publish(await paste())).json<DraftPublished>()
    expect((await paste(text.toUpperCase())).same).toEqual([{ id: resolutionId, kindText: 'ПРИКАЗ', number: '12', date: '2022-03-14', isSameText: true }])
    expect((await paste(text.replace('проверить кровли', 'проверить крыши'))).same).toMatchObject([{ id: resolutionId, isSameText: false }])
    expect((await paste(text.replace('№ 12', '№ 13'))).same).toEqual([])
  })

  it('is thrown away only by who saw it last', async () => {
    const draft = await paste()
    expect((await office.post(`drafts/${draft.id}/discard`, { revision: 1 })).status).toBe(200)
    expect((await office.get('drafts')).json()).toEqual([])
    expect((await office.post(`drafts/${draft.id}/discard`, { revision: 1 })).status).toBe(404)
  })
})

describe('what is refused changes nothing', () => {
  it('a file that cannot be read, with what to do', async () => {
    expect((await office.upload('drafts', Buffer.from('PK\u0003\u0004broken'))).json()).toMatchObject({ error: { type: 'DocumentBroken' } })
    expect((await office.upload('drafts', Buffer.alloc(21 * 1024 * 1024, 65))).json()).toEqual({ error: { type: 'DocumentTooLarge' } })
    expect((await office.post('drafts/pasted', { text: ' ' })).status).toBe(400)
    expect((await office.post('drafts', { text })).status).toBe(400)
    expect((await office.get('drafts')).json()).toEqual([])
  })

  it('a draft of another shape, without directives, without words, or for an organization nobody knows', async () => {
    const draft = await paste()
    const [first] = draft.body.items
    if (first === undefined) throw new Error('no row')
    expect((await office.post(`drafts/${draft.id}`, { revision: 1, body: { items: [] } })).json()).toEqual({ error: { type: 'DraftMalformed' } })
    const codes: unknown[] = []
    let revision = 1
    for (const items of [[], [{ ...first, text: ' ' }], [{ ...first, addressee: { ...first.addressee, organizationIds: ['nobody' as OrganizationId] } }]]) {
      expect((await save(draft, { ...draft.body, items }, revision)).status).toBe(200)
      revision += 1
      codes.push((await publish(draft, revision)).json<{ error: { type: string } }>().error.type)
    }
    expect(codes).toEqual(['DraftEmpty', 'DraftEmpty', 'AddresseeInvalid'])
    const known = await server.store.forDistrict('north' as DistrictId).documents.listResolutions()
    expect(known.some(({ number }) => number === '12')).toBe(false)
  })

  it('an id that a directive has already makes no second version of it', async () => {
    const { resolutionId } = (await publish(await paste())).json<DraftPublished>()
    const { documents } = server.store.forDistrict('north' as DistrictId)
    const [standing] = await documents.listDirectives(resolutionId)
    const draft = await paste(text.replace('№ 12', '№ 14'))
    const items = draft.body.items.map((item, place) => (place === 0 && standing !== undefined ? { ...item, id: standing.id, text: 'подмена' } : item))
    await save(draft, { ...draft.body, items })
    expect((await publish(draft, 2)).status).toBe(200)
    expect((await documents.listDirectives(resolutionId))[0]).toEqual(standing)
  })
})
