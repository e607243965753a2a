import { expect, test } from 'vitest'
import { maxCharacters, parseResolution } from '#core/resolution'

const typesOf = (text: string): readonly string[] => parseResolution(text).issues.map(({ type }) => type)

test('a deadline belongs to its point wherever it is printed', () => {
  const { directives } = parseResolution(
    'Решение совета\nот 10 января 2024 г.\nСовет решил:\n1. Провести опрос. Срок: до 5 мая.\n2. Провести:\n- смотр;\n- конкурс. Срок: постоянно.\n3. Сдать отчёт.\nСрок: 2024г.\n4. Открыть класс с 1 сентября 2024 года.\n5. Убрать двор.',
  )
  expect(directives.map(({ number, deadline }) => [number, deadline.kind, deadline.kind === 'none' ? null : deadline.position, deadline.rule])).toEqual([
    ['1', 'until_date', 'end_of_point', 'labelled_at_end'],
    ['2', 'permanent', 'after_last_child', 'labelled_after_children'],
    ['3', 'year', 'after', 'labelled_on_own_line'],
    ['4', 'from_date', 'inside_text', 'start_inside'],
    ['5', 'none', null, 'no_deadline'],
  ])
  expect(directives[0]).toMatchObject({ text: 'Провести опрос.', deadline: { date: '2024-05-05', text: 'Срок: до 5 мая.' } })
  expect(directives[1]?.children.map(({ text }) => text)).toEqual(['смотр;', 'конкурс.'])
})

test('a deadline inside one of the nested points that is not the last stays in its words', () => {
  const [directive] = parseResolution('Совет решил:\n1. Провести:\n- смотр. Срок: постоянно.\n- конкурс.').directives
  expect(directive?.deadline.kind).toBe('none')
  expect(directive?.children[0]?.text).toBe('смотр. Срок: постоянно.')
})

test('a repeat to the same addressee names the first place, to another addressee it is a task of its own', () => {
  const text = 'Совет решил:\n1. Улучшить питание:\n1.1. Провести опрос.\n2. Улучшить отдых:\n2.1. Провести опрос.\n3. Директорам школ:\n3.1. Провести опрос.\n3.2. Провести опрос.'
  expect(parseResolution(text).directives.map(({ duplicateOf }) => duplicateOf)).toEqual([undefined, { section: 0, ordinal: 1, number: '1.1' }, undefined, undefined])
})

test('printed numbers may repeat: section and ordinal tell the points apart', () => {
  const { directives } = parseResolution('Совет решил:\n1. Улучшить питание:\n1.1. Провести опрос.\n1.1. Сдать отчёт.')
  expect(directives.map(({ number, section, ordinal }) => [number, section, ordinal])).toEqual([['1.1', 0, 1], ['1.1', 0, 2]])
})

test('a point’s own addressee and responsible person go with it', () => {
  const [directive] = parseResolution('Совет решил:\n1. Директорам школ провести опрос. Отв.: Попова А.А.').directives
  expect(directive).toMatchObject({ text: 'Директорам школ провести опрос.', addressee: { audience: ['general_school'] }, responsible: 'Попова А.А.' })
})

test('why there are no directives is told', () => {
  expect(typesOf('')).toEqual(['EmptyText'])
  expect(typesOf(' \n*\u00a0\n')).toEqual(['EmptyText'])
  expect(typesOf('Приглашаем на праздник.')).toContain('NoOperativePart')
  expect(typesOf('Совет решил:\nВсем спасибо.')).toEqual(expect.arrayContaining(['NoDirectives', 'ParagraphNotUnderstood']))
})

test('what a person must look at is told with its place', () => {
  const text = 'План\nСовету ветеранов:\n- провести встречу. Срок: по графику.\nДиректорам школ:\n- провести опрос.'
  const { issues, directives } = parseResolution(text)
  expect(directives).toHaveLength(2)
  expect(issues.map(({ type, span }) => [type, span === null ? null : text.slice(span.start, span.end)])).toEqual([
    ['OperativeMarkerMissing', null],
    ['DateNotFound', null],
    ['DeadlineNotUnderstood', 'Срок: по графику.'],
    ['AudienceUnknown', 'Совету ветеранов:'],
  ])
})

test('a text over the bound is read to the bound, and that is told', () => {
  const text = `Совет решил:\n1. Провести опрос.\n${'а'.repeat(maxCharacters)}`
  expect(parseResolution(text).directives).toHaveLength(1)
  expect(typesOf(text)).toContain('TextTooLong')
})
