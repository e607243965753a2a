import { describe, expect, it } from 'vitest'
import { recordChange } from '../../src/device/changeLog.ts'
import { openDatabase } from '../../src/device/database.ts'
import { type SyncDeps, runSync } from '../../src/device/runSync.ts'
import { createInProcessLock } from '../../src/device/syncLock.ts'
import { createRandom, pickFrom } from '../support/random.ts'
import { School, point1, point2 } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

const tabsAtOnce = 4
const interleavings = 300

/** Tabs and the worker of one phone: each with a connection of its own to the one database, under the one lock. */
function openTabs(phone: SimulatedDevice, random: () => number, watch: { running: number; greatest: number; requests: number }): SyncDeps[] {
  const lock = createInProcessLock()
  return Array.from({ length: tabsAtOnce }, () => {
    const { transport, nowMs, newId, appVersion } = phone.deps
    return {
      db: openDatabase(phone.db.name),
      nowMs,
      newId,
      appVersion,
      lock,
      transport: {
        async exchange(request, credentials) {
          watch.running += 1
          watch.greatest = Math.max(watch.greatest, watch.running)
          watch.requests += 1
          for (let i = Math.floor(random() * 4); i > 0; i -= 1) await new Promise((resume) => setImmediate(resume))
          const answer = await transport.exchange(request, credentials)
          watch.running -= 1
          return answer
        },
      },
    } satisfies SyncDeps
  })
}

describe('four tabs of one phone', () => {
  it(`exchange one at a time and double nothing, in ${String(interleavings)} random interleavings`, async () => {
    for (let seed = 1; seed <= interleavings; seed += 1) {
      const random = createRandom(seed)
      const school = new School()
      const phone = await school.enrolledPhone(`t${String(seed)}`)
      const watch = { running: 0, greatest: 0, requests: 0 }
      const tabs = openTabs(phone, random, watch)
      const acts = Array.from({ length: 12 }, async (_, i) => {
        for (let wait = Math.floor(random() * 6); wait > 0; wait -= 1) await new Promise((resume) => setImmediate(resume))
        const tab = pickFrom(tabs, random)
        if (i % 3 !== 0) return runSync(tab, { isManual: random() < 0.3 })
        const text = `запись ${String(i)}`
        return recordChange(tab, { organizationId: school.id, subject: pickFrom([point1, point2], random), kind: 'progressNote', value: { text }, subjectVersion: 1 })
      })
      const done = await Promise.all(acts)
      await runSync(pickFrom(tabs, random), { isManual: true })
      const notes = school.server.historyOf(school.id).filter(({ kind }) => kind === 'progressNote')
      const own = (await phone.changes()).filter(({ kind }) => kind === 'progressNote')
      expect([watch.greatest, notes.length, new Set(notes.map(({ id }) => id)).size, own.length], `seed ${String(seed)}`).toEqual([1, 4, 4, 4])
      expect(own.every(({ transfer, pending, sequence }) => transfer === 'sent' && pending === 0 && sequence !== null), `seed ${String(seed)}`).toBe(true)
      expect(own.map(({ deviceSequence }) => deviceSequence).sort(), `seed ${String(seed)}`).toEqual([1, 2, 3, 4])
      expect(done).toHaveLength(12)
      for (const tab of tabs) tab.db.close()
      await school.close()
    }
  })

  it('ask once when all wake together and nothing is new', async () => {
    const school = new School()
    const phone = await school.enrolledPhone('wake')
    const watch = { running: 0, greatest: 0, requests: 0 }
    const tabs = openTabs(phone, createRandom(1), watch)
    let tick = 0
    const withClock = tabs.map((tab) => ({ ...tab, nowMs: () => school.nowMs + (tick += 1) }))
    school.nowMs += 1000
    await Promise.all(withClock.map((tab) => runSync(tab)))
    expect(watch.requests).toBe(1)
    // A press of the button is a question of its own.
    await Promise.all(withClock.map((tab) => runSync(tab, { isManual: true })))
    expect(watch.requests).toBe(1 + tabsAtOnce)
    // A clock that was set back must not silence the phone.
    school.nowMs -= 400 * 86_400_000
    await runSync(withClock[0] ?? phone.deps)
    expect(watch.requests).toBe(2 + tabsAtOnce)
    for (const tab of tabs) tab.db.close()
    await school.close()
  })
})
