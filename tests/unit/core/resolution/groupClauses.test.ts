import { expect, test } from 'vitest'
import { groupClauses } from '../../../../src/core/resolution/groupClauses.ts'
import { normalizeText } from '../../../../src/core/resolution/normalizeText.ts'
import { splitClauses } from '../../../../src/core/resolution/splitClauses.ts'

/** `heading [kind]`, then `point (child; child)`, as short lines. */
function outline(text: string): readonly string[] {
  const { sections } = groupClauses(splitClauses(normalizeText(text)).clauses)
  return sections.flatMap(({ clause, kind, points }) => [
    `${clause?.text ?? ''} [${kind ?? ''}]`,
    ...points.map((point) => point.clause.text + (point.children.length === 0 ? '' : ` (${point.children.map((child) => child.text).join(' ')})`)),
  ])
}

test('an addressee over dashes, numbers or Roman parts is a section', () => {
  const wanted = ['Директорам школ: [addressee]', 'открыть класс;', 'провести опрос.']
  expect(outline('Директорам школ:\n- открыть класс;\n- провести опрос.')).toEqual(wanted)
  expect(outline('2. Директорам школ:\n2.1. открыть класс;\n2.2. провести опрос.')).toEqual(wanted)
  expect(outline('II. Директорам школ:\n1) открыть класс;\n2) провести опрос.')).toEqual(wanted)
})

test('a numbered heading over numbered points is a section: a task, the verb of its points, or a field of work', () => {
  expect(outline('1. Улучшить питание;\n1.1. Провести опрос.')[0]).toBe('Улучшить питание; [task]')
  expect(outline('1. Продолжить внедрение:\n1.1. новых меню.')[0]).toBe('Продолжить внедрение: [lead_in]')
  expect(outline('1. Область питания\n1.1. Провести опрос.')[0]).toBe('Область питания [area]')
})

test('dashes, letters and brackets under a numbered point are its nested points', () => {
  expect(outline('1. Провести:\n- опрос;\n- смотр.\n2. Сдать отчёт:\nа) устно;\nб) письменно.')).toEqual([' []', 'Провести: (опрос; смотр.)', 'Сдать отчёт: (устно; письменно.)'])
  expect(outline('1. Провести:\n1) опрос;\n2) смотр.')).toEqual([' []', 'Провести: (опрос; смотр.)'])
})

test('under a heading that has its number, «2.1 … 2.1.1» is a point with nested points', () => {
  expect(outline('2. Директорам школ:\n2.1. Провести:\n2.1.1. опрос;\n2.1.2. смотр.')).toEqual(['Директорам школ: [addressee]', 'Провести: (опрос; смотр.)'])
})

test('a dash list nests where its point ends with a colon', () => {
  expect(outline('Школам:\n- провести:\n• опрос;\n• смотр;\n- сдать отчёт.')).toEqual(['Школам: [addressee]', 'провести: (опрос; смотр;)', 'сдать отчёт.'])
  expect(outline('Школам:\n1) провести смотр;\n- вывесить итоги;\n2) сдать отчёт.')).toEqual(['Школам: [addressee]', 'провести смотр; (вывесить итоги;)', 'сдать отчёт.'])
  expect(outline('Школам:\n- провести:\n- опрос;\n- открыть класс.')).toEqual(['Школам: [addressee]', 'провести: (опрос;)', 'открыть класс.'])
})

test('a line with a colon right under an open point is part of it', () => {
  expect(outline('1. Провести:\nдля младших:\n- игры.\n2. Сдать отчёт.')[1]).toBe('Провести: (для младших: игры.)')
})

test('a number of the heading’s own level leaves its section', () => {
  expect(outline('1. Директорам школ:\n1.1. Провести опрос.\n2. Сдать отчёт.')).toEqual(['Директорам школ: [addressee]', 'Провести опрос.', ' []', 'Сдать отчёт.'])
})

test('points without markers are taken by their verb, other paragraphs are told', () => {
  const { sections, unread } = groupClauses(splitClauses(normalizeText('Школам:\nПровести опрос;\nв целях порядка сдать отчёт.\nВсем спасибо.')).clauses)
  expect(sections.flatMap(({ points }) => points.map(({ clause }) => clause.text))).toEqual(['Провести опрос;', 'в целях порядка сдать отчёт.'])
  expect(unread.map(({ text }) => text)).toEqual(['Всем спасибо.'])
})

test('acts of the issuer are kept apart, but an addressee’s «утвердить» is his', () => {
  const { sections, issuerActs } = groupClauses(
    splitClauses(normalizeText('1. Утвердить план.\n2. Директорам школ:\n2.1. Утвердить меню.\n3. Контроль за исполнением возложить на Ким И.О.')).clauses,
  )
  expect(issuerActs.map(({ text }) => text)).toEqual(['Утвердить план.', 'Контроль за исполнением возложить на Ким И.О.'])
  expect(sections.flatMap(({ points }) => points.map(({ clause }) => clause.text))).toEqual(['Утвердить меню.'])
})

test('a heading without points is dropped', () => {
  expect(outline('1. Общие вопросы\n1.1. Школам:\n1.1.1. Провести опрос.')).toEqual(['Школам: [addressee]', 'Провести опрос.'])
})
