import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DraftBody, DraftPublished, DraftView } from '#core/draft'
import type { DirectiveId } from '#core/directive'
import type { DifferenceView, DocumentLifeView, DocumentRow, MatrixView } from '#core/report'
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

const text = `ПРИКАЗ № 12 от 14.03.2022
ПРИКАЗЫВАЮ:
1. Директорам школ:
1.1. провести опрос родителей до 1 июня 2022 г.;
1.2. обновить сайты.
2. Заведующим детскими садами проверить кровли.
`
const paste = async (words = text): Promise<DraftView> => (await office.post('drafts/pasted', { text: words })).json<DraftView>()
const save = async (draft: DraftView, body: DraftBody): Promise<number> => (await office.post(`drafts/${draft.id}`, { revision: draft.revision, body })).json<{ revision: number }>().revision
const publishAt = (draft: DraftView, revision = draft.revision) => office.post(`drafts/${draft.id}/publish`, { revision })
const publish = async (draft: DraftView, revision = draft.revision): Promise<DraftPublished> => (await publishAt(draft, revision)).json<DraftPublished>()
const lifeOf = async (id: string): Promise<DocumentLifeView> => (await office.get(`documents/${id}/life`)).json<DocumentLifeView>()
const correct = async (id: string): Promise<DraftView> => (await office.post(`documents/${id}/corrections`, {})).json<DraftView>()
const difference = async ({ id }: DraftView): Promise<DifferenceView> => (await office.get(`drafts/${id}/difference`)).json<DifferenceView>()
const rowOf = async (id: string): Promise<DocumentRow | undefined> => (await office.get('documents')).json<DocumentRow[]>().find(({ resolution }) => resolution.id === id)
const edit = (body: DraftBody, number: string, change: Partial<DraftBody['items'][number]>): DraftBody => ({ ...body, items: body.items.map((item) => (item.number === number ? { ...item, ...change } : item)) })
const idOf = (life: DocumentLifeView, number: string): DirectiveId => life.points.find((point) => point.number === number)?.directiveId ?? ('' as DirectiveId)

/** A document published and taken by the phone, which marked 1.1. */
async function publishAndMark(): Promise<{ readonly id: string; readonly life: DocumentLifeView; readonly cursor: string }> {
  const { resolutionId: id } = await publish(await paste())
  const life = await lifeOf(id)
  const first = await exchangeOf(server, phone)
  const answer = await exchangeOf(server, phone, { cursor: first.cursor, changes: [makeSent(1, { subject: `d:${idOf(life, '1.1')}`, value: { state: 'reported', text: 'приказ № 41' } })] })
  return { id, life, cursor: answer.cursor }
}

describe('before publishing', () => {
  it('a draft says to the last organization what will come', async () => {
    const draft = await paste()
    const { counts, isCorrection, points } = await difference(draft)
    const { organizations } = await publish(draft)
    expect(isCorrection).toBe(false)
    expect(points.map(({ number, fate }) => [number, fate])).toEqual([['1.1', 'added'], ['1.2', 'added'], ['2', 'added']])
    expect(counts).toMatchObject({ organizations, addedTo: organizations, dueMoved: 0, taken: 0 })
    const held = (await lifeOf((await office.get('documents')).json<DocumentRow[]>().at(-1)?.resolution.id ?? '')).points.reduce((sum, { holders }) => sum + holders, 0)
    expect(counts.added).toBe(held)
  })
})

