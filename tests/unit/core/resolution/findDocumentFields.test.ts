import { expect, test } from 'vitest'
import { parseResolution } from '#core/resolution'

const points = '\nСовет решил:\n1. Провести опрос.\n'
const documentOf = (text: string): ReturnType<typeof parseResolution>['document'] => parseResolution(text).document

test('an order is read from its letterhead down to its signature', () => {
  const document = documentOf(
    'УПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nП Р И К А З\n12.08.2023 № 145-од\nг. Заозерск\nО подготовке к учебному году\nВ целях порядка приказываю:\n1. Провести опрос.\nНачальник управления     И.О. Ким',
  )
  expect(document).toMatchObject({
    kind: 'order',
    kindText: 'ПРИКАЗ',
    number: '145-од',
    date: '2023-08-12',
    dateText: '12.08.2023',
    place: 'г. Заозерск',
    title: 'О подготовке к учебному году',
    issuer: 'УПРАВЛЕНИЕ ОБРАЗОВАНИЯ',
    chair: 'И.О. Ким',
    chairTitle: 'Начальник управления',
    operativeMarker: 'В целях порядка приказываю:',
    force: 'order',
  })
})

test.each([
  ['Резолюция', 'resolution', 'Резолюция'],
  ['РЕШЕНИЕ СОВЕТА', 'decision', 'РЕШЕНИЕ СОВЕТА'],
  ['Решение районного совета', 'decision', 'Решение'],
  ['Протокол № 7', 'protocol', 'Протокол'],
  ['Распоряжение', 'order', 'Распоряжение'],
  ['Постановление', 'ruling', 'Постановление'],
  ['Рекомендации', 'recommendations', 'Рекомендации'],
  ['План мероприятий', 'plan', 'План'],
  ['СОВМЕСТНОЕ ПОСТАНОВЛЕНИЕ', 'ruling', 'СОВМЕСТНОЕ ПОСТАНОВЛЕНИЕ'],
  ['Перечень поручений', 'assignments', 'Перечень поручений'],
] as const)('«%s» is a %s', (line, kind, kindText) => {
  expect(documentOf(line + points)).toMatchObject({ kind, kindText })
})

test('the body that adopted it stands in the nominative with all that defines it', () => {
  expect(documentOf(`Резолюция расширенного заседания районного совета директоров школ${points}`).issuer).toBe('районный совет директоров школ')
  expect(documentOf(`РЕЗОЛЮЦИЯ\nянварской конференции педагогов на тему «Чтение как основа учения»${points}`)).toMatchObject({
    issuer: 'январская конференция педагогов',
    title: 'Чтение как основа учения',
  })
})

test('the office that held the meeting joins the body', () => {
  expect(documentOf(`Резолюция коллегии\nМКУ «Отделом образования» 3 марта 2022 года проведена коллегия.${points}`)).toMatchObject({
    issuer: 'коллегия МКУ «Отдел образования»',
    date: '2022-03-03',
  })
})

test('the date is the meeting’s, not a cited act’s or a quoted name’s', () => {
  const text = `Резолюция\nВ работе конференции «Итоги 1 мая 2020 года» (14 марта 2023 г.) приняли участие свыше 60 педагогов.\nУказ от 07.05.2018 № 1 обсуждён на совещании.${points}`
  expect(documentOf(text)).toMatchObject({ date: '2023-03-14', attendees: 60, attendeesText: 'свыше 60 педагогов' })
  expect(documentOf(`Резолюция\nНа совещании обсуждён Указ от 07.05.2018 № 1.${points}`).date).toBeNull()
})

test('questions, tasks and the aim before the operative words are kept apart', () => {
  const text = `Резолюция\nЦель: \n- обсудить питание.\nРассмотрены вопросы:\n- меню;\n- столовые.\nИтоги подведены.\n- не вопрос${points}`
  expect(documentOf(text)).toMatchObject({ goal: 'обсудить питание.', considered: ['меню;', 'столовые.'] })
  expect(documentOf('Протокол\nПовестка дня:\n1. Питание.\n2. СЛУШАЛИ: Ким И.О.\nРЕШИЛИ:\n1. Провести опрос.').considered).toEqual(['Питание.'])
})

test('a title of its own line needs no quotes, and wrapped lines are one', () => {
  expect(documentOf(`Решение совета\nот 3 марта 2022 г.\n**Развитие школьного чтения\nкак основа учения**\nЗаслушав доклад, совет решил:\n1. Читать.`)).toMatchObject({
    title: 'Развитие школьного чтения как основа учения',
    date: '2022-03-03',
  })
})

test('a plan says in small letters what it is for', () => {
  expect(documentOf(`ПЛАН МЕРОПРИЯТИЙ\nпо подготовке школ\nк отопительному сезону\nЦель: тепло.${points}`).title).toBe('по подготовке школ к отопительному сезону')
})

test('the words over the points name the kind where the heading does not', () => {
  expect(documentOf('Круглый стол\nМы, 31 участник, поговорили о чтении.\nРЕКОМЕНДАЦИИ:\n1. Школам провести опрос.')).toMatchObject({ kind: 'recommendations', kindText: 'РЕКОМЕНДАЦИИ', force: 'recommendation', attendees: 31 })
})

test('an agenda of one question is the topic', () => {
  expect(documentOf(`Решение совета\nПовестка: «Сроки отчётов»\nСовет собрался.${points}`).title).toBe('Сроки отчётов')
})

test('what is not printed is null', () => {
  expect(documentOf('Провести опрос')).toMatchObject({ kind: null, kindText: null, title: null, issuer: null, number: null, date: null, chair: null, attendees: null, operativeMarker: null })
})
