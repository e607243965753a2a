/** What stands in a phone's database, read past the program, to see that no half of a record was left. */
import type { Page } from '@playwright/test'
import { databaseName } from '../../../src/device/database.ts'
import type { CardRow, ChangeRow, EnrolmentRow } from '../../../src/device/rows.ts'

export interface PhoneMemory {
  readonly enrolments: readonly EnrolmentRow[]
  readonly changes: readonly ChangeRow[]
  readonly cards: readonly CardRow[]
}

/** Reads the whole database in one transaction; the page must be one of the program's own origin. */
export async function readMemory(page: Page): Promise<PhoneMemory> {
  return page.evaluate(async (name) => {
    const database = await new Promise<IDBDatabase>((done, failed) => {
      const opening = indexedDB.open(name)
      opening.onsuccess = () => { done(opening.result) }
      opening.onerror = () => { failed(new Error(opening.error?.message)) }
    })
    const transaction = database.transaction(['enrolments', 'changes', 'cards'], 'readonly')
    const all = (store: string): Promise<unknown[]> =>
      new Promise((done, failed) => {
        const reading = transaction.objectStore(store).getAll()
        reading.onsuccess = () => { done(reading.result) }
        reading.onerror = () => { failed(new Error(reading.error?.message)) }
      })
    const [enrolments, changes, cards] = await Promise.all([all('enrolments'), all('changes'), all('cards')])
    database.close()
    return { enrolments, changes, cards } as unknown as PhoneMemory
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
  return [...memory.enrolments.flatMap((enrolment) => findGaps(memory, enrolment)), ...memory.cards.flatMap((card) => findStaleViews(memory, card))]
}

function findGaps({ changes }: PhoneMemory, { deviceId, nextDeviceSequence }: EnrolmentRow): string[] {
  const sequences = changes.filter((change) => change.deviceId === deviceId).map((change) => change.deviceSequence).sort((a, b) => a - b)
  const gaps = sequences.filter((sequence, index) => sequence !== index + 1).map((sequence) => `a gap before ${String(sequence)}`)
  return nextDeviceSequence === sequences.length + 1 ? gaps : [...gaps, `next is ${String(nextDeviceSequence)} after ${String(sequences.length)} changes`]
}

function findStaleViews(memory: PhoneMemory, card: CardRow): string[] {
  const lastBySubject = new Map(ownMarks(memory).map((change) => [change.subject, change]))
  const marked = [...lastBySubject].filter(([subject]) => subject.startsWith(`d:${card.directiveId}`))
  const unknown = Object.entries<CardRow['summaries'][keyof CardRow['summaries']]>(card.summaries)
    .filter(([subject, summary]) => summary.execution !== 'notStarted' && !marked.some(([key]) => key === subject))
    .map(([subject]) => `${subject} is shown as marked without a mark`)
  const stale = marked
    .filter(([subject, change]) => card.summaries[subject]?.execution !== change.value['state'])
    .map(([subject]) => `${subject} is marked and not shown so`)
  return [...unknown, ...stale]
}
