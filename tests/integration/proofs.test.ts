import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DistrictId, OrganizationId } from '#core/directive'
import type { AssignmentView } from '#core/report'
import { forgetUnnamed, unfinishedKeptMs } from '../../sync-server/exchange/takeProof.ts'
import { exchangeOf } from '../support/exchangeClient.ts'
import { utf8 } from '../support/files/makeDocx.ts'
import { makeJpeg } from '../support/files/makeJpeg.ts'
import { type OfficeClient, createOfficeClient, givePasswords, signIn } from '../support/officeClient.ts'
import { type ProofRoad, askPlace, hashOf, makeEvidence, sendAndCut, sendRest } from '../support/proofClient.ts'
import { type TestPhone, type TestServer, createTestServer, enrolTestPhone, makeSent } from '../support/serverFactory.ts'

let server: TestServer
let office: OfficeClient
let phone: TestPhone
let url: string
beforeEach(async () => {
  server = await createTestServer()
  await givePasswords(server)
  office = await signIn(server)
  phone = await enrolTestPhone(server)
  await server.app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${String((server.app.server.address() as AddressInfo).port)}`
})
afterEach(async () => { await server.close() })

const photo = makeJpeg({ pictureBytes: 190_000 })
const road = (): ProofRoad => ({ url, token: phone.token })
const roadOf = ({ token }: TestPhone): ProofRoad => ({ url, token })
const name = (bytes: Uint8Array, deviceSequence = 1): Promise<unknown> => exchangeOf(server, phone, { changes: [makeEvidence(deviceSequence, bytes)] })
const own = () => server.store.forOrganization('north' as DistrictId, 'northschool' as OrganizationId)
const codeOf = async (answer: Response): Promise<string> => ((await answer.json()) as { error: { type: string } }).error.type
const download = (hash: string, organization = 'northschool', client = office) => client.get(`organizations/${organization}/proofs/${hash}`)

async function proofsInOffice(): Promise<AssignmentView['proofs']> {
  return (await office.get(`organizations/northschool/assignments/${encodeURIComponent('d:northp1')}`)).json<AssignmentView>().proofs
}

describe('a photo of a school', () => {
  it('is taken once a record names it, and the office sees and saves the identical file', async () => {
    expect(await askPlace(road(), hashOf(photo))).toBeNull()
    expect((await sendRest(road(), photo, 0)).status).toBe(404)
    await name(photo)
    expect(await askPlace(road(), hashOf(photo))).toEqual({ received: 0, isWhole: false })
    expect(await proofsInOffice()).toMatchObject([{ title: 'Приказ № 41', sizeBytes: photo.length, isWhole: false, received: 0 }])
    expect((await download(hashOf(photo))).status).toBe(404)
    const answer = await sendRest(road(), photo, 0)
    expect([answer.status, await answer.json()]).toEqual([200, { received: photo.length, isWhole: true }])
    expect(await proofsInOffice()).toMatchObject([{ fileType: 'jpg', isWhole: true }])
    const saved = await download(hashOf(photo))
    expect(saved.headers).toMatchObject({
      'content-type': 'image/jpeg', 'content-disposition': `attachment; filename="file.jpg"; filename*=UTF-8''${encodeURIComponent('Приказ № 41.jpg')}`,
      'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox', 'cache-control': 'no-store',
    })
    expect(hashOf(await own().proofs.readBytes(hashOf(photo), 0, photo.length))).toBe(hashOf(photo))
  })

  it('cut off ten times on its way sends at most a tenth of its bytes again', async () => {
    await name(photo)
    const piece = Math.ceil(photo.length / 11)
    let sent = 0
    for (let cut = 0; cut < 10; cut += 1) {
      const { received } = (await askPlace(road(), hashOf(photo))) ?? { received: -1 }
      sent += await sendAndCut(road(), photo, received, piece)
      await expect.poll(async () => (await askPlace(road(), hashOf(photo)))?.received ?? 0).toBeGreaterThan(received)
    }
    const { received } = (await askPlace(road(), hashOf(photo))) ?? { received: -1 }
    expect((await sendRest(road(), photo, received)).status).toBe(200)
    sent += photo.length - received
    expect(await askPlace(road(), hashOf(photo))).toEqual({ received: photo.length, isWhole: true })
    expect(sent / photo.length).toBeLessThanOrEqual(1.1)
  })

  it('sent again, from another place or at once twice, changes nothing', async () => {
    await name(photo)
    await sendAndCut(road(), photo, 0, 70_000)
    await expect.poll(async () => (await askPlace(road(), hashOf(photo)))?.received).toBe(70_000)
    for (const offset of [0, 69_999, 70_001]) {
      const answer = await sendRest(road(), photo, offset)
      expect([answer.status, await answer.json()], String(offset)).toEqual([409, { error: { type: 'OffsetMismatch', received: 70_000 } }])
    }
    const both = await Promise.all([sendRest(road(), photo, 70_000), sendRest(road(), photo, 70_000)])
    expect(both.map(({ status }) => status).filter((status) => status === 200)).not.toEqual([])
    expect(await askPlace(road(), hashOf(photo))).toEqual({ received: photo.length, isWhole: true })
    const again = await sendRest(road(), photo, 0)
    expect([again.status, await again.json()]).toEqual([200, { received: photo.length, isWhole: true }])
    expect(hashOf(await own().proofs.readBytes(hashOf(photo), 0, photo.length))).toBe(hashOf(photo))
  })

  it('that is not what its record names is thrown away whole, and may come anew', async () => {
    await name(photo)
    const other = photo.map((byte, at) => (at === 500 ? byte ^ 1 : byte))
    const bad = await fetch(`${url}/api/proofs/${hashOf(photo)}/0`, { method: 'POST', headers: { authorization: `Bearer ${phone.token}`, 'content-type': 'application/octet-stream' }, body: Uint8Array.from(other) })
    expect([bad.status, await codeOf(bad)]).toEqual([422, 'ProofDamaged'])
    expect(await askPlace(road(), hashOf(photo))).toEqual({ received: 0, isWhole: false })
    const long = await fetch(`${url}/api/proofs/${hashOf(photo)}/0`, { method: 'POST', headers: { authorization: `Bearer ${phone.token}`, 'content-type': 'application/octet-stream' }, body: Uint8Array.from([...photo, ...photo]) })
    expect([long.status, await codeOf(long)]).toEqual([413, 'ProofTooLarge'])
    expect((await download(hashOf(photo))).status).toBe(404)
    const { received } = (await askPlace(road(), hashOf(photo))) ?? { received: -1 }
    expect((await sendRest(road(), photo, received)).status).toBe(200)
  })

  it('is judged by its structure and size, whatever its record calls it', async () => {
    const page = utf8('<html><script>alert(1)</script></html>')
    const large = new Uint8Array(2 * 1024 * 1024 + 1)
    await exchangeOf(server, phone, { changes: [makeEvidence(1, page), makeEvidence(2, large)] })
    const answers = [await sendRest(road(), page, 0), await sendRest(road(), large, 0)]
    expect(await Promise.all(answers.map(async (answer) => [answer.status, await codeOf(answer)]))).toEqual([[415, 'ProofUnsupported'], [413, 'ProofTooLarge']])
    for (const bytes of [page, large]) expect((await download(hashOf(bytes))).status).toBe(404)
    for (const odd of [`${hashOf(page)}/-1`, `${hashOf(page)}/x`]) {
      const answer = await fetch(`${url}/api/proofs/${odd}`, { method: 'POST', headers: { authorization: `Bearer ${phone.token}`, 'content-type': 'application/octet-stream' }, body: Uint8Array.from(page) })
      expect(answer.status, odd).toBe(400)
    }
  })
})

describe('a proof', () => {
  it('is nothing to another organization, another district, a stranger or a phone that was cut off', async () => {
    await name(photo)
    await sendRest(road(), photo, 0)
    for (const other of ['northnursery', 'southschool']) {
      const foreign = roadOf(await enrolTestPhone(server, other))
      expect(await askPlace(foreign, hashOf(photo)), other).toBeNull()
      expect((await sendRest(foreign, photo, 0)).status, other).toBe(404)
    }
    expect((await sendRest({ url, token: 'a'.repeat(43) }, photo, 0)).status).toBe(401)
    expect((await download(hashOf(photo), 'northnursery')).status).toBe(404)
    expect((await download(hashOf(photo), 'northschool', await signIn(server, 'south'))).status).toBe(404)
    expect((await download(hashOf(photo), 'southschool', await signIn(server, 'south'))).status).toBe(404)
    expect((await download(hashOf(photo), 'northschool', createOfficeClient(server))).status).toBe(401)
    await office.post(`organizations/northschool/devices/${phone.deviceId}/revoke`)
    expect((await sendRest(road(), photo, 0)).status).toBe(403)
    expect((await download(hashOf(photo))).status).toBe(200)
  })

  it('taken back by the school is no longer shown, and its bytes stay for the history', async () => {
    await name(photo)
    await sendRest(road(), photo, 0)
    await exchangeOf(server, phone, { changes: [makeSent(2, { kind: 'retraction', value: { changeId: `${phone.deviceId}-1` } })] })
    expect(await proofsInOffice()).toEqual([])
    expect((await download(hashOf(photo))).status).toBe(200)
  })

  it('that never came whole is forgotten after a month where its record was taken back, and nowhere else', async () => {
    const [wanted, dropped, whole] = [1, 2, 3].map((seed) => makeJpeg({ pictureBytes: 1000, seed })) as [Uint8Array, Uint8Array, Uint8Array]
    await exchangeOf(server, phone, { changes: [makeEvidence(1, wanted), makeEvidence(2, dropped), makeEvidence(3, whole)] })
    for (const bytes of [wanted, dropped]) await sendAndCut(road(), bytes, 0, 500)
    await sendRest(road(), whole, 0)
    await expect.poll(async () => (await own().proofs.listUnfinished(Infinity)).length).toBe(2)
    const withdrawal = [2, 3].map((n) => makeSent(n + 2, { kind: 'retraction', value: { changeId: `${phone.deviceId}-${String(n)}` } }))
    await exchangeOf(server, phone, { changes: withdrawal })
    expect(await forgetUnnamed(own(), server.clock.nowMs)).toBe(0)
    expect(await forgetUnnamed(own(), server.clock.nowMs + unfinishedKeptMs)).toBe(1)
    const left = await Promise.all([wanted, dropped, whole].map(async (bytes) => (await own().proofs.find(hashOf(bytes)))?.receivedBytes ?? null))
    expect(left).toEqual([500, null, whole.length])
  })
})