describe('a publishing is undone', () => {
  it('while no phone it reached was in contact: the document is a draft again, and comes back under the ids it had', async () => {
    const draft = await paste()
    const { resolutionId: id } = await publish(draft)
    const before = await lifeOf(id)
    expect(before.undo.type).toBe('possible')
    expect((await office.post(`documents/${id}/undo`, {})).json()).toMatchObject({ draftId: draft.id })
    expect(await rowOf(id)).toBeUndefined()
    const again = (await office.get(`drafts/${draft.id}`)).json<DraftView>()
    expect(again.corrects).toMatchObject({ id, isUndone: true, isStale: false })
    expect(again.text).toBe(text)

    expect((await publish(again)).resolutionId).toBe(id)
    const after = await lifeOf(id)
    expect(after.points.map(({ directiveId }) => directiveId)).toEqual(before.points.map(({ directiveId }) => directiveId))
    expect(after.points.every(({ withdrawnMs }) => withdrawnMs === null)).toBe(true)
    expect(after.events.map(({ kind }) => kind)).toEqual(['published', 'undone', 'published'])
    const { directives } = await exchangeOf(server, phone)
    expect(directives.filter(({ resolutionId }) => resolutionId === id)).toHaveLength(2)
  })

  it('no more once a phone may have it, and says whose and when', async () => {
    const { resolutionId: id } = await publish(await paste())
    await exchangeOf(server, phone)
    expect((await lifeOf(id)).undo).toMatchObject({ type: 'received' })
    expect((await office.post(`documents/${id}/undo`, {})).json()).toEqual({ error: { type: 'UndoTooLate' } })
    expect(await rowOf(id)).toBeDefined()
  })

  it('of a correction leaves every point as it was before it', async () => {
    const { id } = await publishAndMark()
    const draft = await correct(id)
    server.clock.nowMs += 60_000
    await publish(draft, await save(draft, edit(draft.body, '1.2', { text: 'закрыть сайты.' })))
    expect((await office.post(`documents/${id}/undo`, {})).status).toBe(200)
    const { points } = await lifeOf(id)
    expect(points.map(({ text: words, version }) => [words, version])).toEqual([['провести опрос родителей до 1 июня 2022 г.;', 1], ['обновить сайты.', 3], ['Заведующим детскими садами проверить кровли.', 1]])
    expect(await correct(id)).toMatchObject({ id: draft.id, corrects: { isStale: false } })
  })
})

