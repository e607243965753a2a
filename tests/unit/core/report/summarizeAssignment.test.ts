import { describe, expect, it } from 'vitest'
import type { DeviceId, Directive } from '#core/directive'
import { defaultRuleSet } from '#core/directive'
import { countCells, findAssignment, indexHistory, relatedAssignments, summarizeDirective } from '#core/report'
import { type JsonObject, type StoredChange, type SubjectKey, findSuperseded } from '#core/sync'
import { day } from '../../../support/day.ts'
import { makeChild, makeDirective, store } from '../../../support/historyFactory.ts'

const context = { today: day('2026-11-22'), ruleSet: defaultRuleSet }
const whole = 'd:p1' as SubjectKey
const phone = 'phone' as DeviceId

/** A history in which each change has seen all before it, as one phone in steady contact writes. */
function historyOf(published: JsonObject = {}): { changes: StoredChange[]; say: (kind: string, value: JsonObject, subject?: SubjectKey) => StoredChange } {
  const changes: StoredChange[] = []
  store(changes, { subject: whole, kind: 'publication', value: published })
  return {
    changes,
    say: (kind, value, subject = whole) => {
      const supersedes = findSuperseded({ kind, value }, changes.filter((change) => change.subject === subject))
      const deviceId = kind === 'control' || kind === 'extension' ? undefined : phone
      return store(changes, { subject, kind, value, supersedes, ...(deviceId === undefined ? {} : { deviceId }) })
    },
  }
}

function cellOf(directive: Directive, changes: readonly StoredChange[], readUpTo = 0): ReturnType<typeof summarizeDirective> {
  return summarizeDirective(directive, indexHistory({ changes, readUpTo }), context)
}

describe('a cell of the matrix', () => {
  it('is empty where the point was never published to the organization', () => {
    const { changes } = historyOf()
    expect(cellOf(makeDirective('p2'), changes)).toBeNull()
  })

  it('starts as not started, undelivered, with the control it was published with', () => {
    const { changes } = historyOf({ control: 'onControl' })
    expect(cellOf(makeDirective('p1'), changes)).toEqual({
      subject: 'd:p1', state: 'notStarted', execution: 'notStarted', control: 'onControl', delivery: 'undelivered',
      dueDate: null, isOverdue: false, hasClash: false, hasRequest: false,
    })
  })

  it('is delivered once a phone has read the publication, acknowledged once the document is', () => {
    const { changes } = historyOf()
    expect(cellOf(makeDirective('p1'), changes, 1)?.delivery).toBe('delivered')
    store(changes, { subject: 'r:r1' as SubjectKey, kind: 'acknowledgement', value: {}, deviceId: phone })
    expect(cellOf(makeDirective('p1'), changes, 1)?.delivery).toBe('acknowledged')
  })

  it('asks for a new acknowledgement when a newer version of the document was published', () => {
    const { changes } = historyOf()
    store(changes, { subject: 'r:r1' as SubjectKey, kind: 'publication', value: {}, subjectVersion: 2 })
    store(changes, { subject: 'r:r1' as SubjectKey, kind: 'acknowledgement', value: {}, deviceId: phone, subjectVersion: 1 })
    expect(cellOf(makeDirective('p1'), changes)?.delivery).toBe('undelivered')
  })

  it('waits for the office after a report, is returned after a return, waits again after the next report, and ends released', () => {
    const { changes, say } = historyOf({ control: 'onControl' })
    const states = [
      ['execution', { state: 'reported', text: 'Приказ № 41' }],
      ['control', { state: 'returned', reason: 'нет приложения' }],
      ['execution', { state: 'reported' }],
      ['control', { state: 'released' }],
    ] as const
    expect(states.map(([kind, value]) => { say(kind, value); return cellOf(makeDirective('p1'), changes)?.state }))
      .toEqual(['awaitsDecision', 'returned', 'awaitsDecision', 'released'])
  })

  it('is overdue after its day, not on it, and never once reported', () => {
    const { changes, say } = historyOf()
    expect(cellOf(makeDirective('p1', { reportDue: day('2026-11-22') }), changes)?.state).toBe('notStarted')
    const late = makeDirective('p1', { reportDue: day('2026-11-21') })
    expect(cellOf(late, changes)).toMatchObject({ state: 'overdue', isOverdue: true })
    say('execution', { state: 'reported' })
    expect(cellOf(late, changes)).toMatchObject({ state: 'awaitsDecision', isOverdue: false })
  })

  it('follows the extension, and shows a request until a decision has seen it', () => {
    const late = makeDirective('p1', { reportDue: day('2026-11-21') })
    const { changes, say } = historyOf()
    say('extensionRequest', { to: '2026-12-10', reason: 'ремонт' })
    expect(cellOf(late, changes)).toMatchObject({ state: 'overdue', hasRequest: true })
    say('extension', { to: '2026-12-01' })
    expect(cellOf(late, changes)).toMatchObject({ state: 'notStarted', hasRequest: false, dueDate: '2026-12-01' })
  })

  it('measures a returned point by the day set with the return', () => {
    const late = makeDirective('p1', { reportDue: day('2026-11-21') })
    const { changes, say } = historyOf()
    say('execution', { state: 'reported' })
    say('control', { state: 'returned', reason: 'нет приложения', fixBy: '2026-11-25' })
    expect(cellOf(late, changes)).toMatchObject({ state: 'returned', isOverdue: false })
    say('control', { state: 'returned', reason: 'всё ещё нет', fixBy: '2026-11-20' })
    expect(cellOf(late, changes)).toMatchObject({ state: 'returned', isOverdue: true })
  })

  it('tells when two phones marked the point without seeing each other', () => {
    const { changes } = historyOf()
    store(changes, { subject: whole, kind: 'execution', value: { state: 'inProgress' }, deviceId: 'a' as DeviceId })
    store(changes, { subject: whole, kind: 'execution', value: { state: 'reported' }, deviceId: 'b' as DeviceId })
    expect(cellOf(makeDirective('p1'), changes)?.hasClash).toBe(true)
  })
})

