/** What stands in a phone's database, read past the program, to see that no half of a record was left. */
import type { Page } from '@playwright/test'
import { databaseName } from '../../../src/device/database.ts'
import type { CardRow, ChangeRow, EnrolmentRow, SummaryRow } from '../../../src/device/rows.ts'

export interface PhoneMemory {
  readonly enrolments: readonly EnrolmentRow[]
  readonly changes: readonly ChangeRow[]
  readonly cards: readonly CardRow[]
  readonly summaries: readonly SummaryRow[]
}

/** Reads the whole database in one transaction; the page must be one of the program's own origin. */
export async function readMemory(page: Page): Promise<PhoneMemory> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((done, failed) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => { done(opening.result) }
      opening.onerror = () => { failed(new Error(opening.error?.message)) }
    })
    const transaction = database.transaction(['enrolments', 'changes', 'cards', 'summaries'], 'readonly')
    const all = (store: string): Promise<unknown[]> =>
      new Promise((done, failed) => {
        const reading = transaction.objectStore(store).getAll()
        reading.onsuccess = () => { done(reading.result) }
        reading.onerror = () => { failed(new Error(reading.error?.message)) }
      })
    const [enrolments, changes, cards, summaries] = await Promise.all(['enrolments', 'changes', 'cards', 'summaries'].map(all))
    database.close()
    return { enrolments, changes, cards, summaries } as unknown as PhoneMemory
  }, databaseName)
}

/** Marks of this phone itself, oldest first. */
export function ownMarks({ enrolments, changes }: PhoneMemory): ChangeRow[] {
  const own = new Set(enrolments.map(({ deviceId }) => deviceId))
  return changes
    .filter((change) => own.has(change.deviceId) && change.kind === 'execution')
    .sort((a, b) => a.deviceSequence - b.deviceSequence)
}

/** Every way in which change, sequence and view disagree; empty when each record is whole. */
export function findHalves(memory: PhoneMemory): string[] {
  return [...memory.enrolments.flatMap((enrolment) => findGaps(memory, enrolment)), ...findStaleViews(memory)]
}

function findGaps({ changes }: PhoneMemory, { deviceId, nextDeviceSequence }: EnrolmentRow): string[] {
  const sequences = changes.filter((change) => change.deviceId === deviceId).map((change) => change.deviceSequence).sort((a, b) => a - b)
  const gaps = sequences.filter((sequence, index) => sequence !== index + 1).map((sequence) => `a gap before ${String(sequence)}`)
  return nextDeviceSequence === sequences.length + 1 ? gaps : [...gaps, `next is ${String(nextDeviceSequence)} after ${String(sequences.length)} changes`]
}

function findStaleViews(memory: PhoneMemory): string[] {
  const lastBySubject = new Map(ownMarks(memory).map((change) => [change.subject, change]))
  const shown = new Map(memory.summaries.map(({ subject, execution }) => [subject, execution]))
  const unknown = [...shown]
    .filter(([subject, execution]) => execution !== 'notStarted' && !lastBySubject.has(subject))
    .map(([subject]) => `${subject} is shown as marked without a mark`)
  const stale = [...lastBySubject]
    .filter(([subject, change]) => shown.get(subject) !== change.value['state'])
    .map(([subject]) => `${subject} is marked and not shown so`)
  return [...unknown, ...stale]
}
