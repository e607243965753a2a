import { expect, test } from 'vitest'
import { findOperativePart } from '../../../../src/core/resolution/findOperativePart.ts'
import { normalizeText } from '../../../../src/core/resolution/normalizeText.ts'
import { splitClauses } from '../../../../src/core/resolution/splitClauses.ts'

function find(text: string, hasKind = false): { readonly marker: string | null; readonly force: string; readonly points: readonly string[]; readonly tail: number } | null {
  const part = findOperativePart(splitClauses(normalizeText(text)).clauses, hasKind)
  if (part === null) return null
  const { marker, force, clauses, tail } = part
  return { marker: marker === null ? null : marker.clause.text.slice(marker.from), force, points: clauses.map((clause) => clause.text), tail: tail.length }
}

test.each([
  ['Совет отделения РЕШИЛ:', 'order'],
  ['ПРИКАЗЫВАЮ:', 'order'],
  ['п о с т а н о в л я ю:', 'order'],
  ['Собрание постановило:', 'order'],
  ['Конференция рекомендует:', 'recommendation'],
  ['Участники предлагают:', 'recommendation'],
  ['Форум обращается с предложениями к:', 'recommendation'],
  ['ВЫРАБОТАНЫ РЕКОМЕНДАЦИИ:', 'recommendation'],
] as const)('«%s» opens the points with the force %s', (opening, force) => {
  expect(find(`${opening}\n1. Провести опрос.`)).toMatchObject({ marker: opening, force, points: ['Провести опрос.'] })
})

test('after «Заслушав …» the opening words begin with whoever acts', () => {
  expect(find('Заслушав доклад директора, обсудив отчёт совета, члены комиссии решили:\n- открыть класс.')?.marker).toBe('члены комиссии решили:')
})

test('the opening words are the last sentence of their clause', () => {
  expect(find('Совещание прошло в школе. Участники приняли решение:\n- открыть класс.')?.marker).toBe('Участники приняли решение:')
})

test('tasks and questions before the opening words are no points', () => {
  expect(find('Задачи:\n- обсудить планы;\nВопросы:\n- питание.\nСовет решил:\n- открыть класс.')?.points).toEqual(['открыть класс.'])
})

test('a purpose that runs into an addressee opens the points', () => {
  expect(find('В целях укрепления здоровья детей\nДиректорам школ:\n- провести зарядку.')).toMatchObject({ marker: 'В целях укрепления здоровья детей', points: ['Директорам школ:', 'провести зарядку.'] })
})

test('without opening words a known addressee over a list is enough, a bare list only in a document that names its kind', () => {
  expect(find('Доклад окончен.\nДиректорам школ:\n- провести зарядку.')).toMatchObject({ marker: null, points: ['Директорам школ:', 'провести зарядку.'] })
  expect(find('Список дел\n- купить хлеб;\n- позвонить маме.')).toBeNull()
  expect(find('План\n- провести зарядку;', true)?.points).toEqual(['провести зарядку;'])
  expect(find('План\nЗадачи:\n- провести зарядку;', true)).toBeNull()
})

test('the talk between the items of a protocol is left out', () => {
  const text = 'РЕШИЛИ:\n1.1. Открыть класс.\n2. СЛУШАЛИ: Попову А.А.\nОна предложила закрыть кружок.\nРЕШИЛИ:\n2.1. Сохранить кружок.'
  expect(find(text)?.points).toEqual(['Открыть класс.', 'Сохранить кружок.'])
})

test('a point that tells to write recommendations opens nothing', () => {
  expect(find('Директорам школ:\n- провести опрос;\n1. Подготовить и разослать рекомендации:\n- по питанию.')).toMatchObject({ marker: null, points: { length: 4 } })
})

test('signatures and appendices end the points', () => {
  expect(find('Решили:\n- открыть класс.\nПредседатель\nА.А. Попова')).toMatchObject({ points: ['открыть класс.'], tail: 2 })
  expect(find('Решили:\n- открыть класс.\nПриложение 1\n- провести опрос.')).toMatchObject({ points: ['открыть класс.'], tail: 2 })
  expect(find('Решили:\nРуководителю центра:\n- открыть класс.')?.tail).toBe(0)
})