describe('a standing directive', () => {
  const standing = makeDirective('p1', { deadline: { kind: 'permanent', text: 'постоянно', position: 'end_of_point' }, periodUnit: 'quarter', firstPeriodFrom: day('2026-07-01') })

  it('is shown by its newest period while nothing presses', () => {
    const { changes, say } = historyOf()
    say('execution', { state: 'reported' }, 'd:p1:2026-Q3' as SubjectKey)
    say('control', { state: 'released' }, 'd:p1:2026-Q3' as SubjectKey)
    expect(cellOf(standing, changes)).toMatchObject({ subject: 'd:p1:2026-Q4', state: 'standing', dueDate: '2027-01-20' })
  })

  it('is shown by the period that waits for the office, and by an overdue one before the current', () => {
    const { changes, say } = historyOf()
    expect(cellOf(standing, changes)).toMatchObject({ subject: 'd:p1:2026-Q3', state: 'overdue', dueDate: '2026-10-20' })
    say('execution', { state: 'reported' }, 'd:p1:2026-Q4' as SubjectKey)
    expect(cellOf(standing, changes)).toMatchObject({ subject: 'd:p1:2026-Q4', state: 'awaitsDecision' })
  })

  it('lists its periods beside each other, each with its own state', () => {
    const { changes, say } = historyOf()
    say('execution', { state: 'inProgress' }, 'd:p1:2026-Q4' as SubjectKey)
    const related = relatedAssignments(standing, indexHistory({ changes, readUpTo: 0 }), context)
    expect(related.map(({ period, cell }) => [period, cell.state])).toEqual([['2026-Q3', 'overdue'], ['2026-Q4', 'inProgress']])
  })
})

describe('a directive with children', () => {
  it('keeps parent and children apart', () => {
    const parent = makeDirective('p1', { children: [makeChild('c1')] })
    const { changes, say } = historyOf()
    say('execution', { state: 'reported' }, 'd:p1:whole:c1' as SubjectKey)
    const related = relatedAssignments(parent, indexHistory({ changes, readUpTo: 0 }), context)
    expect(related.map(({ subject, cell }) => [subject, cell.execution])).toEqual([['d:p1', 'notStarted'], ['d:p1:whole:c1', 'reported']])
  })
})

describe('a subject in an address', () => {
  const directives = [makeDirective('p1', { children: [makeChild('c1')] }), makeDirective('p2')]
  const found = (key: string): boolean => findAssignment(key as SubjectKey, directives, indexHistory({ changes: historyOf().changes, readUpTo: 0 }), context) !== null

  it('is an assignment only of a published point, its child and its own periods, in its one spelling', () => {
    expect(['d:p1', 'd:p1:whole:c1'].map(found)).toEqual([true, true])
    expect(['d:p2', 'd:p9', 'd:p1:2026', 'd:p1:whole', 'd:p1:whole:c2', 'r:r1', 'o', 'x:p1', 'd:p1:whole:c1:z'].map(found)).toEqual(Array(9).fill(false))
  })
})

describe('counts', () => {
  it('count the claim and the decision apart, and skip empty cells', () => {
    const { changes, say } = historyOf()
    say('execution', { state: 'reported' })
    say('control', { state: 'released' })
    expect(countCells([cellOf(makeDirective('p1'), changes), null])).toEqual({
      assignments: 1, reported: 1, released: 1, awaitsDecision: 0, returned: 0, overdue: 0, requests: 0, withdrawn: 0,
    })
  })
})
