import { describe, expect, it } from 'vitest'
import type { OrganizationId } from '#core/directive'
import type { ExchangeFailure } from '#core/sync'
import type { SyncOutcome, SyncRequest } from '../../src/device/runSync.ts'
import { listenForTriggers } from '../../src/device/pageTriggers.ts'
import { SyncSchedule, type ScheduleDeps, intervalMs, longOfflineMs, maxDelayMs, maxJitterMs, nextDelayMs } from '../../src/device/schedule.ts'

const busy: ExchangeFailure = { type: 'Refused', code: 'ServerBusy', details: {}, retryAfterSeconds: 60 }
const outcome = (failure: ExchangeFailure | null): SyncOutcome => ({
  organizations: [{ organizationId: 'school1' as OrganizationId, type: failure === null ? 'done' : 'failed', sent: 0, received: 0, failure }],
})

/** A schedule whose timer is fired by hand. */
function makeSchedule(overrides: Partial<ScheduleDeps> = {}) {
  const runs: SyncRequest[] = []
  const state = { nowMs: 0, isVisible: true, failure: null as ExchangeFailure | null, timer: null as { callback: () => void; delayMs: number } | null, background: 0 }
  const schedule = new SyncSchedule({
    run: (request) => {
      runs.push(request)
      return Promise.resolve(outcome(state.failure))
    },
    setTimer: (callback, delayMs) => {
      state.timer = { callback, delayMs }
      return () => {
        state.timer = null
      }
    },
    random: () => 0.5,
    nowMs: () => state.nowMs,
    isVisible: () => state.isVisible,
    requestBackgroundSync: () => {
      state.background += 1
    },
    onError: (error) => {
      throw error
    },
    ...overrides,
  })
  return { schedule, state, runs }
}

describe('the pause after failures', () => {
  it('doubles, and is capped before it is spread', () => {
    expect([1, 2, 3].map((failures) => nextDelayMs(failures, 1))).toEqual([5_000, 10_000, 20_000])
    for (const failures of [9, 20, 500]) {
      expect(nextDelayMs(failures, 0)).toBe(maxDelayMs / 2)
      expect(nextDelayMs(failures, 0.999_999_9)).toBeLessThanOrEqual(maxDelayMs)
    }
  })
})

describe('the schedule', () => {
  it('exchanges at once for a person, and asks for news every five minutes in front', async () => {
    const { schedule, state, runs } = makeSchedule()
    await schedule.trigger('open')
    expect(state.timer?.delayMs).toBe(intervalMs)
    state.timer?.callback()
    await schedule.trigger('mark')
    expect(runs).toHaveLength(2)
    state.isVisible = false
    expect(await schedule.trigger('interval')).toBeNull()
    expect(runs).toHaveLength(2)
  })

  it('backs off by the timer, but not for a mark; and asks the browser to wake the worker', async () => {
    const { schedule, state, runs } = makeSchedule()
    state.failure = { type: 'NetworkUnavailable' }
    await schedule.trigger('open')
    await schedule.trigger('mark')
    expect(runs).toHaveLength(2)
    expect(state.timer?.delayMs).toBe(nextDelayMs(2, 0.5))
    expect(state.background).toBe(2)
  })

  it('waits at least as long as the server asked, and by chance up to half as long again, for everything but the button', async () => {
    const { schedule, state, runs } = makeSchedule()
    state.failure = busy
    await schedule.trigger('open')
    expect(state.timer?.delayMs).toBe(75_000)
    state.nowMs = 20_000
    expect(await schedule.trigger('mark')).toBeNull()
    expect(state.timer?.delayMs).toBe(55_000)
    await schedule.trigger('button')
    expect(runs).toEqual([{ isManual: false }, { isManual: true }])
  })

  it('spreads the return of the network after an hour without it, not sooner', async () => {
    const { schedule, state, runs } = makeSchedule()
    state.nowMs = longOfflineMs - 1
    await schedule.trigger('online')
    expect(runs).toHaveLength(1)
    state.nowMs += longOfflineMs
    expect(await schedule.trigger('online')).toBeNull()
    expect(state.timer?.delayMs).toBe(maxJitterMs / 2)
    await schedule.trigger('visible')
    expect(runs).toHaveLength(2)
  })

  it('runs once at a time, and again for a mark made meanwhile', async () => {
    const gate: (() => void)[] = []
    const { schedule, state } = makeSchedule({ run: () => new Promise((resolve) => gate.push(() => { resolve(outcome(null)) })) })
    const first = schedule.trigger('open')
    const second = schedule.trigger('mark')
    expect(gate).toHaveLength(1)
    gate[0]?.()
    await Promise.all([first, second])
    expect(state.timer?.delayMs).toBe(0)
  })

  it('listens to the page', async () => {
    const { schedule, runs } = makeSchedule()
    const window = new EventTarget()
    const document = Object.assign(new EventTarget(), { visibilityState: 'visible' })
    listenForTriggers(schedule, { window, document, onError: (error) => { throw error } })
    await new Promise(setImmediate)
    window.dispatchEvent(new Event('online'))
    await new Promise(setImmediate)
    document.dispatchEvent(new Event('visibilitychange'))
    await new Promise(setImmediate)
    document.visibilityState = 'hidden'
    document.dispatchEvent(new Event('visibilitychange'))
    await new Promise(setImmediate)
    expect(runs).toHaveLength(3)
  })
})
