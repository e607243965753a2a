import type { Remembered } from '#core/sync'
import { askRemembered } from './askRemembered.ts'
import type { PoruchenoDatabase } from './database.ts'
import { type CanaryEntry, type CanaryPlace, detectLoss, hasCanary } from './lossCanary.ts'

/** What befell this phone before it was opened now; two empty lists on a phone that is well, or new. */
export interface Loss {
  /** Organizations whose records the browser cleared, as the note outside the database knows them. */
  readonly cleared: readonly CanaryEntry[]
  /** What the server still knows of this browser when even the note is gone. */
  readonly remembered: readonly Remembered[]
}

/** Looks in every place that may know; the server is asked only when nothing on the phone does. */
export async function findLoss(db: PoruchenoDatabase, places: readonly CanaryPlace[], server: Parameters<typeof askRemembered>[0]): Promise<Loss> {
  const cleared = await detectLoss(db, places)
  const isBare = cleared.length === 0 && (await db.enrolments.count()) === 0 && !(await hasCanary(places))
  return { cleared, remembered: isBare ? await askRemembered(server) : [] }
}
