import { expect, test } from 'vitest'
import {
  type DraftBody,
  addItem,
  addressUnaddressed,
  changeItem,
  confirmItem,
  draftOf,
  mergeWithAbove,
  moveItem,
  raiseChild,
  setBareYears,
  setOnControl,
  setPeriodUnit,
  setReportDue,
  splitItem,
} from '#core/draft'
import { type Addressee, type ChildId, type DateOnly, type DirectiveId, defaultRuleSet } from '#core/directive'
import { parseResolution } from '#core/resolution'

const text = `РЕШЕНИЕ СОВЕТА
Совет решил:
Директорам школ:
1. Провести опрос, сдать отчёт. Срок: до 1 октября 2024 г.
2. Провести:
а) сбор;
б) слёт.
3. Обновить сайты. Срок: 2025 год.
4. Вести журнал. Срок: постоянно.
`
let count = 0
const newId = (): string => `id${String((count += 1))}`
const body = draftOf(parseResolution(text), { newId, ruleSet: defaultRuleSet, organizations: [], today: '2024-09-02' as DateOnly })
const idOf = (place: number): DirectiveId => {
  const item = body.items[place]
  if (item === undefined) throw new Error(`no row ${String(place)}`)
  return item.id
}
const textsOf = (draft: DraftBody): readonly string[] => draft.items.map((item) => item.text)
const date = '2024-12-02' as DateOnly

test('a row is changed, and what the clerk settled is in doubt no longer', () => {
  const doubtful = { ...body, items: body.items.map((item) => ({ ...item, doubts: { text: 'ActionNotFirst', addressee: 'KindNotNamed', deadline: 'YearAssumed' } as const })) }
  expect(changeItem(doubtful, idOf(0), { text: 'Опросить.' }).items[0]).toMatchObject({ text: 'Опросить.', doubts: { text: null, addressee: 'KindNotNamed', deadline: 'YearAssumed' } })
  expect(changeItem(doubtful, idOf(0), {})).toBe(doubtful)
  expect(confirmItem(body, 'nobody' as DirectiveId)).toBe(body)
  expect(changeItem(doubtful, idOf(0), { reportDue: date }).items[0]?.doubts.deadline).toBeNull()
  expect(confirmItem(doubtful, idOf(1)).items[1]?.doubts).toEqual({ text: null, addressee: null, deadline: null })
  expect(confirmItem(doubtful, idOf(1)).items[0]?.doubts.text).toBe('ActionNotFirst')
})

test('a row is split where the clerk stands; the rest has the addressee and the deadline, and the nested points', () => {
  const split = splitItem(body, idOf(0), 'Провести опрос,'.length, newId)
  expect(textsOf(split).slice(0, 2)).toEqual(['Провести опрос,', 'сдать отчёт.'])
  expect(split.items[1]).toMatchObject({ number: null, addressee: body.items[0]?.addressee, deadline: body.items[0]?.deadline })
  expect(split.items[1]?.id).not.toBe(idOf(0))
  expect(splitItem(body, idOf(1), 'Провести'.length, newId).items.slice(1, 3).map(({ children }) => children.length)).toEqual([0, 2])
  expect(splitItem(body, idOf(0), 0, newId)).toEqual(body)
})

test('split and joined again is as before but for the words between', () => {
  const split = splitItem(body, idOf(0), 'Провести опрос,'.length, newId)
  const second = split.items[1]
  const joined = mergeWithAbove(split, second?.id ?? idOf(0))
  expect(joined.items[0]).toEqual(body.items[0])
  expect(mergeWithAbove(body, idOf(0))).toBe(body)
})

test('rows joined keep the nested points and the one deadline there is', () => {
  const joined = mergeWithAbove(body, idOf(1))
  expect(joined.items).toHaveLength(3)
  expect(joined.items[0]).toMatchObject({ number: '1', deadline: { kind: 'until_date' }, children: body.items[1]?.children })
  expect(mergeWithAbove(body, idOf(2)).items[1]?.deadline).toMatchObject({ kind: 'year' })
})

test('rows move, at most to an end', () => {
  expect(moveItem(body, idOf(2), -1).items.map(({ id }) => id)).toEqual([idOf(0), idOf(2), idOf(1), idOf(3)])
  expect(moveItem(body, idOf(0), 99).items.at(-1)?.id).toBe(idOf(0))
  expect(moveItem(body, 'nobody' as DirectiveId, 1)).toBe(body)
  expect(moveItem(body, idOf(0), -1)).toBe(body)
  const noted = changeItem(body, idOf(1), { isDirective: false })
  expect(moveItem(noted, idOf(2), -1).items.map(({ id }) => id)).toEqual([idOf(2), idOf(0), idOf(1), idOf(3)])
})

test('a row is added below another with its addressee, or at the end', () => {
  expect(addItem(body, idOf(0), newId).items[1]).toMatchObject({ text: '', addressee: body.items[0]?.addressee, deadline: { kind: 'none' } })
  expect(addItem(body, null, newId).items.at(-1)).toMatchObject({ addressee: { audience: ['unaddressed'] } })
})

test('a nested point becomes a row of its own', () => {
  const childId = body.items[1]?.children[0]?.id ?? ('' as ChildId)
  const raised = raiseChild(body, idOf(1), childId)
  expect(raised.items[1]?.children.map((child) => child.text)).toEqual(['слёт.'])
  expect(raised.items[2]).toMatchObject({ text: 'сбор;', children: [] })
})

test('the steps for all touch directives alone, and only those they mean', () => {
  const first = body.items[0]
  const dated = setReportDue(body, date, ({ deadline }) => deadline.kind !== 'none')
  expect(dated.items.map(({ reportDue }) => reportDue)).toEqual([null, date, null, null])
  expect(setPeriodUnit(body, 'quarter').items.map(({ periodUnit }) => periodUnit)).toEqual([null, null, null, 'quarter'])
  expect(setBareYears(body).items[2]?.deadline).toMatchObject({ kind: 'until_date', date: '2025-12-31' })
  const folded = changeItem(body, idOf(0), { isDirective: false })
  expect(setOnControl(folded, !first?.isOnControl).items[0]?.isOnControl).toBe(first?.isOnControl)
})

test('directives without an addressee get the kinds their wording concerns, or those the clerk names; the others keep theirs', () => {
  const nobody: Addressee = { text: null, responsible: null, audience: ['unaddressed'], scope: ['preschool'], scopeBasis: null, organizationIds: [], decidedBy: 'text' }
  const unaddressed = { ...body, items: body.items.map((item, place) => (place === 0 ? { ...item, addressee: nobody } : place === 1 ? { ...item, addressee: { ...nobody, scope: [] } } : item)) }
  const byScope = addressUnaddressed(unaddressed)
  expect(byScope.items.map(({ addressee }) => addressee.audience).slice(0, 3)).toEqual([['preschool'], ['unaddressed'], body.items[2]?.addressee.audience])
  expect(byScope.items[0]).toMatchObject({ addressee: { decidedBy: 'clerk' }, doubts: { addressee: null } })
  expect(addressUnaddressed(unaddressed, ['general_school']).items.map(({ addressee }) => addressee.audience).slice(0, 2)).toEqual([['general_school'], ['general_school']])
})
