import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DeviceId, DistrictId, OrganizationId } from '#core/directive'
import { databaseFile } from '../../sync-server/openServer.ts'
import { fastHash } from '../../sync-server/secrets.ts'
import { openSqliteStore } from '../../sync-server/store/openSqliteStore.ts'
import { makeJpeg } from './files/makeJpeg.ts'
import { type ProofRoad, askPlace, hashOf, makeEvidence, sendRest } from './proofClient.ts'
import { createRandom } from './random.ts'
import { makeDeviceRecord, makeDistrictRecord, makeOrganizationRecord } from './recordFactory.ts'
import { makeRequest, mintToken } from './serverFactory.ts'
import { startServerProcess } from './serverProcess.ts'

export interface ProofKillReport {
  readonly kills: number
  /** Photos the server had answered to be whole. */
  readonly received: number
  /** Of those, the ones that a later server did not hold, or not as they were. */
  readonly broken: readonly string[]
  readonly integrityErrors: readonly string[]
}

const districtId = 'north' as DistrictId
const organizationId = 'school0' as OrganizationId

interface Uploader {
  readonly token: string
  next: number
  /** The photo being sent; its record is in the history once `isNamed`. */
  photo: Uint8Array
  isNamed: boolean
  readonly received: Set<string>
}

/** Kills a real server process in the midst of uploads and looks each time whether every photo it called whole is whole. */
export async function runProofKills({ kills, phones, seed }: { readonly kills: number; readonly phones: number; readonly seed: number }): Promise<ProofKillReport> {
  const random = createRandom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'proof-kills-'))
  const path = join(folder, databaseFile)
  const uploaders = await prepare(path, phones, random)
  const broken: string[] = []
  const integrityErrors: string[] = []
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const server = await startServerProcess(folder)
      const before = count(uploaders)
      const work = Promise.all(uploaders.map((uploader) => upload(uploader, server.url, random)))
      const untilMs = performance.now() + 3000
      while (count(uploaders) < before + phones && performance.now() < untilMs) await pause(2)
      await pause(random() * 25)
      await server.kill()
      await work
      const store = await openSqliteStore(path)
      const { proofs } = store.forOrganization(districtId, organizationId)
      for (const hash of uploaders.flatMap(({ received }) => [...received])) {
        const found = await proofs.find(hash)
        if (found === null || hashOf(await proofs.readBytes(hash, 0, found.sizeBytes)) !== hash) broken.push(hash)
      }
      const integrity = await store.checkIntegrity()
      if (integrity !== 'ok') integrityErrors.push(integrity)
      await store.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return { kills, received: count(uploaders), broken, integrityErrors }
}

function count(uploaders: readonly Uploader[]): number {
  return uploaders.reduce((sum, { received }) => sum + received.size, 0)
}

async function prepare(path: string, phones: number, random: () => number): Promise<Uploader[]> {
  const store = await openSqliteStore(path)
  const district = store.forDistrict(districtId)
  await district.insert(makeDistrictRecord(districtId))
  await district.organizations.insert(makeOrganizationRecord(districtId, organizationId, '1000'), { epoch: 'epoch1', officeDeviceId: 'office0' as DeviceId })
  const uploaders: Uploader[] = []
  for (let i = 0; i < phones; i += 1) {
    const token = mintToken()
    await store.forOrganization(districtId, organizationId).devices.insert(makeDeviceRecord(districtId, organizationId, `device${String(i)}` as DeviceId, fastHash(token)))
    uploaders.push({ token, next: 1, photo: takePhoto(random), isNamed: false, received: new Set() })
  }
  await store.close()
  return uploaders
}

function takePhoto(random: () => number): Uint8Array {
  return makeJpeg({ pictureBytes: 50_000 + Math.floor(random() * 180_000), seed: Math.floor(random() * 1e9) })
}

/** Names and sends photo after photo until the connection breaks; each from the byte the server holds. */
async function upload(uploader: Uploader, url: string, random: () => number): Promise<void> {
  const road: ProofRoad = { url, token: uploader.token }
  for (;;) {
    try {
      if (!uploader.isNamed) await name(uploader, url)
      const place = await askPlace(road, hashOf(uploader.photo))
      if (place === null) return
      const answer = await sendRest(road, uploader.photo, place.received)
      const { isWhole = false } = (await answer.json()) as { readonly isWhole?: boolean }
      if (!isWhole) continue
    } catch {
      // The server was killed: the next one says where to go on.
      return
    }
    uploader.received.add(hashOf(uploader.photo))
    uploader.photo = takePhoto(random)
    uploader.isNamed = false
  }
}

async function name(uploader: Uploader, url: string): Promise<void> {
  // On the organization itself: no document need be published for it.
  const change = makeEvidence(uploader.next, uploader.photo, { subject: 'o', subjectVersion: 0 })
  const answer = await fetch(`${url}/api/exchange`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${uploader.token}` },
    body: JSON.stringify(makeRequest({ changes: [change] })),
  })
  await answer.json()
  if (!answer.ok) throw new Error(`an answer of status ${String(answer.status)}`)
  uploader.next += 1
  uploader.isNamed = true
}
