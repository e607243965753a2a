import { afterEach, beforeEach, expect, it } from 'vitest'
import { fillFiveYears, readWhole, runLongLife } from '../support/longLife.ts'
import { type TestServer, createTestServer } from '../support/serverFactory.ts'

const exchanges = 1000
const seed = 20261122
/** Five years: the school's points and everything anybody wrote of them. */
const history = { changes: 10_000, points: 800 }
/** What a page of a first load may weigh as sent (bytes): eight seconds at 50 kbit/s. */
const pageBytes = 48 * 1024

let server: TestServer
beforeEach(async () => { server = await createTestServer() })
afterEach(() => server.close())

it(`the exchange no. ${String(exchanges)} of a phone weighs what the first did`, async () => {
  const { first, last, contradictions } = await runLongLife(server, exchanges)
  for (const way of ['up', 'down'] as const) {
    expect(last[way] / first[way], way).toBeGreaterThan(0.9)
    expect(last[way] / first[way], way).toBeLessThan(1.1)
  }
  expect(contradictions).toEqual([])
})

it(`a new phone reads ${String(history.points)} points and ${String(history.changes)} changes in bounded pages`, async () => {
  await fillFiveYears(server, history.changes, seed)
  const { pages, phone } = await readWhole(server)
  expect(phone.placeById.size).toBe(history.changes)
  // The first point is of the school's own document.
  expect(phone.bodies).toBe(history.points + 1)
  // Pages of 500 changes: none is empty, none is twice.
  expect(pages).toHaveLength(Math.ceil(history.changes / server.deps.limits.pageSize))
  expect(Math.max(...pages)).toBeLessThan(pageBytes)
})
