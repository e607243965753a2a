import { describe, expect, it } from 'vitest'
import type { OrganizationId } from '#core/directive'
import { type ImportRow, type KnownOrganization, kindsInName, planImport, readImport, readKinds, recognizeColumns } from '#core/organizations'
import { day } from '../../../support/day.ts'

const today = day('2026-11-22')
const known = (id: string, changes: Partial<KnownOrganization> = {}): KnownOrganization => ({
  id: id as OrganizationId, number: '1001', name: 'Школа № 1', kinds: ['general_school'], settlement: 'с. Верхнее', phone: '8 41135 2-11-22', head: 'Петрова А.И.', closedOn: null, ...changes,
})
const row = (at: number, changes: Partial<ImportRow>): ImportRow => ({ row: at, ...changes })
const plan = (rows: readonly ImportRow[], organizations: readonly KnownOrganization[] = [known('one')]) => planImport(rows, organizations, today)

describe('the headings of a list', () => {
  it('are found in any order, by their synonyms, below a title', () => {
    const found = recognizeColumns([['Список организаций района'], [], ['№ п/п', 'Тел. рабочий', 'Ф.И.О. директора', 'Наименование учреждения', 'Тип', 'Населённый пункт', 'Примечание']])
    expect(found).toEqual({ headerRow: 2, columnOf: { phone: 1, head: 2, name: 3, kinds: 4, settlement: 5 }, unknown: ['Примечание'] })
  })

  it('must name at least the organization and one thing more', () => {
    expect(recognizeColumns([['Название'], ['Школа № 1']])).toBeNull()
    expect(recognizeColumns([['Телефон', 'Директор']])).toBeNull()
  })

  it('lead the lines below; lines without words are no lines', () => {
    const read = readImport([{ sheet: 'Титул', rows: [['ничего']] }, { sheet: 'Школы', rows: [['Название', 'Вид'], ['', ''], ['Школа\u00a0 № 2', 'СОШ']] }])
    expect(read).toEqual({ ok: true, value: { sheet: 'Школы', fields: ['name', 'kinds'], unknown: [], rows: [{ row: 3, name: 'Школа № 2', kinds: 'СОШ' }] } })
    expect(readImport([{ sheet: '', rows: [['Название', 'Вид']] }])).toEqual({ ok: false, error: { type: 'ImportEmpty' } })
    expect(readImport([{ sheet: '', rows: [['а', 'б']] }])).toEqual({ ok: false, error: { type: 'ImportNoHeadings' } })
    const long = Array.from({ length: 5001 }, (_, i) => [`Школа № ${String(i)}`, 'СОШ'])
    expect(readImport([{ sheet: '', rows: [['Название', 'Вид'], ...long] }])).toEqual({ ok: false, error: { type: 'ImportTooLong' } })
  })
})

describe('a kind of organization', () => {
  it('is read as offices write it, several at once', () => {
    expect(readKinds('СОШ, детский сад')).toEqual({ kinds: ['general_school', 'preschool'], unknown: [] })
    expect(readKinds('Д/с; Школа\nУДО').kinds).toEqual(['general_school', 'supplementary'])
    expect(readKinds('Лицей-интернат №')).toEqual({ kinds: [], unknown: ['Лицей-интернат №'] })
    expect(readKinds('')).toEqual({ kinds: [], unknown: [] })
  })

  it('is taken from the name where the list has no word for it', () => {
    expect(kindsInName('МБОУ «Аллагинская СОШ имени Г.И. Чиряева»')).toEqual(['general_school'])
    expect(kindsInName('МБДОУ «Детский сад № 4 «Солнышко»')).toEqual(['preschool'])
    expect(kindsInName('МБУ ДО «Центр детского творчества»')).toEqual(['supplementary'])
    expect(kindsInName('Детская школа искусств')).toEqual(['supplementary'])
    expect(kindsInName('Архив')).toEqual([])
  })
})

describe('a list compared with the organizations', () => {
  it('tells the new, the changed and the same apart, by number, else by name', () => {
    const planned = plan([row(2, { number: '№ 1001', name: 'Школа № 1', head: 'Сидорова О.О.' }), row(3, { name: 'Школа № 2', kinds: 'СОШ' }), row(4, { name: 'школа №  1'.replace('  ', ' '), settlement: '' })], [known('one'), known('other', { number: '1002', name: 'Лицей' })])
    expect(planned.map(({ type }) => type)).toEqual(['changed', 'added', 'bad'])
    expect(planned[0]).toMatchObject({ organizationId: 'one', changes: ['head'], fields: { head: 'Сидорова О.О.', phone: '8 41135 2-11-22' } })
    expect(planned[2]).toMatchObject({ problems: [{ type: 'repeated', earlierRow: 2 }] })
  })

  it('leaves alone what an empty cell or a missing column says nothing of', () => {
    expect(plan([row(2, { name: 'Школа № 1', head: '', phone: '' })])).toMatchObject([{ type: 'same', organizationId: 'one' }])
  })

  it('takes one name in another settlement for another organization, and asks where it cannot tell', () => {
    expect(plan([row(2, { name: 'Школа № 1', settlement: 'с. Нижнее', kinds: 'СОШ' })])).toMatchObject([{ type: 'added' }])
    const twins = [known('one'), known('two', { number: '1002', settlement: 'с. Нижнее' })]
    expect(plan([row(2, { name: 'Школа № 1' })], twins)).toMatchObject([{ type: 'bad', problems: [{ type: 'nameAmbiguous' }] }])
    expect(plan([row(2, { name: 'Школа № 1', settlement: 'с. Нижнее' })], twins)).toMatchObject([{ type: 'same', organizationId: 'two' }])
  })

  it('names every reason a line is not taken', () => {
    const problems = (source: Partial<ImportRow>, organizations?: readonly KnownOrganization[]) => plan([row(17, source)], organizations).flatMap((one) => (one.type === 'bad' ? one.problems.map(({ type }) => type) : [one.type]))
    expect(problems({ kinds: 'СОШ' })).toEqual(['nameMissing'])
    expect(problems({ name: 'Архив' })).toEqual(['kindMissing'])
    expect(problems({ name: 'Лицей', kinds: 'Лицей-интернат №' })).toEqual(['kindUnknown'])
    expect(problems({ name: 'Лицей', phone: 'спросить у Веры' })).toEqual(['phoneUnreadable'])
    expect(problems({ name: `Лицей ${'а'.repeat(200)}` })).toEqual(['tooLong'])
    expect(problems({ number: '7777', name: 'Лицей' })).toEqual(['numberUnknown'])
    expect(problems({ name: 'Школа № 1' }, [known('one', { closedOn: day('2026-09-01') })])).toEqual(['nameClosed'])
    expect(problems({ number: '1001' }, [known('one', { closedOn: day('2026-09-01') })])).toEqual(['numberClosed'])
  })

  it('takes telephones as people write them', () => {
    for (const phone of ['8 (41135) 2-11-22, доб. 12', 'тел. 2-11-22; факс 2-11-23', '+7 914 000-00-00', '84113522233']) expect(plan([row(2, { name: 'Лицей', phone })]), phone).toMatchObject([{ type: 'added' }])
  })
})
