import { type HistoryDigest, digestHistory } from '#core/sync'
import { fastHash } from '../secrets.ts'
import type { HistoryStore } from '../store/store.ts'

/** Whether a phone holds what the history holds up to a receipt: the same changes at the same places with the same stamps. */
export async function isSameHistory(history: HistoryStore, upTo: number, [count, hash]: HistoryDigest): Promise<boolean> {
  // A wrong count is an answer by itself: receipts have no gaps.
  if (count !== upTo) return false
  const own = await digestHistory(await history.listPlaces(upTo), upTo, (text) => fastHash(text).slice(0, 16))
  return own[1] === hash
}
