import type { PoruchenoDatabase } from './database.ts'
import { storageFailure } from './deviceFailures.ts'
import { refoldSubjects } from './foldViews.ts'

const renewedKey = 'summariesRenewed'

/**
 * Once on a phone: makes the summaries anew of what was written before summaries counted proofs and held the words of notes.
 * The records themselves stay as they are.
 */
export async function renewSummaries(db: PoruchenoDatabase): Promise<void> {
  if ((await db.settings.get(renewedKey)) !== undefined) return
  await db.transaction('rw', [...db.historyTables, db.settings], async () => {
    for (const organizationId of await db.enrolments.toCollection().primaryKeys()) {
      const written = await db.changes.where('[organizationId+pending]').anyOf([[organizationId, 0], [organizationId, 1]]).filter(({ kind }) => kind === 'evidence' || kind === 'progressNote').toArray()
      await refoldSubjects(db, organizationId, written.map(({ subject }) => subject))
    }
    await db.settings.put({ key: renewedKey, value: true })
  }).catch(storageFailure)
}
