import { describe, expect, it } from 'vitest'
import type { DateOnly, Directive, OrganizationId } from '#core/directive'
import { subjectToKey, type SubjectKey } from '#core/sync'
import type { AssignmentSummary } from '../../src/device/rows.ts'
import type { Card } from '../../src/device/viewQueries.ts'
import { toCardView } from '../../src/school/views/cardView.ts'
import { digestOf } from '../../src/school/views/digestView.ts'
import { createCardViewer, groupCards } from '../../src/school/views/listView.ts'
import { splitWording } from '../../src/school/views/wording.ts'
import { makeChild, makeDirective } from '../support/historyFactory.ts'

const toCardViews = createCardViewer()

const today = '2026-11-22' as DateOnly
const untouched: AssignmentSummary = {
  execution: 'notStarted', control: 'onControl', isReturned: false, awaitsDecision: false, hasClash: false, notAppliedCount: 0, returnReason: null,
  fixBy: null, extendedTo: null, requestedTo: null, releasedMs: null, reportText: null, noteCount: 0, onDeviceCount: 0,
}

function card(id: string, changes: Partial<Directive>, summary: Partial<AssignmentSummary> = {}, period?: string): Card {
  const directive = makeDirective(id, changes)
  const subject = subjectToKey({ type: 'directive', directiveId: directive.id, period: period ?? 'whole', childId: null })
  const summaries = { [subject]: { ...untouched, ...summary } } as Record<SubjectKey, AssignmentSummary>
  return { organizationId: 'school1' as OrganizationId, directiveId: directive.id, resolutionId: directive.resolutionId, directive, publishedControl: 'onControl', closed: 0, summaries }
}

const due = (reportDue: string): Partial<Directive> => ({ reportDue: reportDue as DateOnly })
const standing: Partial<Directive> = { periodUnit: 'year', firstPeriodFrom: '2025-01-01' as DateOnly, deadline: { kind: 'permanent', text: 'Срок: постоянно', position: 'end_of_point' } }

describe('the groups of the list', () => {
  const cards = [
    card('done', due('2026-11-01'), { execution: 'reported' }),
    card('none', {}),
    card('standing', { ...standing, firstPeriodFrom: '2026-01-01' as DateOnly }),
    card('later', due('2027-01-18')),
    card('month', due('2026-11-25')),
    card('week', due('2026-11-22')),
    card('late', due('2026-11-20')),
    card('returned', due('2026-12-20'), { isReturned: true, execution: 'inProgress', control: 'returned', returnReason: 'Нет приложения' }),
  ]

  it('stand in the fixed order, and an empty one is hidden', () => {
    const groups = groupCards(toCardViews(cards, [], today))
    expect(groups.map(({ group, cards: inGroup }) => [group, inGroup[0]?.card.directiveId])).toEqual([
      ['returned', 'returned'], ['overdue', 'late'], ['thisWeek', 'week'], ['thisMonth', 'month'], ['later', 'later'],
      ['standing', 'standing'], ['noDeadline', 'none'], ['done', 'done'],
    ])
    expect(groupCards(toCardViews(cards.slice(0, 1), [], today)).map(({ group }) => group)).toEqual(['done'])
  })

  it('names the nearest date only when nothing presses this week', () => {
    const calm = toCardViews([card('later', due('2027-01-25')), card('done', due('2026-11-23'), { execution: 'reported' })], [], today)
    expect(digestOf(calm, today)).toEqual({ text: 'На этой неделе сроков нет. Ближайший — 25 января 2027\u00a0г.', isCalm: true })
    expect(digestOf(toCardViews([card('none', {})], [], today), today)).toBeNull()
    expect(digestOf(toCardViews([card('later', due('2027-01-25')), card('returned', {}, { isReturned: true, control: 'returned' })], [], today), today)).toBeNull()
  })

  it('tells how many dates the week holds, the nearest first, and what is overdue', () => {
    const week = [card('a', due('2026-11-22')), card('b', due('2026-11-22'))]
    const tell = (...some: Card[]): unknown => digestOf(toCardViews(some, [], today), today)
    expect(tell(...week)).toEqual({ text: 'На этой неделе 2 срока, ближайший — 22 ноября', isCalm: false })
    expect(tell(card('a', due('2026-11-22')), card('later', due('2027-01-25')))).toEqual({ text: 'На этой неделе 1 срок: 22 ноября', isCalm: false })
    expect(tell(card('late', due('2026-11-20')), ...week)).toEqual({ text: 'Просрочено: 1. На этой неделе 2 срока, ближайший — 22 ноября', isCalm: false })
    expect(tell(card('late', due('2026-11-20')))).toEqual({ text: 'Просрочено: 1. На этой неделе других сроков нет.', isCalm: false })
    expect(tell(card('done', due('2026-11-23'), { execution: 'reported' }))).toBeNull()
  })
})

