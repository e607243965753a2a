import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import type { OrganizationId } from '#core/directive'
import { calendarOf, defaultRuleSet, isWorkingDay, parseDateOnly } from '#core/directive'
import { writeIcs } from '../../../../src/formats/write/ics.ts'
import { toCalendarDays } from '../../../../src/school/views/calendarView.ts'
import { toCardView } from '../../../../src/school/views/cardView.ts'
import { day } from '../../../support/day.ts'
import { readSeedDirectives } from '../../../support/seedDirectives.ts'

const nowMs = Date.UTC(2026, 10, 22, 6, 20)
const today = day('2026-11-22')
const organizationId = 'k7m2p9x4tz' as OrganizationId

/** The points of the five documents as cards of one school. */
function seedViews() {
  let count = 0
  const { resolution, directives } = readSeedDirectives(1000, () => `id${String((count += 1))}`)
  const views = directives.map((directive) =>
    toCardView({ organizationId, directiveId: directive.id, resolutionId: resolution.id, directive, publishedControl: 'onControl', closed: 0, summaries: {} }, resolution, today))
  return views
}

/** The components as an independent reader understands them. */
function read(text: string): ICAL.Component[] {
  return new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent')
}
const textOf = (event: ICAL.Component, name: string): string => String(event.getFirstPropertyValue(name))

describe('a calendar file', () => {
  it('of the five documents is read whole by an independent reader: every date, every word', () => {
    const views = seedViews()
    const days = toCalendarDays(views, organizationId, new Map())
    expect(days.length).toBeGreaterThan(85)
    const events = read(writeIcs('Решение № 3', days, nowMs))
    expect(events.map((event) => [textOf(event, 'uid'), textOf(event, 'dtstart'), textOf(event, 'summary'), textOf(event, 'description')]))
      .toEqual(days.map(({ uid, date, summary, description }) => [uid, date, summary, description]))
    expect(new Set(days.map(({ uid }) => uid)).size).toBe(days.length)
    for (const event of events) expect((event.getFirstPropertyValue('dtstart') as ICAL.Time).isDate).toBe(true)
  })

  it('reminds on working days, a week and a day before, at nine', () => {
    const views = seedViews()
    const calendar = calendarOf(defaultRuleSet)
    for (const event of read(writeIcs('Сроки', toCalendarDays(views, organizationId, new Map()), nowMs))) {
      const start = event.getFirstPropertyValue('dtstart') as ICAL.Time
      const alarms = event.getAllSubcomponents('valarm')
      expect(alarms.length).toBeGreaterThan(0)
      for (const [i, alarm] of alarms.entries()) {
        const at = start.clone()
        at.isDate = false
        at.addDuration(alarm.getFirstPropertyValue('trigger') as ICAL.Duration)
        const on = parseDateOnly(at.toString().slice(0, 10))
        expect(on !== null && isWorkingDay(on, calendar), at.toString()).toBe(true)
        expect(at.hour).toBe(9)
        expect(start.subtractDate(at).toSeconds()).toBeGreaterThan((i === 0 && alarms.length === 2 ? 7 : 1) * 86_400 - 10 * 3600)
      }
    }
  })

  it('reminds by the phone’s own clock, whatever zone the phone is in: nothing in the file names a zone or an instant', () => {
    const [view] = seedViews().filter(({ dueDate }) => dueDate !== null)
    if (view === undefined) throw new Error('no dates')
    // The day before a Monday is a Friday; both reminders of 11 January fall on the last working day of the old year, and are one.
    const remindersOf = (dueDate: string): string[] => read(writeIcs('Сроки', toCalendarDays([{ ...view, dueDate: day(dueDate) }], organizationId, new Map()), nowMs)).flatMap((event) => {
      const start = event.getFirstPropertyValue('dtstart') as ICAL.Time
      expect(event.getFirstProperty('dtstart')?.getParameter('tzid')).toBeUndefined()
      return event.getAllSubcomponents('valarm').map((alarm) => {
        const at = start.clone()
        at.isDate = false
        at.addDuration(alarm.getFirstPropertyValue('trigger') as ICAL.Duration)
        expect(at.zone.tzid).toBe('floating')
        return at.toString()
      })
    })
    expect(remindersOf('2026-11-30')).toEqual(['2026-11-23T09:00:00', '2026-11-27T09:00:00'])
    expect(remindersOf('2027-01-11')).toEqual(['2026-12-30T09:00:00'])
    expect(remindersOf('2026-12-03')).toEqual(['2026-11-26T09:00:00', '2026-12-02T09:00:00'])
  })

  it('folds after 75 bytes between characters, and ends every line with CRLF', () => {
    const views = seedViews()
    const text = writeIcs('Сроки', toCalendarDays(views, organizationId, new Map()), nowMs)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u)
    for (const line of text.split('\r\n')) {
      const bytes = new TextEncoder().encode(line)
      expect(bytes.length).toBeLessThanOrEqual(75)
      expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toBe(line)
    }
  })

  it('escapes what the format gives a meaning, and keeps pairs whole', () => {
    const summary = `Школы, сады; \\ обратная\nвторая строка ${'😀'.repeat(40)}`
    const [event] = read(writeIcs('Имя', [{ uid: 'a@b', sequence: 2, date: day('2026-12-01'), summary, description: 'x', remindDaysBefore: [1] }], nowMs))
    expect(event === undefined ? '' : textOf(event, 'summary')).toBe(summary)
    expect(event === undefined ? '' : textOf(event, 'sequence')).toBe('2')
    expect(event === undefined ? '' : textOf(event, 'dtend')).toBe('2026-12-02')
  })

  it('names the same point alike every time, and counts each move of its date', () => {
    const views = seedViews()
    const [first] = toCalendarDays(views, organizationId, new Map())
    const subject = views.find(({ dueDate }) => dueDate !== null)?.subject
    if (first === undefined || subject === undefined) throw new Error('no dates')
    const [moved] = toCalendarDays(views, organizationId, new Map([[subject, 2]]))
    expect(moved).toMatchObject({ uid: first.uid, sequence: first.sequence + 2 })
  })

  it('leaves out what is reported or closed', () => {
    const views = seedViews()
    const [first] = views.filter(({ dueDate }) => dueDate !== null)
    if (first === undefined) throw new Error('no dates')
    const owed = (changes: Partial<typeof first>) => toCalendarDays([{ ...first, ...changes }], organizationId, new Map()).length
    expect([owed({}), owed({ state: 'reported' }), owed({ isOpen: false }), owed({ dueDate: null })]).toEqual([1, 0, 0, 0])
  })
})
