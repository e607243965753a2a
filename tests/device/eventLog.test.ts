import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LoggedEvent, eventsToText, logEvents, maxEvents, readEvents, troubleSince } from '../../src/device/eventLog.ts'
import { School } from '../support/school.ts'
import type { SimulatedDevice } from '../support/simulatedDevice.ts'

let school: School
let phone: SimulatedDevice
beforeEach(async () => {
  school = new School()
  phone = await school.enrolledPhone('a')
})
afterEach(() => school.close())

describe('the log of a phone', () => {
  it('keeps the newest 200 events, in order', async () => {
    await logEvents(phone.db, Array.from({ length: 150 }, (_, i): LoggedEvent => [i, 'exchange', `sent=${String(i)}`]))
    await Promise.all(Array.from({ length: 100 }, (_, i) => logEvents(phone.db, [[150 + i, 'failed', 'NetworkUnavailable']])))
    const events = await readEvents(phone.db)
    expect(events).toHaveLength(maxEvents)
    expect([events[0], events.at(-1)]).toEqual([[50, 'exchange', 'sent=50'], [249, 'failed', 'NetworkUnavailable']])
  })

  it('lets neither a name nor a text through', async () => {
    await logEvents(phone.db, [[1, 'error', 'TypeError: «Петрова А.И.» app-a1b2.js:1:20'], [2, 'write', 'StorageFull'], [3, 'error', `x${'y'.repeat(200)}`]])
    const text = eventsToText({ version: '0.1.0' }, await readEvents(phone.db))
    expect(text).not.toMatch(/[а-яё]/iu)
    expect(text.split('\n').slice(0, 3)).toEqual(['version=0.1.0', '1970-01-01T00:00:00 error TypeError:  .. app-a1b2.js:1:20', '1970-01-01T00:00:00 write StorageFull'])
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(120)
  })

  it('survives a clock outside of the calendar, a torn row and a database that is gone', async () => {
    await logEvents(phone.db, [[9e15, 'start']])
    expect(eventsToText({}, await readEvents(phone.db))).toBe('9000000000000000 start')
    await phone.db.settings.put({ key: 'events', value: [['x'], 7, null, [5, 'start']] })
    expect(await readEvents(phone.db)).toEqual([[5, 'start']])
    phone.db.close()
    await expect(logEvents(phone.db, [[6, 'start']])).resolves.toBeUndefined()
    await phone.db.open()
  })

  it('names the newest trouble of the phone itself', () => {
    const events: LoggedEvent[] = [[10, 'write', 'StorageFull'], [20, 'failed', 'ProtocolUnsupported'], [30, 'failed', 'NetworkUnavailable'], [40, 'exchange', 'done']]
    expect([troubleSince(events, 0), troubleSince(events, 15), troubleSince(events, 25), troubleSince(events.slice(0, 1), 0)]).toEqual(['ProtocolUnsupported', 'ProtocolUnsupported', null, 'StorageFull'])
    expect([troubleSince([[1, 'error', 'TypeError a.js:1:2']], 0), troubleSince([[1, 'lost', '3']], 0)]).toEqual(['TypeError', 'lost'])
  })
})