describe('a card', () => {
  it('says the office\'s closing word over the school\'s own claim', () => {
    expect(toCardView(card('p', {}, { execution: 'reported', control: 'released' }), null, today)).toMatchObject({ state: 'released', isOpen: false, group: 'done' })
    expect(toCardView(card('p', {}, { execution: 'reported' }), null, today)).toMatchObject({ state: 'reported', isOpen: true, group: 'done' })
  })

  it('of a standing point asks for the oldest period that is owed, and is done only when none is', () => {
    const first = toCardView(card('p', standing), null, today)
    expect(first).toMatchObject({ subject: 'd:p:2025', period: { key: '2025' }, group: 'overdue' })
    const next = toCardView(card('p', standing, { execution: 'reported' }, '2025'), null, today)
    expect(next).toMatchObject({ subject: 'd:p:2026', group: 'standing', state: 'notStarted' })
  })

  it('tells where the records are: on the phone while one is, then sent, and nothing when there is none', () => {
    expect(toCardView(card('p', {}, { execution: 'inProgress', onDeviceCount: 1 }), null, today).transfer).toBe('onDevice')
    expect(toCardView(card('p', {}, { execution: 'inProgress' }), null, today).transfer).toBe('sent')
    expect(toCardView(card('p', {}), null, today).transfer).toBeNull()
  })

  it('is overdue from the day after the date, by the office\'s extension where there is one', () => {
    expect(toCardView(card('p', due('2026-11-20')), null, today).overdueDays).toBe(2)
    expect(toCardView(card('p', due('2026-11-22')), null, today).overdueDays).toBe(0)
    expect(toCardView(card('p', due('2026-11-20'), { extendedTo: '2026-12-01' as DateOnly }), null, today)).toMatchObject({ overdueDays: 0, group: 'later' })
  })
})

describe('an official text', () => {
  it('is cut after its first comma, and both pieces together are the text', () => {
    const text = 'Создать условия, необходимые для обновления стандартов.'
    const { lead, rest } = splitWording({ text, heading: null, headingKind: null })
    expect([lead, lead + rest]).toEqual(['Создать условия,', text])
  })

  it('without a comma is cut between words near 90 characters', () => {
    const text = 'Осуществлять методическое сопровождение повышения уровня профессиональной компетентности педагогов через обучение'
    const { lead, rest } = splitWording({ text, heading: null, headingKind: null })
    expect(lead.length).toBeLessThanOrEqual(90)
    expect(rest.startsWith(' ')).toBe(true)
    expect(lead + rest).toBe(text)
  })

  it('takes its verb from the heading that leads in, and from no other', () => {
    const point = { text: 'мероприятий «дорожной карты».', heading: 'Продолжить реализацию:' }
    expect(splitWording({ ...point, headingKind: 'lead_in' }).inherited).toBe('Продолжить реализацию')
    expect(splitWording({ ...point, headingKind: 'addressee' }).inherited).toBeNull()
  })

  it('that is a bare verb is shown with the parts that carry its meaning', () => {
    const { wording } = toCardView(card('p', { text: 'Проводить:', children: [makeChild('c1')] }), null, today)
    expect(wording.lead + wording.rest).toBe('Проводить: — информационные мероприятия')
  })
})

describe('the list after a mark', () => {
  it('keeps the very view of every card that did not change', () => {
    const view = createCardViewer()
    const before = view([card('p1', {}), card('p2', {})], [], today)
    const after = view([card('p1', {}), card('p2', {}, { execution: 'reported' })], [], today)
    expect(after[0]).toBe(before[0])
    expect(after[1]).not.toBe(before[1])
  })

  it('draws a screenful first and counts the whole group', () => {
    const views = createCardViewer()([card('p1', {}), card('p2', {}), card('p3', {})], [], today)
    expect(groupCards(views, 2).map(({ count, cards }) => [count, cards.length])).toEqual([[3, 2]])
  })
})
