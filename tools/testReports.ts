/** The counts of a suite, read from the runners' JSON reports; a report is outside data and may be cut off. */
export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 }

export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

export const sumCounts = (all: Iterable<Counts>): Counts => [...all].reduce(addCounts, noCounts)

const fieldOf = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/**
 * Counts per folder of `tests/` (`unit`, `golden`, …) from Vitest's JSON report. A file that did not even load has no
 * test to count and is one failure.
 */
export function countVitest(report: unknown): ReadonlyMap<string, Counts> {
  const countsByFolder = new Map<string, Counts>()
  for (const file of listOf(fieldOf(report, 'testResults'))) {
    const folder = /(?:^|\/)tests\/([^/]+)\//.exec(String(fieldOf(file, 'name')).replaceAll('\\', '/'))?.[1] ?? 'other'
    const counts = countFile(file)
    countsByFolder.set(folder, addCounts(countsByFolder.get(folder) ?? noCounts, counts))
  }
  return countsByFolder
}

function countFile(file: unknown): Counts {
  const statuses = listOf(fieldOf(file, 'assertionResults')).map((test) => fieldOf(test, 'status'))
  const passed = statuses.filter((status) => status === 'passed').length
  const failed = statuses.filter((status) => status === 'failed').length
  const brokeOff = failed === 0 && fieldOf(file, 'status') === 'failed'
  return { passed, failed: failed + (brokeOff ? 1 : 0), skipped: statuses.length - passed - failed }
}

/** Counts of Playwright's JSON report; a test that passed only when repeated has failed, and so has a broken file. */
export function countPlaywright(report: unknown): Counts {
  const stats = fieldOf(report, 'stats')
  const count = (key: string): number => numberOf(fieldOf(stats, key))
  return {
    passed: count('expected'),
    failed: count('unexpected') + count('flaky') + listOf(fieldOf(report, 'errors')).length,
    skipped: count('skipped'),
  }
}
