import { createHash } from 'node:crypto'
import { type ChangeId } from '#core/directive'
import { foldAssignment } from '#core/sync'
import { listProofs } from '../../../src/device/proofStore.ts'
import { demand } from './brokenLaw.ts'
import { groupBySubject } from './checkHistory.ts'
import { successorsIn, nameRecord } from './ledger.ts'
import type { MonthWorld } from './monthWorld.ts'
import { districtId, school } from './places.ts'
import { readAll } from './readAll.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'

/** At any step: what a phone calls received is whole on the server, by its hash. */
export async function checkReceived(world: MonthWorld, phone: SimulatedPhone): Promise<void> {
  for (const { hash, waiting } of await listProofs(phone.db, school)) {
    if (waiting === 0) demand(await isWhole(world, hash), 'lies: a photo is called received and is not whole on the server', [phone.name, hash])
  }
}

async function isWhole({ server }: MonthWorld, hash: string): Promise<boolean> {
  const { proofs } = server.store.forOrganization(districtId, school)
  const found = await proofs.find(hash)
  if (found === null) return false
  return createHash('sha256').update(await proofs.readBytes(hash, 0, found.sizeBytes)).digest('hex') === hash
}

/**
 * When the month has healed: every photo of a record that stands is on the server. A phone that was closed before it had sent
 * its photos keeps them: that is the one exception, and only for what it never called received.
 */
export async function checkPhotos(world: MonthWorld): Promise<void> {
  for (const phone of world.phones) await checkReceived(world, phone)
  const closed = new Set<ChangeId>()
  const successors = successorsIn(await readAll(world.phones, school))
  const former = new Set([...world.former].map(({ name }) => name))
  for (const record of world.ledger.of(school)) if (former.has(record.phone)) for (const name of nameRecord(record, successors).names) closed.add(name)
  for (const changes of groupBySubject(await world.server.historyOf(school)).values()) {
    for (const { id, value } of foldAssignment(changes).evidence) {
      const { hash } = value
      if (typeof hash !== 'string') continue
      const isThere = await isWhole(world, hash)
      if (isThere) world.month.received += 1
      demand(isThere || closed.has(id), 'lost: the photo of a record never came to the server', [id, hash])
    }
  }
}
