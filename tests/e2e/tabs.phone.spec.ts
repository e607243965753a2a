import { expect, test } from './support/fixtures.ts'
import { playTabs } from './support/tabRounds.ts'

test('four tabs and the worker have one flusher, no double effects and one list', async ({ server, newPhone }) => {
  test.setTimeout(300_000)
  const report = await playTabs(server, await newPhone(), await server.findSchool('suntar'), { rounds: 10, seed: 5 })
  expect(report).toMatchObject({ violations: [], overlaps: 0 })
  expect(report.held).toBeGreaterThan(10)
})
