import type { PoruchenoDatabase } from './database.ts'
import { createCacheCanary, createStorageCanary, detectLoss, writeCanary } from './lossCanary.ts'

/** The page's side of the canary: both places, written after every exchange and mark, read once at the start. */
export interface PageCanary {
  write(): Promise<void>
  /** How many unsent records a browser that cleared the database may have taken (0: none known); null when nothing is lost. */
  countLost(): Promise<number | null>
}

/** Keeps the canary in `localStorage` and in a Cache. */
export function createPageCanary(db: PoruchenoDatabase, { localStorage, caches }: Pick<Window, 'localStorage' | 'caches'>): PageCanary {
  const places = [createStorageCanary(localStorage), createCacheCanary(caches)]
  return {
    write: () => writeCanary(db, places),
    async countLost() {
      const entries = await detectLoss(db, places)
      return entries.length === 0 ? null : entries.reduce((sum, { unsent }) => sum + unsent, 0)
    },
  }
}
