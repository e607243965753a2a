import { readAll } from './readAll.ts'
import { unsentCount } from '../../../src/device/viewQueries.ts'
import { isCutOff } from '../../../src/school/views/syncLine.ts'
import { demand } from './brokenLaw.ts'
import { checkHistory } from './checkHistory.ts'
import { checkReplica } from './checkReplica.ts'
import { exchange } from './happenings.ts'
import { organizationIds } from './places.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'
import type { World } from './world.ts'

/** Rounds of exchanges within which every queue must be empty. */
const maxRounds = 10

/**
 * All faults stop. Every phone exchanges until nobody has anything to say or to hear, a phone cut off gets a new code;
 * then the laws are checked.
 */
export async function heal(world: World): Promise<void> {
  world.trace.add('healed')
  await world.network.heal()
  let rounds = 0
  while (!(await isQuiet(world))) {
    rounds += 1
    demand(rounds <= maxRounds, 'stuck: a queue does not drain', await readQueues(world))
    for (const phone of world.phones) await takePart(world, phone)
  }
  world.trace.add(`quiet after ${String(rounds)} rounds`)
  await checkLaws(world)
}

async function takePart(world: World, phone: SimulatedPhone): Promise<void> {
  await exchange(world, phone)
  for (const organizationId of world.former.has(phone) ? [] : (world.membership.get(phone) ?? [])) {
    const enrolment = await phone.db.enrolments.get(organizationId)
    if (enrolment !== undefined && !isCutOff(enrolment)) continue
    await phone.join(organizationId, await world.server.newSecret(organizationId))
    await exchange(world, phone)
  }
}

async function isQuiet(world: World): Promise<boolean> {
  return (await readQueues(world)).every(({ unsent, isUpToDate }) => unsent === 0 && isUpToDate)
}

interface Queue {
  readonly phone: string
  readonly organizationId: string
  readonly unsent: number
  readonly isUpToDate: boolean
  readonly lastFailure: string | null
}

async function readQueues({ server, phones, membership, former }: World): Promise<Queue[]> {
  const queues: Queue[] = []
  for (const phone of phones) {
    for (const organizationId of membership.get(phone) ?? []) {
      const enrolment = await phone.db.enrolments.get(organizationId)
      const { epoch, sequence, chainHash } = await server.headOf(organizationId)
      const isUpToDate = former.has(phone) || (enrolment?.cursor === `${epoch}.${String(sequence)}.${chainHash}` && !isCutOff(enrolment))
      queues.push({ phone: phone.name, organizationId, unsent: await unsentCount(phone.db, organizationId), isUpToDate, lastFailure: enrolment?.lastFailure ?? null })
    }
  }
  return queues
}

async function checkLaws(world: World): Promise<void> {
  const { server, phones, membership, former, ledger, clock, tally, trace } = world
  for (const organizationId of organizationIds) {
    const history = await server.historyOf(organizationId)
    const quarantine = await server.quarantineOf(organizationId)
    const rows = await readAll(phones, organizationId)
    checkHistory({ organizationId, history, quarantine, rows, nowMs: clock.nowMs, wasRestored: tally.restores > 0 }, ledger)
    const members = phones.filter((one) => membership.get(one)?.includes(organizationId) && !former.has(one))
    for (const phone of members) await checkReplica(phone, organizationId, server, history)
    trace.add(`${organizationId}: ${history.map(({ id, effectiveStampMs }) => `${id}~${String(effectiveStampMs)}`).join(' ')}`)
  }
}
