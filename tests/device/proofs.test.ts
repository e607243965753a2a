import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forgetOrganization } from '../../src/device/forgetOrganization.ts'
import { type ProofFile, isTakenBack, keepProof, listProofs, readProof } from '../../src/device/proofStore.ts'
import { type UploadDeps, freeReceived, sentAtOnceBytes, uploadProofs } from '../../src/device/proofUpload.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { undoChange } from '../../src/device/undoChange.ts'
import { makeJpeg } from '../support/files/makeJpeg.ts'
import { hashOf } from '../support/proofClient.ts'
import { School, point1, point2 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(async () => {
  vi.restoreAllMocks()
  await school.close()
})

function makeProof(pictureBytes = 190_000, seed = 1): ProofFile {
  const bytes = Uint8Array.from(makeJpeg({ pictureBytes, seed }))
  return { bytes, hash: hashOf(bytes), fileType: 'jpg' }
}

const photo = makeProof()
const draft = (subject = point1) => ({ organizationId: school.id, subject, subjectVersion: 1, title: 'Приказ № 41' })
const rows = () => listProofs(phone.db, school.id)

async function keep(proof: ProofFile = photo, subject = point1) {
  const kept = await keepProof(phone.deps, draft(subject), proof)
  if (!kept.ok) throw new Error(kept.error.type)
  return kept.value.change
}

/** The office's end of the road: holds bytes by hash; a test cuts it, or lets it refuse. */
class Office {
  readonly held = new Map<string, Uint8Array>()
  readonly whole = new Set<string>()
  readonly asked: string[] = []
  sentBytes = 0
  /** Bytes of a request that get through before the road breaks. */
  cutAfter = Infinity
  refuse: (hash: string) => { readonly status: number; readonly type: string } | null = () => null

  deps(changes: Partial<UploadDeps> = {}): UploadDeps {
    return { db: phone.db, fetch: ((address: string, init: RequestInit) => this.#answer(address, init)) as typeof fetch, mayUseNetwork: () => Promise.resolve(true), ...changes }
  }

  async #answer(address: string, { method = 'GET', body, headers }: RequestInit): Promise<Response> {
    const [, hash = '', offset] = /\/api\/proofs\/(\w+)(?:\/(\d+))?$/.exec(address) ?? []
    expect(new Headers(headers).get('authorization')).toMatch(/^Bearer /)
    this.asked.push(`${method} ${hash.slice(0, 4)} ${offset ?? ''}`.trim())
    const refusal = this.refuse(hash)
    if (refusal !== null) return Response.json({ error: { type: refusal.type } }, { status: refusal.status })
    const held = this.held.get(hash) ?? new Uint8Array()
    if (method === 'GET') return Response.json({ received: held.length, isWhole: this.whole.has(hash) })
    if (Number(offset) !== held.length) return Response.json({ error: { type: 'OffsetMismatch', received: held.length } }, { status: 409 })
    const sent = new Uint8Array(body as Uint8Array<ArrayBuffer>)
    const came = sent.subarray(0, this.cutAfter)
    this.sentBytes += came.length
    const now = Uint8Array.from([...held, ...came])
    this.held.set(hash, now)
    if (came.length < sent.length) throw new TypeError('network')
    if (hashOf(now) === hash) this.whole.add(hash)
    return Response.json({ received: now.length, isWhole: this.whole.has(hash) })
  }
}

describe('a photo', () => {
  it('is kept with the record that names it, and read again', async () => {
    const change = await keep()
    expect(change).toMatchObject({ kind: 'evidence', value: { title: 'Приказ № 41', hash: photo.hash, sizeBytes: photo.bytes.length, fileType: 'jpg' } })
    expect(await rows()).toMatchObject([{ hash: photo.hash, waiting: 1, subjects: [point1], failure: null }])
    expect(hashOf((await readProof(phone.db, school.id, photo.hash)) ?? new Uint8Array())).toBe(photo.hash)
  })

  it('for which there is no room leaves nothing behind, its record neither', async () => {
    const put = IDBObjectStore.prototype.put
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...put_) {
      if (this.name === 'proofBytes') throw new DOMException('The disk is full.', 'QuotaExceededError')
      return put.apply(this, put_)
    })
    const before = (await phone.changes()).length
    expect(await keepProof(phone.deps, draft(), photo)).toEqual({ ok: false, error: { type: 'StorageFull' } })
    expect([await phone.db.proofs.count(), await phone.db.proofBytes.count(), (await phone.changes()).length]).toEqual([0, 0, before])
    // The words alone still find room, under the next number without a gap.
    const note = await phone.record(school.id, point1, 'progressNote', { text: 'Приказ № 41' })
    expect(note.deviceSequence).toBe(Math.max(0, ...(await phone.changes()).filter(({ deviceId, id }) => deviceId === note.deviceId && id !== note.id).map(({ deviceSequence }) => deviceSequence)) + 1)
  })

  it('that proves two points is kept and sent once', async () => {
    await keep(photo, point1)
    await keep(photo, point2)
    await phone.sync()
    const office = new Office()
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(await rows()).toMatchObject([{ subjects: [point1, point2], waiting: 0 }])
    expect(office.sentBytes).toBe(photo.bytes.length)
  })
})

