import type { ChangeId, OrganizationId } from '#core/directive'
import { type StoredChange, textToCursor } from '#core/sync'
import type { ChangeRow, EnrolmentRow } from '../../../src/device/rows.ts'
import { refusedChanges, unsentCount } from '../../../src/device/viewQueries.ts'
import { toSyncLine } from '../../../src/school/views/syncLine.ts'
import { demand } from './brokenLaw.ts'
import type { Ledger } from './ledger.ts'
import type { SimulatedPhone } from './simulatedPhone.ts'
import type { SimulatedServer } from './simulatedServer.ts'
import type { Witness } from './witness.ts'

export interface ScreenGround {
  readonly server: SimulatedServer
  readonly ledger: Ledger
  readonly witness: Witness
}

/**
 * At any step: what a phone says about transfer is true. A phone whose cursor stands in the server's history speaks of
 * that history; one that a restored server has not told yet may still speak of what once stood there.
 */
export async function checkScreen(phone: SimulatedPhone, organizationId: OrganizationId, ground: ScreenGround): Promise<void> {
  const enrolment = await phone.db.enrolments.get(organizationId)
  if (enrolment === undefined) return
  const rows = await phone.db.changes.where('[organizationId+subject]').between([organizationId, ''], [organizationId, '\uffff']).toArray()
  const devices = new Set([enrolment.deviceId, ...(enrolment.formerDeviceIds ?? [])])
  const own = rows.filter((row) => devices.has(row.deviceId) && row.replacedBy === undefined)
  const history = await ground.server.historyOf(organizationId)
  ground.witness.seeHistory(organizationId, history)
  await checkSent(phone, enrolment, own, history, ground)
  checkNothingForgotten(phone, organizationId, rows, ground.ledger)
  await checkLine(phone, enrolment, own, ground)
}

async function checkSent(phone: SimulatedPhone, enrolment: EnrolmentRow, own: readonly ChangeRow[], history: readonly StoredChange[], { server, ledger, witness }: ScreenGround): Promise<void> {
  const { organizationId } = enrolment
  const isTold = await standsIn(server, enrolment)
  const receipts = new Map(history.map((change): [ChangeId, number] => [change.id, change.sequence]))
  for (const row of own.filter(({ transfer }) => transfer === 'sent')) {
    const stands = isTold ? receipts.get(row.id) === row.sequence : witness.everStood(organizationId, row.id)
    demand(stands, 'lies: shown as sent and not on the server', [phone.name, row.id, row.sequence, receipts.get(row.id)])
    ledger.showSent(row.id)
  }
}

/** Whether the phone's cursor stands in the present history: then it has nothing more to be told of the past. */
async function standsIn(server: SimulatedServer, { organizationId, cursor: text }: EnrolmentRow): Promise<boolean> {
  const cursor = text === null ? null : textToCursor(text)
  if (cursor === null) return true
  const head = await server.headOf(organizationId)
  if (cursor.epoch !== head.epoch || cursor.sequence > head.sequence) return false
  return (await server.chainHashAt(organizationId, cursor.sequence)) === cursor.chainHash
}

/** Nothing that was shown as saved ever leaves the phone by itself. */
function checkNothingForgotten(phone: SimulatedPhone, organizationId: OrganizationId, rows: readonly ChangeRow[], ledger: Ledger): void {
  const kept = new Map(rows.map((row) => [row.id, row]))
  for (const { row, phone: name } of ledger.of(organizationId)) {
    if (name !== phone.name) continue
    const mine = kept.get(row.id)
    demand(mine !== undefined, 'lost: a saved record is gone from its phone', [phone.name, row.id, row.kind])
    demand(sameValue(mine, row), 'lost: a saved record says something else', [phone.name, row, mine])
  }
}

function sameValue(mine: ChangeRow | undefined, row: Pick<ChangeRow, 'kind' | 'value'>): boolean {
  // A retraction is told the new name of what it hides when the phone is enrolled anew.
  return mine?.kind === row.kind && (row.kind === 'retraction' || JSON.stringify(mine.value) === JSON.stringify(row.value))
}

/** The one line every screen has. */
async function checkLine(phone: SimulatedPhone, enrolment: EnrolmentRow, own: readonly ChangeRow[], { witness }: ScreenGround): Promise<void> {
  const { organizationId, deviceId } = enrolment
  const unsent = await unsentCount(phone.db, organizationId)
  const refused = (await refusedChanges(phone.db, organizationId)).length
  const line = toSyncLine({ enrolment, unsent, refused, progress: null, isOnline: true })
  const says = [phone.name, organizationId, line]
  demand(!enrolment.firstLoadDone || witness.wasCompleted(phone.name, organizationId), 'lies: the first load is called complete before its last page', says)
  const notThere = own.filter(({ transfer }) => transfer === 'onDevice')
  const heard = witness.heardBy(deviceId)
  switch (line.type) {
    case 'done':
      demand(notThere.length === 0 && refused === 0, 'lies: the line says done over unsent work', [...says, notThere.map(({ id }) => id)])
      return demand(witness.wasAnswered(phone.name, organizationId), 'lies: the line tells of an exchange nobody answered', says)
    case 'waiting':
      return demand(line.n === notThere.length, 'lies: the line counts wrong', [...says, notThere.length])
    case 'refused':
      return demand(notThere.length === 0 && line.n === refused, 'lies: the line counts wrong', [...says, notThere.length])
    case 'never':
      return demand(notThere.length === 0 && enrolment.lastExchangeMs === null, 'lies: the line says never after an exchange', says)
    case 'revoked':
      return demand(heard.has('TokenUnknown') || heard.has('DeviceRevoked'), 'lies: the line says cut off and nobody did', says)
    case 'failed':
      return demand(enrolment.lastFailure !== null, 'lies: the line says failed and nothing did', says)
    default:
      return demand(false, 'lies: the line tells of a run that is over', says)
  }
}
