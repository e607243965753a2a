import { expect, test } from 'vitest'
import { type DraftBody, decodeDraft, documentOf, draftOf, dueDateOf } from '#core/draft'
import { type DateOnly, type Organization, type ResolutionId, defaultRuleSet } from '#core/directive'
import { parseResolution } from '#core/resolution'
import { makeOrganizationRecord } from '../../../support/recordFactory.ts'

const today = '2024-09-02' as DateOnly
const organizations: readonly Organization[] = [
  { ...makeOrganizationRecord('d', 'office', '1001', ['education_authority']), name: 'Районное управление' },
  { ...makeOrganizationRecord('d', 'o7', '1007'), name: 'МБОУ СОШ № 7' },
  { ...makeOrganizationRecord('d', 'o8', '1008'), name: 'МБОУ СОШ № 8' },
]

function draft(text: string): DraftBody {
  let count = 0
  return draftOf(parseResolution(text), { newId: () => `id${String((count += 1))}`, ruleSet: defaultRuleSet, organizations, today })
}

const order = `ПРИКАЗ № 5 от 02.09.2024
Рассмотрены вопросы:
- питание;
ПРИКАЗЫВАЮ:
1. Директорам школ провести опрос. Срок: до 1 октября 2024 г.
2. Школе № 7 (Ким И.О.) подготовить зал.
3. Школе № 9 подготовить зал.
4. Обеспечивать питание постоянно.
5. Контроль возложить на заместителя.
`

test('every point stands in it, the agenda and the issuer’s own acts as lines that are no directives', () => {
  const { items, document } = draft(order)
  expect(document).toMatchObject({ kind: 'order', number: '5', date: '2024-09-02', force: 'order' })
  expect(items.map(({ isDirective, number }) => [isDirective, number])).toEqual([[false, null], [true, '1'], [true, '2'], [true, '3'], [true, '4'], [false, '5']])
})

test('what the text calls by name is that organization alone; one that nobody knows is a doubt and keeps its kind', () => {
  const { items } = draft(order)
  expect(items[2]?.addressee).toMatchObject({ organizationIds: ['o7'], audience: [] })
  expect(items[3]).toMatchObject({ addressee: { organizationIds: [], audience: ['general_school'] }, doubts: { addressee: 'InstitutionUnknown' } })
})

test('who is left out gets nothing, and the others get it by name; an unknown exception is a doubt', () => {
  const points = draft('ПРИКАЗ\nПРИКАЗЫВАЮ:\n1. Директорам школ (кроме школы № 8) провести опрос.\n2. Директорам школ (кроме школы № 99) обновить сайты.\n').items
  expect(points[0]).toMatchObject({ addressee: { organizationIds: ['o7'], audience: [] }, doubts: { addressee: null } })
  expect(points[1]).toMatchObject({ addressee: { organizationIds: [], audience: ['general_school'] }, doubts: { addressee: 'InstitutionUnknown' } })
})

test('an institution under another name is no doubt where the district has only one of its kind', () => {
  const { items } = draft('РЕШЕНИЕ\nСовет решил:\nМУ «Управление образования города»:\n- провести опрос.\n')
  expect(items[0]).toMatchObject({ addressee: { organizationIds: [], audience: ['education_authority'] }, doubts: { addressee: null } })
})

test('a standing point is reported by periods, a dated one is on control', () => {
  const { items } = draft(order)
  expect(items[4]).toMatchObject({ periodUnit: defaultRuleSet.standingUnit, deadline: { kind: 'permanent' } })
  expect(items[1]).toMatchObject({ isOnControl: true, periodUnit: null })
})

test('a draft becomes a document: its directives in their order, with their dates, those on control told apart', () => {
  const body = draft(order)
  const [, dated] = body.items
  if (dated === undefined) throw new Error('no point')
  const kept: DraftBody = { ...body, items: body.items.map((item) => (item === dated ? { ...item, isOnControl: false } : item)) }
  const { resolution, directives, onControl } = documentOf(kept, 'r1' as ResolutionId, { ruleSet: defaultRuleSet, publishedOn: today })
  expect(resolution).toMatchObject({ id: 'r1', version: 1, number: '5' })
  expect(directives.map(({ id, position, number }) => [id, position, number])).toEqual([[dated.id, 1, '1'], [body.items[2]?.id, 2, '2'], [body.items[3]?.id, 3, '3'], [body.items[4]?.id, 4, '4']])
  expect(directives[0]?.computed.dueDate).toBe('2024-10-01')
  expect(dueDateOf(dated, body.document, { ruleSet: defaultRuleSet, publishedOn: today }).dueDate).toBe('2024-10-01')
  expect(onControl.has(dated.id)).toBe(false)
  expect(onControl.size).toBe(3)
})

test('it comes back from outside as it was, and nothing else does', () => {
  const body = draft(order)
  const decoded = decodeDraft(JSON.parse(JSON.stringify(body)))
  expect(decoded).toEqual({ ok: true, value: body })
  const [first] = body.items
  for (const spoilt of [null, {}, { ...body, items: [first, first] }, { ...body, items: [{ ...first, text: 'x'.repeat(20_001) }] }, { ...body, items: [{ ...first, reportDue: '2024-02-31' }] }, { ...body, items: [{ ...first, doubts: { text: 'Nothing', addressee: null, deadline: null } }] }, { ...body, items: [{ ...first, spans: { text: { start: 5, end: 2 }, deadline: null } }] }]) {
    expect(decodeDraft(spoilt)).toEqual({ ok: false, error: { type: 'DraftMalformed' } })
  }
})
