import type { PoruchenoDatabase } from './database.ts'
import { storageFailure } from './deviceFailures.ts'
import { refoldSubjects } from './foldViews.ts'

const countedKey = 'proofsCounted'

/**
 * Once on a phone: makes the summaries anew of what proofs were given for before summaries counted them. The records themselves
 * stay as they are.
 */
export async function countProofs(db: PoruchenoDatabase): Promise<void> {
  if ((await db.settings.get(countedKey)) !== undefined) return
  await db.transaction('rw', [...db.historyTables, db.settings], async () => {
    for (const organizationId of await db.enrolments.toCollection().primaryKeys()) {
      const proofs = await db.changes.where('[organizationId+pending]').anyOf([[organizationId, 0], [organizationId, 1]]).filter(({ kind }) => kind === 'evidence').toArray()
      await refoldSubjects(db, organizationId, proofs.map(({ subject }) => subject))
    }
    await db.settings.put({ key: countedKey, value: true })
  }).catch(storageFailure)
}