describe('a correction', () => {
  it('reaches with what changed whom it concerns, under the same ids, and the marks stand', async () => {
    const { id, life, cursor } = await publishAndMark()
    const draft = await correct(id)
    expect(await difference(draft)).toMatchObject({ isCorrection: true, isIdle: true })
    const revision = await save(draft, edit(draft.body, '1.1', { deadline: { kind: 'until_date', text: 'до 1 октября 2022 г.', position: 'end_of_point', date: '2022-10-01' } }))
    const told = await difference({ ...draft, revision })
    expect(told.points.map(({ number, parts, dueBefore, dueAfter }) => [number, parts, dueBefore, dueAfter])).toEqual([['1.1', ['deadline'], '2022-06-01', '2022-09-30']])
    expect(told.counts).toMatchObject({ added: 0, taken: 0, dueMoved: told.counts.organizations })

    await publish(draft, revision)
    const answer = await exchangeOf(server, phone, { cursor })
    const mine = answer.changes.filter(({ kind }) => kind === 'publication')
    expect(mine.map(({ subject, subjectVersion }) => [subject, subjectVersion])).toEqual([[`r:${id}`, 2], [`d:${idOf(life, '1.1')}`, 2]])
    expect(answer.directives.map(({ version, computed }) => [version, computed.dueDate])).toEqual([[2, '2022-09-30']])
    const matrix = (await office.get(`documents/${id}/matrix`)).json<MatrixView>()
    expect(matrix.rows.find(({ organization }) => organization.id === phone.organizationId)?.cells[0]).toMatchObject({ execution: 'reported', state: 'awaitsDecision', dueDate: '2022-09-30' })
    expect((await lifeOf(id)).events[0]).toMatchObject({ kind: 'corrected', version: 2, officer: 'Иванова Т.П.' })
  })

  it('gives a point to who is addressed now, and takes it from who is not, with the records kept', async () => {
    const { id, life, cursor } = await publishAndMark()
    const draft = await correct(id)
    const first = draft.body.items.find(({ number }) => number === '1.1')
    if (first === undefined) throw new Error('no point')
    const revision = await save(draft, edit(draft.body, '1.1', { addressee: { ...first.addressee, audience: ['preschool'] } }))
    const { counts } = await difference(draft)
    expect(counts.takenFrom).toBeGreaterThan(0)
    expect(counts.addedTo).toBeGreaterThan(0)
    await publish(draft, revision)
    const { changes } = await exchangeOf(server, phone, { cursor })
    expect(changes.filter(({ kind }) => kind === 'publication').map(({ subject, value }) => [subject, value['withdrawn'], value['control']])).toEqual([[`d:${idOf(life, '1.1')}`, true, 'cancelled']])
    const matrix = (await office.get(`documents/${id}/matrix`)).json<MatrixView>()
    expect(matrix.rows.find(({ organization }) => organization.id === phone.organizationId)?.cells[0]).toMatchObject({ isWithdrawn: true, execution: 'reported' })
    // A second look finds nothing left to do.
    expect(await difference(await correct(id))).toMatchObject({ isIdle: true })
  })

  it('of two specialists is one draft; what came between is told, and taken in with nothing of either lost', async () => {
    const { id, life } = await publishAndMark()
    const draft = await correct(id)
    expect(await correct(id)).toMatchObject({ id: draft.id, text, corrects: { isJoined: false } })
    expect(draft.body.items[0]?.spans.text).not.toBeNull()
    const revision = await save(draft, edit(draft.body, '1.2', { text: 'обновить сайты школ.' }))
    expect((await office.post(`documents/${id}/withdraw`, { directiveIds: [idOf(life, '2')], reason: 'снято приказом' })).status).toBe(200)
    expect((await publishAt(draft, revision)).json()).toEqual({ error: { type: 'DocumentChanged' } })
    expect((await office.get(`drafts/${draft.id}`)).json<DraftView>().corrects?.isStale).toBe(true)
    const fresh = (await office.post(`drafts/${draft.id}/refresh`, { revision })).json<DraftView>()
    expect(fresh.body.items.map(({ number, text: words, isDirective }) => [number, words, isDirective])).toEqual([
      ['1.1', 'провести опрос родителей до 1 июня 2022 г.;', true], ['1.2', 'обновить сайты школ.', true], ['2', 'Заведующим детскими садами проверить кровли.', false],
    ])
    expect((await publishAt(fresh)).status).toBe(200)
    expect((await lifeOf(id)).points.map(({ number, version, withdrawnMs }) => [number, version, withdrawnMs === null])).toEqual([['1.1', 1, true], ['1.2', 2, true], ['2', 1, false]])
  })

  it('of ids that are not the document’s own makes points of its own', async () => {
    const { id } = await publishAndMark()
    const draft = await correct(id)
    const [first] = draft.body.items
    if (first === undefined) throw new Error('no point')
    const revision = await save(draft, { ...draft.body, items: [...draft.body.items, { ...first, id: 'northp1' as DirectiveId, number: '3', text: 'чужой пункт' }] })
    await publish(draft, revision)
    const { points } = await lifeOf(id)
    expect(points).toHaveLength(4)
    expect(points.some(({ directiveId }) => directiveId === 'northp1')).toBe(false)
  })
})

