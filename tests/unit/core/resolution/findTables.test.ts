import { describe, expect, test } from 'vitest'
import { normalizeText } from '../../../../src/core/resolution/normalizeText.ts'

/** Each row of the text's tables: its cells by role. */
function rowsOf(text: string): readonly Readonly<Record<string, string>>[] {
  const normalized = normalizeText(text)
  return normalized.rows.map(({ cells }) => Object.fromEntries(Object.entries(cells).map(([role, { from, to }]) => [role, normalized.text.slice(from, to)])))
}

const head = '№\tМероприятие\tСрок\tОтветственный'

describe('cells parted by tabs', () => {
  test('are rows by the columns of the head; a row of one cell heads the rows after it', () => {
    expect(rowsOf(`${head}\nРаздел 1. Кадры\n1\tПровести семинар\tмай 2024\tММЦ\n2.\tСдать отчёт\t\tДиректора школ\n`)).toEqual([
      { section: 'Раздел 1. Кадры' },
      { number: '1', text: 'Провести семинар', deadline: 'май 2024', responsible: 'ММЦ' },
      { number: '2.', text: 'Сдать отчёт', responsible: 'Директора школ' },
    ])
  })

  test('may stand in another order, with columns nobody asks for', () => {
    expect(rowsOf('Пункт\tЧто сделать\tКто\tКогда\tОтметка\n1\tПровести\tшколы\tв мае\t\n')).toEqual([{ number: '1', text: 'Провести', responsible: 'школы', deadline: 'в мае' }])
  })

  test('go on where a page broke a row in two', () => {
    expect(rowsOf(`${head}\n1\tПровести семинар для\tмай\tММЦ\n\tвсех педагогов\t\t\n2\tСдать отчёт\tиюнь\tММЦ\n`)[0]).toMatchObject({ text: 'Провести семинар для всех педагогов' })
  })

  test('are lines where the head is of another table', () => {
    expect(rowsOf('Школа\tУчеников\tКлассов\nСОШ № 1\t300\t15\n')).toEqual([])
    expect(normalizeText('Школа\tУчеников').text).toBe('Школа Учеников')
  })
})

test('cells drawn with bars are joined over their lines', () => {
  const text = `|---|---|---|
| № п/п | Поручение | Срок |
|---|---|---|
| 1 | Провести | до 5 |
|   | проверку | мая |
| 2 | Сдать отчёт | июнь |
|---|---|---|`
  expect(rowsOf(text)).toEqual([{ number: '1', text: 'Провести проверку', deadline: 'до 5 мая' }, { number: '2', text: 'Сдать отчёт', deadline: 'июнь' }])
})

test('cells on lines of their own are told apart by what reads as a deadline', () => {
  const text = '№\nп/п\nМероприятие\nСрок\nОтветственный\n\n2024 год\n\n1\nПровести семинар\nдля педагогов\nдо 5 мая\nММЦ,\nдиректора школ\n\n2\nСдать отчёт\nиюнь\nММЦ\n\nНачальник управления'
  expect(rowsOf(text)).toEqual([
    { section: '2024 год' },
    { number: '1', text: 'Провести семинар для педагогов', deadline: 'до 5 мая', responsible: 'ММЦ, директора школ' },
    { number: '2', text: 'Сдать отчёт', deadline: 'июнь', responsible: 'ММЦ' },
  ])
})

describe('what belongs to the paper', () => {
  test('goes: page numbers and heads with a page number that come back', () => {
    expect(normalizeText('Провести\n- 2 -\nсеминар\nПриказ № 5 стр. 2\nи\nПриказ № 5 стр. 3\nотчёт').text).toBe('Провести\nсеминар\nи\nотчёт')
  })

  test('stays where it comes once', () => {
    expect(normalizeText('Правила, стр. 2\nПровести').text).toBe('Правила, стр. 2\nПровести')
  })
})

test('a word cut at a line’s end is whole, a compound keeps its hyphen', () => {
  expect(normalizeText('образо-\nвания, учебно-\nметодический, 5-\nлетие').text).toBe('образования, учебно-методический, 5-\nлетие')
  expect(normalizeText('образо\u00ad\nвания').text).toBe('образования')
})
