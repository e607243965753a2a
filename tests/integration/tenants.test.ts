import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DraftView } from '#core/draft'
import type { KeptFileView, ProfileView } from '#core/report'
import { exchangeOf } from '../support/exchangeClient.ts'
import { makeJpeg } from '../support/files/makeJpeg.ts'
import { type OfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type Route, fillPattern, listApiRoutes } from '../support/routes.ts'
import { hashOf, makeEvidence } from '../support/proofClient.ts'
import { type TestServer, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

/** Asked for by a phone's token; `materials.test.ts` and `proofs.test.ts` tell whom they answer. */
const phonesFiles = /^\/api\/(?:materials|proofs)\//

const proof = makeJpeg()

let server: TestServer
let routes: readonly Route[] = []
let own: Readonly<Record<string, string>> = {}
let sentReport = ''
const offices = new Map<string, OfficeClient>()

/** Words that would be right, so that only the address decides. */
const bodyByEnd: Readonly<Record<string, object>> = {
  address: { audience: ['general_school'], organizationIds: [] },
  control: { state: 'released', reason: 'проверено' },
  extension: { to: '2026-12-31', reason: 'просьба' },
  ':draftId': { revision: 1, body: { document: { kind: 'order', kindText: '', number: null, date: null, issuer: null, title: '', force: 'order', materials: [] }, items: [] } },
  ':officerId': { login: 'north', name: 'Иванова Т.П.', post: 'специалист', roles: ['specialist', 'administrator'] },
  erase: { word: 'Сотрудник №' },
  told: { state: 'inProgress', text: '', toldBy: 'Петрова А.И.', toldOn: '2026-11-20', toldWay: 'phone' },
  undo: { changeId: 'somebody-1' },
  edit: { fields: { name: 'Школа', kinds: ['preschool'], settlement: '', phone: '', head: '' }, seen: { name: 'Школа', kinds: ['preschool'], settlement: '', phone: '', head: '' } },
  close: { closedOn: '2026-11-22', successorId: null, readdressReason: null },
  handover: { head: 'Сидорова О.О.' },
  deliver: { resolutionIds: ['northdoc'] },
  discard: { revision: 1 },
  publish: { revision: 1 },
  withdraw: { directiveIds: null },
  'bring-back': { directiveIds: null },
  curator: { officerId: null },
  join: { revision: 1, resolutionId: 'northdoc' },
  refresh: { revision: 1 },
}

beforeAll(async () => {
  server = await createTestServer()
  await givePasswords(server)
  const phone = await enrolTestPhone(server)
  const person = makeSent(2, { subject: 'o', kind: 'person', value: { personId: 'person1', name: 'Петрова А.И.', post: 'директор' }, subjectVersion: 0 })
  await exchangeOf(server, phone, { changes: [makeSent(1), person, makeEvidence(3, proof), makeSent(4, { subject: 'r:northdoc', kind: 'organizationReport', value: { text: 'Отчёт', points: [] } })] })
  sentReport = `${phone.deviceId}-4`
  await server.app.inject({ method: 'POST', url: `/api/proofs/${hashOf(proof)}/0`, headers: { authorization: `Bearer ${phone.token}`, 'content-type': 'application/octet-stream' }, payload: Buffer.from(proof) })
  const draft = (await (await signIn(server)).post('drafts/pasted', { text: 'ПРИКАЗЫВАЮ:\n1. Директорам школ провести опрос.' })).json<DraftView>()
  for (const district of ['north', 'south']) offices.set(district, await signIn(server, district))
  const north = offices.get('north')
  // The browser that made the draft is still signed in: another than the one that asks.
  const sessions = (await north?.get('profile'))?.json<ProfileView>().sessions ?? []
  own = {
    draftId: draft.id,
    organizationId: 'northschool',
    resolutionId: 'northdoc',
    directiveId: 'northp1',
    deviceId: phone.deviceId,
    subject: 'd:northp1',
    hash: (await north?.upload('materials', Buffer.from('Форма отчёта')))?.json<KeptFileView>().hash ?? '',
    proofHash: hashOf(proof),
    officerId: 'northofficer',
    personId: 'person1',
    sessionId: sessions.find(({ isOwn }) => !isOwn)?.id ?? '',
  }
  routes = (await listApiRoutes(server.app)).filter(({ pattern }) => pattern.includes(':') && !phonesFiles.test(pattern))
})
afterAll(async () => { await server.close() })

function bodyOf(pattern: string): object {
  const end = pattern.split('/').at(-1) ?? ''
  return end === 'report' ? { report: sentReport, state: 'accepted' } : (bodyByEnd[end] ?? {})
}

async function ask(district: string, { method, pattern }: Route, parts: Readonly<Record<string, string>>): Promise<{ status: number; text: string }> {
  const office = offices.get(district)
  if (office === undefined) throw new Error(`nobody is signed in for ${district}`)
  const path = fillPattern(pattern, parts)
  const { status, text } = method === 'GET' ? await office.get(path) : await office.post(path, bodyOf(pattern))
  return { status, text }
}

const missing = { status: 404, text: '{"error":{"type":"NotFound"}}' }

describe('an address that names somebody', () => {
  it('is one of the office’s, and there are enough of them to be worth a test', () => {
    expect(routes.length).toBeGreaterThanOrEqual(8)
    expect(routes.every(({ pattern }) => pattern.startsWith('/api/office/'))).toBe(true)
  })

  it('of another district is not found, in the very words of what does not exist', async () => {
    const unknown = Object.fromEntries(Object.entries(own).map(([name]) => [name, name === 'subject' ? 'd:zzzzzzzzzz' : 'zzzzzzzzzz']))
    for (const route of routes) {
      expect(await ask('south', route, own), `${route.pattern}, foreign`).toEqual(missing)
      expect(await ask('south', route, unknown), `${route.pattern}, unknown`).toEqual(missing)
    }
  })

  it('of another district is not found beside an own one', async () => {
    for (const route of routes.filter(({ pattern }) => pattern.includes('organizationId') && /:(deviceId|subject|personId|proofHash)/.test(pattern))) {
      expect(await ask('south', route, { ...own, organizationId: 'southschool' }), route.pattern).toEqual(missing)
      expect(await ask('north', route, { ...own, organizationId: 'northnursery' }), `${route.pattern}, of another organization`).toEqual(missing)
    }
  })

  it('changed nothing by having been asked for', async () => {
    const history = await server.store.forDistrict('north' as never).listChanges({ kinds: ['control', 'extension', 'execution'] })
    expect(history.map(({ kind, authorId }) => [kind, authorId])).toEqual([['execution', 'person1']])
    expect(await server.store.forDistrict('north' as never).lives.listEvents('northdoc' as never)).toEqual([])
    expect((await server.store.forDistrict('north' as never).listDevices()).every(({ revokedMs }) => revokedMs === null)).toBe(true)
  })

  it('of the own district is answered', async () => {
    for (const route of routes.filter(({ pattern }) => !pattern.endsWith('/told/undo'))) expect((await ask('north', route, own)).status, route.pattern).not.toBe(404)
  })
})