describe('withdrawn', () => {
  it('a point stays with all its records, is no part of the plan, and comes back as it was', async () => {
    const { id, life, cursor } = await publishAndMark()
    const before = await rowOf(id)
    expect((await office.post(`documents/${id}/withdraw`, { directiveIds: [idOf(life, '1.1')], reason: null })).status).toBe(200)
    const after = await rowOf(id)
    expect(after?.directives).toBe((before?.directives ?? 0) - 1)
    expect(after?.counts.assignments).toBe((before?.counts.assignments ?? 0) - (after?.counts.withdrawn ?? 0))
    expect(after?.counts.withdrawn).toBeGreaterThan(0)
    expect(after?.counts.reported).toBe(0)
    const subject = encodeURIComponent(`d:${idOf(life, '1.1')}`)
    const path = `organizations/${phone.organizationId}/assignments/${subject}`
    expect((await office.get(path)).json()).toMatchObject({ cell: { isWithdrawn: true, execution: 'reported' }, reportText: 'приказ № 41' })
    expect((await office.post(`${path}/control`, { state: 'onControl', reason: 'вернуть' })).status).toBe(409)

    // A phone that had not heard of it marks it still: nothing is refused, nothing lost.
    const late = await exchangeOf(server, phone, { cursor, changes: [makeSent(2, { subject: `d:${idOf(life, '1.1')}`, kind: 'progressNote', value: { text: 'позже' } })] })
    expect(late.receipts).toHaveLength(1)
    expect(late.changes.at(-1)?.value).toMatchObject({ withdrawn: true })

    expect((await office.post(`documents/${id}/withdraw`, { directiveIds: [idOf(life, '1.1')], reason: null })).status).toBe(409)
    expect((await office.post(`documents/${id}/bring-back`, { directiveIds: null })).status).toBe(200)
    const back = await exchangeOf(server, phone, { cursor: late.cursor })
    expect(back.changes.map(({ value }) => value['withdrawn'])).toEqual([undefined])
    expect((await office.get(path)).json()).toMatchObject({ cell: { state: 'awaitsDecision', execution: 'reported' } })
    expect((await rowOf(id))?.counts).toEqual({ ...before?.counts, reported: 1, awaitsDecision: 1 })
  })

  it('a whole document is said to be so, and waits for no addressee', async () => {
    const { resolutionId: id } = await publish(await paste('ПРИКАЗ № 7 от 14.03.2022\nПРИКАЗЫВАЮ:\n1. Провести опрос.'))
    await office.post(`documents/${id}/withdraw`, { directiveIds: null, reason: null })
    expect(await rowOf(id)).toMatchObject({ isWithdrawn: true, directives: 0 })
    expect((await office.get('unaddressed')).json<{ resolution: { id: string } }[]>().some(({ resolution }) => resolution.id === id)).toBe(false)
  })
})

describe('the same document again', () => {
  it('becomes a new version of the published one: points are known by number and words, and can be parted again', async () => {
    const { id, life } = await publishAndMark()
    const draft = await paste(text.replace('провести опрос родителей до 1 июня 2022 г.', 'провести опрос всех родителей до 1 июля 2022 г.').replace('2. Заведующим детскими садами проверить кровли.', '2. Директорам школ назначить ответственных за питание.'))
    expect(draft.same).toMatchObject([{ id, isSameText: false }])
    const joined = (await office.post(`drafts/${draft.id}/join`, { revision: 1, resolutionId: id })).json<DraftView>()
    expect(joined).toMatchObject({ same: [], corrects: { isJoined: true } })
    expect(joined.body.items.map(({ number, id: own }) => [number, life.points.some(({ directiveId }) => directiveId === own)])).toEqual([['1.1', true], ['1.2', true], ['2', false]])
    expect((await difference(joined)).points.map(({ number, fate }) => [number, fate])).toEqual([['1.1', 'changed'], ['2', 'added'], ['2', 'withdrawn']])
    const parted = (await office.post(`drafts/${draft.id}/join`, { revision: 2, resolutionId: null })).json<DraftView>()
    expect(parted).toMatchObject({ corrects: null, same: [{ id }] })
    expect((await difference(parted)).isCorrection).toBe(false)
  })
})

describe('a curator', () => {
  it('goes with the draft into the document, and can be changed there', async () => {
    const draft = await paste()
    expect(draft.officers.length).toBeGreaterThan(0)
    expect(draft.curatorId).toBe(draft.changedBy)
    const { resolutionId: id } = await publish(draft)
    expect(await rowOf(id)).toMatchObject({ curatorId: draft.changedBy, curator: 'Иванова Т.П.' })
    expect((await office.post(`documents/${id}/curator`, { officerId: null })).status).toBe(200)
    expect(await rowOf(id)).toMatchObject({ curatorId: null })
    expect((await office.post(`documents/${id}/curator`, { officerId: 'nobody' })).status).toBe(404)
  })
})
