import { describe, expect, it } from 'vitest'
import type { OfficerId } from '#core/directive'
import { csvCell, journalToCsv } from '../../../src/office/views/downloads.ts'

describe('a cell of CSV', () => {
  it('stays text whatever it begins with', () => {
    for (const text of ['=1+1', '+7 900', '-5', '@SUM(A1)', '\t=1', '\r=1']) expect(csvCell(text)).toBe(`"'${text}"`)
    expect(csvCell('Школа «№ 1»; "первая"')).toBe('"Школа «№ 1»; ""первая"""')
  })
})

describe('the journal as a table', () => {
  it('opens in a Russian spreadsheet: a mark, semicolons, words for actions', () => {
    const row = { number: 7, atMs: Date.UTC(2026, 10, 22, 3), officerId: 'o1' as OfficerId, name: '=ИМЯ', access: 'decide' as const, action: 'signIn', ids: {}, about: ['Школа 1', 'd:p1'] }
    const [head, line] = journalToCsv([row], 'Asia/Yakutsk').split('\r\n')
    expect(head).toBe('\uFEFF"Номер";"Когда";"Кто";"Право";"Что";"К чему относится"')
    expect(line).toBe('"7";"2026-11-22 12:00";"\'=ИМЯ";"решать";"Вход в программу";"Школа 1, d:p1"')
  })
})
