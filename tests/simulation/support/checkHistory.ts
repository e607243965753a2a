import type { ChangeId, OrganizationId } from '#core/directive'
import { maxClampMs } from '#core/clock'
import { type StoredChange, type SubjectKey, foldAssignment } from '#core/sync'
import type { ChangeRow } from '../../../src/device/rows.ts'
import type { QuarantineRecord } from '../../../sync-server/store/records.ts'
import { demand } from './brokenLaw.ts'
import { type Ledger, type NamedRecord, lastName, nameRecord, successorsIn } from './ledger.ts'

/** What is known of one organization when everything has healed. */
export interface Healed {
  readonly organizationId: OrganizationId
  readonly history: readonly StoredChange[]
  readonly quarantine: readonly QuarantineRecord[]
  /** The rows of every phone. */
  readonly rows: readonly ChangeRow[]
  readonly nowMs: number
  /** Whether the server was ever put back to an old backup. */
  readonly wasRestored: boolean
}

/** After healing: every promise was kept, once, and the office's history holds nothing else. */
export function checkHistory(healed: Healed, ledger: Ledger): void {
  const successors = successorsIn(healed.rows)
  const records = ledger.of(healed.organizationId).map((record) => nameRecord(record, successors))
  checkReceipts(healed)
  for (const record of records) checkArrived(record, healed)
  checkShownSent(records, ledger, healed)
  checkOnce(records, healed)
  checkCausality(records, successors, healed.history)
}

function checkReceipts({ history, nowMs }: Healed): void {
  const ids = history.map((change) => change.id)
  demand(new Set(ids).size === ids.length, 'twice: a change stands twice', ids)
  demand(history.every((change, index) => change.sequence === index + 1), 'lost: receipts have gaps', history.map(({ sequence }) => sequence))
  const future = history.filter((change) => change.effectiveStampMs > nowMs + maxClampMs)
  demand(future.length === 0, 'clock: a stamp from the future rules', future.map(({ id, effectiveStampMs }) => [id, effectiveStampMs - nowMs]))
}

/** A saved record stands in the history as it was saved, or lies where the office looks at it; a poisoned one is refused. */
function checkArrived({ row, names, isPoison, phone, authorId }: NamedRecord, { history, quarantine, rows, wasRestored }: Healed): void {
  const mine = rows.find(({ id }) => id === names.at(-1))
  const stored = history.find(({ id }) => names.includes(id))
  const told = [phone, row.id, row.kind, mine?.transfer, mine?.code]
  if (isPoison) return demand(stored === undefined && mine !== undefined && (mine.transfer === 'rejected' || mine.transfer === 'quarantined'), 'refused: a record no server can take was not refused', told)
  if (stored !== undefined) {
    const isSame = row.kind === 'retraction' || JSON.stringify(stored.value) === JSON.stringify(row.value)
    demand(isSame && stored.subject === row.subject, 'lost: a record arrived as something else', [row, stored])
    return demand(stored.authorId === authorId, 'lies: the history names another person than made it', [phone, row.id, stored.authorId, authorId])
  }
  demand(mine?.transfer === 'quarantined', 'lost: a saved record was lost', told)
  const isHeld = quarantine.some(({ deviceId, deviceSequence }) => deviceId === mine?.deviceId && deviceSequence === mine.deviceSequence)
  // What the office had put aside is gone from a server put back in time; the phone goes on showing it as refused.
  demand(isHeld || wasRestored, 'lost: a record is put aside and the office does not hold it', told)
}

function checkShownSent(records: readonly NamedRecord[], ledger: Ledger, { history }: Healed): void {
  const standing = new Set(history.map(({ id }) => id))
  for (const { names, phone } of records.filter(({ row }) => ledger.wasShownSent(row.id))) {
    demand(names.some((name) => standing.has(name)), 'lost: a record shown as sent is not on the server', [phone, names])
  }
}

/** Nothing counts twice, under whichever names, and nothing stands that nobody recorded. */
function checkOnce(records: readonly NamedRecord[], { history }: Healed): void {
  const promised = new Set(records.flatMap(({ names }) => names))
  const strangers = history.filter((change) => !change.deviceId.includes('office') && !promised.has(change.id))
  demand(strangers.length === 0, 'twice: a record stands that nobody made', strangers.map(({ id, value }) => [id, value]))
  const counted = new Set([...groupBySubject(history).values()].flatMap((changes) => foldAssignment(changes).history.map(({ id }) => id)))
  for (const { names } of records) {
    const counts = names.filter((name) => counted.has(name))
    demand(counts.length <= 1, 'twice: a record counts under two names', counts)
  }
}

/** A mark made by somebody who saw another one is never beaten by that other one. */
function checkCausality(records: readonly NamedRecord[], successors: ReadonlyMap<ChangeId, ChangeId>, history: readonly StoredChange[]): void {
  for (const [subject, changes] of groupBySubject(history)) {
    const state = foldAssignment(changes)
    if (state.executionBy === null) continue
    const winner = lastName(state.executionBy.id, successors)
    const notApplied = new Set(state.notApplied.map((change) => change.id))
    const standing = new Set(state.history.map(({ id }) => id))
    for (const { row, names, seen } of records.filter(({ row }) => row.subject === subject && row.kind === 'execution')) {
      const counts = names.some((name) => standing.has(name) && !notApplied.has(name))
      demand(!counts || !seen.has(winner), 'causality: a mark lost to one its author had seen', [subject, row.id, winner])
    }
  }
}

export function groupBySubject(history: readonly StoredChange[]): ReadonlyMap<SubjectKey, StoredChange[]> {
  const groups = new Map<SubjectKey, StoredChange[]>()
  for (const change of history) {
    const group = groups.get(change.subject)
    if (group === undefined) groups.set(change.subject, [change])
    else group.push(change)
  }
  return groups
}
