import type { BackupFile } from './backupFiles.ts'

/** How many are kept: of as many last days, weeks and months that have a backup, the newest of each. */
export const keptDays = 7
export const keptWeeks = 4
export const keptMonths = 6

/** The two newest are what phones rely on: never removed, even when they are of one day. */
const keptAlways = 2

const dayMs = 86_400_000

/** Chooses which backups stay; days are those of UTC, weeks begin on Monday. Gives their ids. */
export function chooseKept(files: readonly BackupFile[]): ReadonlySet<string> {
  const newestFirst = [...files].sort((a, b) => b.takenMs - a.takenMs || (a.id < b.id ? 1 : -1))
  const kept = new Set(newestFirst.slice(0, keptAlways).map(({ id }) => id))
  for (const [periodOf, count] of rules) {
    const seen = new Set<number>()
    for (const { id, takenMs } of newestFirst) {
      const period = periodOf(takenMs)
      if (seen.has(period)) continue
      if (seen.size === count) break
      seen.add(period)
      kept.add(id)
    }
  }
  return kept
}

const rules: readonly (readonly [(ms: number) => number, number])[] = [
  [(ms) => Math.floor(ms / dayMs), keptDays],
  // The first day of the epoch was a Thursday.
  [(ms) => Math.floor((Math.floor(ms / dayMs) + 3) / 7), keptWeeks],
  [(ms) => new Date(ms).getUTCFullYear() * 12 + new Date(ms).getUTCMonth(), keptMonths],
]
