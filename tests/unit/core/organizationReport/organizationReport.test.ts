import { describe, expect, it } from 'vitest'
import type { ChangeId } from '#core/directive'
import { composeReport, foldReports } from '#core/organizationReport'
import { type ReportedPoint, type SubjectKey, isValueOfKind, maxChangeLength, valueOf } from '#core/sync'
import { decision, makeChange } from '../../../support/changeFactory.ts'
import { day } from '../../../support/day.ts'

const document = 'r:doc1' as SubjectKey
const point = (text: string, i = 1): ReportedPoint => ({ subject: `d:p${String(i)}` as SubjectKey, number: `4.${String(i)}`, state: 'reported', text, on: day('2026-11-22') })
const report = (deviceSequence: number, text: string) => makeChange({ deviceSequence, subject: document, kind: 'organizationReport', value: composeReport(text, [point(text)]) })
const decide = (deviceSequence: number, id: string, value: Record<string, string>) => ({ ...decision(deviceSequence, { report: id, ...value }, [id], 'reportDecision'), subject: document })

describe('the value of a report', () => {
  it('carries the words and what each point was said to be', () => {
    const value = composeReport('Исполнено 1 из 2.', [point('Приказ № 41'), { subject: 'd:p2' as SubjectKey, number: null, state: 'notStarted', text: '' }])
    expect(isValueOfKind('organizationReport', value)).toBe(true)
    expect(valueOf('organizationReport', { kind: 'organizationReport', value })?.points).toEqual([
      { subject: 'd:p1', number: '4.1', state: 'reported', text: 'Приказ № 41', on: '2026-11-22' },
      { subject: 'd:p2', number: null, state: 'notStarted', text: '' },
    ])
  })

  it('may be the words alone, as a program before sent it, but no broken point', () => {
    expect(isValueOfKind('organizationReport', { text: 'Отчёт' })).toBe(true)
    expect(isValueOfKind('organizationReport', { text: 'Отчёт', points: [{ subject: 'not a subject', number: null, state: 'x', text: '' }] })).toBe(false)
  })

  it('fits into one change whatever the school wrote: long words are cut and say so, the words to the office never', () => {
    const words = 'к'.repeat(4000)
    const value = composeReport(words, Array.from({ length: 60 }, (_, i) => point('э'.repeat(3999), i + 1)))
    expect(JSON.stringify(value).length).toBeLessThan(maxChangeLength - 1000)
    const read = valueOf('organizationReport', { kind: 'organizationReport', value })
    expect(read?.text).toBe(words)
    expect(read?.points).toHaveLength(60)
    expect(read?.points?.every(({ isCut }) => isCut === true)).toBe(true)
  })

  it('is never cut inside a pair of surrogates', () => {
    const value = composeReport('', Array.from({ length: 20 }, (_, i) => point(`${'x'.repeat(499)}😀${'y'.repeat(3000)}`, i + 1)))
    expect(JSON.stringify(value)).not.toMatch(/\\ud83d"/u)
  })
})

describe('the sendings of a report', () => {
  it('stand newest first, each with the last word on it', () => {
    const [first, second] = [report(1, 'Первый'), report(2, 'Второй')]
    const returned = decide(1, first.id, { state: 'returned', reason: 'Нет приложения' })
    const versions = foldReports([second, returned, first])
    expect(versions.map(({ text, decision: word }) => [text, word?.state ?? null, word?.reason ?? null])).toEqual([['Второй', null, null], ['Первый', 'returned', 'Нет приложения']])
    const accepted = decide(2, second.id, { state: 'accepted' })
    expect(foldReports([accepted, second, returned, first])[0]?.decision).toMatchObject({ state: 'accepted', reason: '' })
  })

  it('take another word in the place of the first', () => {
    const sent = report(1, 'Отчёт')
    const words = [decide(1, sent.id, { state: 'accepted' }), decide(2, sent.id, { state: 'returned', reason: 'Нет приказа' })]
    expect(foldReports([...words, sent])[0]?.decision?.state).toBe('returned')
  })

  it('are told by their former name too, once a phone was enrolled anew', () => {
    const sent = report(1, 'Отчёт')
    const carried = { ...report(2, 'Отчёт'), extra: { carriesOn: [sent.id] } }
    const versions = foldReports([sent, carried, decide(1, sent.id as ChangeId, { state: 'accepted' })])
    expect(versions).toHaveLength(1)
    expect(versions[0]?.decision?.state).toBe('accepted')
  })

  it('know no return without a reason', () => {
    expect(isValueOfKind('reportDecision', { report: 'a-1', state: 'returned', reason: ' ' })).toBe(false)
    expect(isValueOfKind('reportDecision', { report: 'a-1', state: 'accepted' })).toBe(true)
  })
})