describe('the way to the office', () => {
  it('begins only when every text is there, and stops for one that was written meanwhile', async () => {
    await keep()
    const office = new Office()
    expect(await uploadProofs(office.deps(), school.id)).toBe('texts')
    expect(office.asked).toEqual([])
    await phone.sync()
    // A mark falls between two pieces: the second one waits for it.
    const { fetch } = office.deps()
    const noting = (async (address: string, init: RequestInit) => {
      const answer = await fetch(address, init)
      if (office.asked.length === 2) await phone.record(school.id, point1, 'progressNote', { text: 'срочно' })
      return answer
    }) as typeof globalThis.fetch
    expect(await uploadProofs(office.deps({ fetch: noting }), school.id)).toBe('texts')
    expect([office.asked.length, office.sentBytes]).toEqual([2, sentAtOnceBytes])
    await phone.sync()
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(office.sentBytes).toBe(photo.bytes.length)
  })

  it('goes on from the byte the office holds, ten cuts long, and sends at most a tenth again', async () => {
    await keep()
    await phone.sync()
    const office = new Office()
    office.cutAfter = Math.ceil(photo.bytes.length / 11)
    for (let cut = 0; cut < 10; cut += 1) expect(await uploadProofs(office.deps(), school.id), String(cut)).toBe('network')
    expect(await rows()).toMatchObject([{ waiting: 1 }])
    office.cutAfter = Infinity
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(office.sentBytes / photo.bytes.length).toBeLessThanOrEqual(1.1)
    expect(await rows()).toMatchObject([{ waiting: 0, sentBytes: photo.bytes.length }])
    expect(hashOf(office.held.get(photo.hash) ?? new Uint8Array())).toBe(photo.hash)
  })

  it('is not held up by a file the office refuses, and never offers that one again', async () => {
    const small = makeProof(1000, 3)
    const refused = await keep(small)
    await keep()
    await phone.sync()
    const office = new Office()
    office.refuse = (hash) => (hash === small.hash ? { status: 415, type: 'ProofUnsupported' } : null)
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    const known = new Map((await rows()).map((row) => [row.hash, row]))
    expect([known.get(small.hash), known.get(photo.hash)]).toMatchObject([{ waiting: 1, failure: 'ProofUnsupported' }, { waiting: 0 }])
    const asked = office.asked.length
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(office.asked).toHaveLength(asked)
    await undoChange(phone.deps, refused)
    await phone.sync()
    await uploadProofs(office.deps(), school.id)
    expect((await rows()).map(({ hash }) => hash)).toEqual([photo.hash])
  })

  it('waits for a network that may be used, and for an office that is busy', async () => {
    await keep()
    await phone.sync()
    const office = new Office()
    expect(await uploadProofs(office.deps({ mayUseNetwork: () => Promise.resolve(false) }), school.id)).toBe('network')
    expect(office.asked).toEqual([])
    office.refuse = () => ({ status: 503, type: 'ServerBusy' })
    expect(await uploadProofs(office.deps(), school.id)).toBe('network')
    expect(await rows()).toMatchObject([{ waiting: 1, failure: null }])
  })

  it('shows nothing as received before the office says that it is whole', async () => {
    await keep()
    await phone.sync()
    const office = new Office()
    office.held.set(photo.hash, photo.bytes)
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(await rows()).toMatchObject([{ waiting: 1, failure: 'ProofDamaged' }])
  })

  it('is asked about again in a new life of the history', async () => {
    await keep()
    await phone.sync()
    const office = new Office()
    await uploadProofs(office.deps(), school.id)
    office.held.clear()
    office.whole.clear()
    await uploadProofs(office.deps(), school.id)
    expect(office.held.size).toBe(0)
    await phone.db.enrolments.update(school.id, { cursor: 'anotherlife.3.abc' })
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(office.whole.has(photo.hash)).toBe(true)
  })

  it('carries large files in pieces', () => {
    expect(sentAtOnceBytes).toBeLessThanOrEqual(256 * 1024)
  })
})

