import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type FileDeps, fetchFile, listFiles, pieceBytes, readFile, removeFile } from '../../src/device/fileStore.ts'
import { forgetOrganization } from '../../src/device/forgetOrganization.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { School } from '../support/school.ts'
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

const file = new Uint8Array(Array.from({ length: 3 * pieceBytes + 500 }, (_, at) => at % 251))
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const wanted = () => ({ organizationId: school.id, hash: hashOf(file), sizeBytes: file.length })
const signal = new AbortController().signal
const received = async (): Promise<number | undefined> => (await listFiles(phone.db, school.id))[0]?.received

/** A server that gives the file, breaking off after so many bytes of an answer. */
function createRoad({ breakAfter = Infinity, status = null, bytes = file, knowsRanges = true }: { breakAfter?: number; status?: { code: number; type: string } | null; bytes?: Uint8Array; knowsRanges?: boolean } = {}) {
  const ranges: (string | null)[] = []
  const fetch = (async (_address: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    expect(headers.get('authorization')).toMatch(/^Bearer /)
    ranges.push(headers.get('range'))
    if (status !== null) return new Response(JSON.stringify({ error: { type: status.type } }), { status: status.code })
    const from = knowsRanges ? Number(/\d+/.exec(headers.get('range') ?? '')?.[0] ?? 0) : 0
    return new Response(streamOf(bytes.slice(from), breakAfter), { status: from > 0 ? 206 : 200 })
  }) as typeof globalThis.fetch
  const deps: FileDeps = { db: phone.db, fetch, sha256: (one) => Promise.resolve(hashOf(one)) }
  return { deps, ranges }
}

function streamOf(bytes: Uint8Array, breakAfter: number): ReadableStream<Uint8Array> {
  let at = 0
  return new ReadableStream({
    pull(controller) {
      if (at >= breakAfter) controller.error(new TypeError('network'))
      else if (at >= bytes.length) controller.close()
      else controller.enqueue(bytes.slice(at, (at = Math.min(at + 10_000, bytes.length))))
    },
  })
}

describe('a file of the office', () => {
  it('comes in pieces, tells how far it is, and is read whole without the network', async () => {
    const { deps, ranges } = createRoad()
    const told: number[] = []
    expect(await fetchFile(deps, wanted(), (bytes) => told.push(bytes), signal)).toEqual({ ok: true, value: null })
    expect(told.at(-1)).toBe(file.length)
    expect(told).toEqual([...told].sort((a, b) => a - b))
    expect(Buffer.from((await readFile(phone.db, school.id, hashOf(file))) ?? []).equals(Buffer.from(file))).toBe(true)
    expect(await phone.db.filePieces.count()).toBe(3)
    expect((await fetchFile(deps, wanted(), () => undefined, signal)).ok).toBe(true)
    expect(ranges).toEqual([null])
  })

  it('goes on where the network broke off: nothing that came is asked for again', async () => {
    const broken = createRoad({ breakAfter: 150_000 })
    expect(await fetchFile(broken.deps, wanted(), () => undefined, signal)).toEqual({ ok: false, error: { type: 'NetworkUnavailable' } })
    expect(await received()).toBe(150_000)
    expect(await readFile(phone.db, school.id, hashOf(file))).toBeNull()
    const again = createRoad()
    expect((await fetchFile(again.deps, wanted(), () => undefined, signal)).ok).toBe(true)
    expect(again.ranges).toEqual(['bytes=150000-'])
    expect(Buffer.from((await readFile(phone.db, school.id, hashOf(file))) ?? []).equals(Buffer.from(file))).toBe(true)
  })

  it('begins anew where something between us knows no ranges', async () => {
    for (const bytes of [30_000, 20_000]) await fetchFile(createRoad({ breakAfter: bytes }).deps, wanted(), () => undefined, signal)
    expect(await received()).toBe(50_000)
    expect((await fetchFile(createRoad({ knowsRanges: false }).deps, wanted(), () => undefined, signal)).ok).toBe(true)
    expect(Buffer.from((await readFile(phone.db, school.id, hashOf(file))) ?? []).equals(Buffer.from(file))).toBe(true)
  })

  it('that is not what the office attached is thrown away, also one without an end', async () => {
    const other = file.map((byte) => byte ^ 1)
    expect(await fetchFile(createRoad({ bytes: other }).deps, wanted(), () => undefined, signal)).toEqual({ ok: false, error: { type: 'FileDamaged' } })
    expect(await fetchFile(createRoad({ bytes: new Uint8Array(2 * file.length) }).deps, wanted(), () => undefined, signal)).toEqual({ ok: false, error: { type: 'FileDamaged' } })
    expect([await phone.db.files.count(), await phone.db.filePieces.count()]).toEqual([0, 0])
  })

  it('keeps what is here when the server refuses; a file that became another is fetched anew', async () => {
    await fetchFile(createRoad({ breakAfter: 100_000 }).deps, wanted(), () => undefined, signal)
    expect(await fetchFile(createRoad({ status: { code: 404, type: 'NotFound' } }).deps, wanted(), () => undefined, signal)).toEqual({ ok: false, error: { type: 'NotFound' } })
    expect(await fetchFile(createRoad({ status: { code: 502, type: 'Bad Gateway' } }).deps, wanted(), () => undefined, signal)).toEqual({ ok: false, error: { type: 'AnswerUnreadable' } })
    expect(await received()).toBe(100_000)
    await fetchFile(createRoad({ status: { code: 416, type: 'RangeUnsatisfiable' } }).deps, wanted(), () => undefined, signal)
    expect(await received()).toBeUndefined()
  })

  it('on a full phone is refused in words, and no record is touched', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('The disk is full.', 'QuotaExceededError')
    })
    expect(await fetchFile(createRoad().deps, wanted(), () => undefined, signal)).toEqual({ ok: false, error: { type: 'StorageFull' } })
  })

  it('is thrown away by hand, or with its organization', async () => {
    await fetchFile(createRoad().deps, wanted(), () => undefined, signal)
    await removeFile(phone.db, school.id, hashOf(file))
    expect([await phone.db.files.count(), await phone.db.filePieces.count()]).toEqual([0, 0])
    await fetchFile(createRoad().deps, wanted(), () => undefined, signal)
    expect(await forgetOrganization(phone.db, school.id, createInProcessLock())).toBe(0)
    expect([await phone.db.files.count(), await phone.db.filePieces.count()]).toEqual([0, 0])
  })
})