describe('a photo that was taken back', () => {
  it('before it was sent leaves the phone, unless another record names it', async () => {
    const first = await keep(photo, point1)
    const second = await keep(photo, point2)
    await undoChange(phone.deps, first)
    await phone.sync()
    const [row] = await rows()
    expect(row && (await isTakenBack(phone.db, row))).toBe(false)
    await undoChange(phone.deps, second)
    await phone.sync()
    const office = new Office()
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect([await rows(), await phone.db.proofBytes.count(), office.asked]).toEqual([[], 0, []])
  })

  it('stays until the office has the retraction, and for good where it puts that aside', async () => {
    const change = await keep()
    await phone.sync()
    const undone = await undoChange(phone.deps, change)
    if (!undone.ok) throw new Error(undone.error.type)
    const office = new Office()
    expect(await uploadProofs(office.deps(), school.id)).toBe('texts')
    expect(await phone.db.proofBytes.count()).toBe(1)
    await phone.db.changes.update([school.id, undone.value.change.id], { transfer: 'quarantined', pending: 0 })
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(office.whole.has(photo.hash)).toBe(true)
  })

  it('is not mistaken for one whose records have left the phone', async () => {
    const change = await keep()
    await phone.sync()
    await phone.db.changes.delete([school.id, change.id])
    const office = new Office()
    expect(await uploadProofs(office.deps(), school.id)).toBe('done')
    expect(office.whole.has(photo.hash)).toBe(true)
  })
})

describe('«Освободить место»', () => {
  it('removes only what the office, asked now, has', async () => {
    const [waits, lost] = [makeProof(5000, 4), makeProof(5000, 5)]
    for (const proof of [photo, lost]) await keep(proof)
    await phone.sync()
    const office = new Office()
    await uploadProofs(office.deps(), school.id)
    await keep(waits)
    office.whole.delete(lost.hash)
    expect(await freeReceived(office.deps(), school.id)).toEqual({ bytes: photo.bytes.length, isCutOff: false })
    const left = await Promise.all([photo, lost, waits].map(async ({ hash }) => (await readProof(phone.db, school.id, hash)) !== null))
    expect(left).toEqual([false, true, true])
    expect(new Map((await rows()).map(({ hash, waiting, isFreed }) => [hash, [waiting, isFreed]]))).toEqual(new Map([[photo.hash, [0, true]], [lost.hash, [1, undefined]], [waits.hash, [1, undefined]]]))
  })

  it('works on a disk so full that not even a note of it can be kept', async () => {
    await keep()
    await phone.sync()
    const office = new Office()
    await uploadProofs(office.deps(), school.id)
    const { put } = IDBObjectStore.prototype
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...row) {
      if (this.name === 'proofs') throw new DOMException('The disk is full.', 'QuotaExceededError')
      return put.apply(this, row)
    })
    expect(await freeReceived(office.deps(), school.id)).toEqual({ bytes: photo.bytes.length, isCutOff: false })
    vi.restoreAllMocks()
    expect([await phone.db.proofBytes.count(), await rows()]).toEqual([0, []])
  })

  it('removes nothing without an answer', async () => {
    await keep()
    await phone.sync()
    const office = new Office()
    await uploadProofs(office.deps(), school.id)
    const fetch = (() => Promise.reject(new TypeError('network'))) as typeof globalThis.fetch
    expect(await freeReceived({ ...office.deps(), fetch }, school.id)).toEqual({ bytes: 0, isCutOff: true })
    expect(await phone.db.proofBytes.count()).toBe(1)
  })
})

describe('an organization with a photo the office lacks', () => {
  it('is not taken off the phone; later all of it goes', async () => {
    await keep()
    await phone.sync()
    expect(await forgetOrganization(phone.db, school.id, createInProcessLock())).toBe(1)
    await uploadProofs(new Office().deps(), school.id)
    expect(await forgetOrganization(phone.db, school.id, createInProcessLock())).toBe(0)
    expect([await phone.db.proofs.count(), await phone.db.proofBytes.count()]).toEqual([0, 0])
  })
})
