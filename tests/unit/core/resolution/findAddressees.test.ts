import { expect, test } from 'vitest'
import { readAddresseeHeading, readInlineAddressee } from '../../../../src/core/resolution/findAddressees.ts'
import { readAudience } from '../../../../src/core/resolution/readAudience.ts'

test.each([
  ['Отделу образования', ['education_authority'], 'institution_named'],
  ['Комитету по образованию администрации района', ['education_authority'], 'institution_named'],
  ['МКУ «Городской методический кабинет»', ['methodological_center'], 'institution_named'],
  ['Районной методической службе', ['methodological_center'], 'institution_named'],
  ['Администрации сельского поселения', ['administration'], 'institution_named'],
  ['Главам поселений', ['administration'], 'institution_named'],
  ['Директорам школ', ['general_school'], 'kinds_named'],
  ['Руководителям лицеев и гимназий', ['general_school'], 'kinds_named'],
  ['Заведующим детскими садами', ['preschool'], 'kinds_named'],
  ['Руководителям дошкольных образовательных организаций', ['preschool'], 'kinds_named'],
  ['Руководителям учреждений дополнительного образования', ['supplementary'], 'kinds_named'],
  ['Руководителям общеобразовательных организаций и организаций дополнительного образования', ['general_school', 'supplementary'], 'kinds_named'],
  ['Организациям дошкольного, общего и дополнительного образования', ['preschool', 'general_school', 'supplementary'], 'kinds_named'],
  ['Руководителям (ДОУ, СОШ)', ['preschool', 'general_school'], 'kinds_in_brackets'],
  ['Руководителям ОУ и ДОУ', ['preschool', 'general_school'], 'kinds_named'],
  ['Руководителям ОО', ['all_organizations'], 'every_kind'],
  ['Образовательным организациям района', ['all_organizations'], 'every_kind'],
  ['Руководителям', ['all_organizations'], 'every_kind'],
  ['Старшим воспитателям', ['preschool'], 'staff_named'],
  ['Заместителям директоров по воспитательной работе', ['general_school'], 'staff_named'],
  ['Педагогам', ['teachers'], 'staff_named'],
  ['Управлению культуры', ['other'], 'institution_named'],
  ['Управлению образования, руководителям школ', ['education_authority', 'general_school'], 'institution_named'],
  ['Отделу образования, старшим воспитателям', ['education_authority', 'preschool'], 'institution_named'],
  ['Руководителям школ, подведомственных управлению образования', ['general_school'], 'kinds_named'],
  ['Совету ветеранов', ['unaddressed'], 'audience_unknown'],
] as const)('«%s» addresses %s', (name, audience, rule) => {
  const read = readAudience(name)
  expect([new Set(read.audience), read.rule]).toEqual([new Set(audience), rule])
})

test('a person in brackets is responsible, kinds in brackets are part of the name', () => {
  expect(readAddresseeHeading('Отделу образования (Попова А.А.):')).toMatchObject({ text: 'Отделу образования', responsible: 'Попова А.А.' })
  expect(readAddresseeHeading('Директорам школ (И. О. Ким, Лев П.П.):')).toMatchObject({ text: 'Директорам школ', responsible: 'И. О. Ким, Лев П.П.' })
  expect(readAddresseeHeading('Организациям (СОШ, ДОУ):')).toMatchObject({ text: 'Организациям (СОШ, ДОУ)', responsible: null })
})

test('«рекомендовать» before an addressee is the document’s verb', () => {
  expect(readAddresseeHeading('Рекомендовать директорам школ:')?.text).toBe('директорам школ')
})

test('a task, a field of work and a long sentence are no addressee', () => {
  for (const text of ['Организовать работу:', 'Область воспитания:', 'Директорам школ провести опрос:', `Директорам ${'школ '.repeat(100)}:`]) {
    expect(readAddresseeHeading(text), text).toBeNull()
  }
})

test('a point may name its own addressee before its verb', () => {
  expect(readInlineAddressee('Директорам школ (Ким И.О.) до 1 мая провести опрос.')).toMatchObject({ text: 'Директорам школ', responsible: 'Ким И.О.', audience: ['general_school'] })
  expect(readInlineAddressee('Рекомендовать руководителям ДОУ открыть группы')).toMatchObject({ text: 'руководителям ДОУ', audience: ['preschool'] })
  expect(readInlineAddressee('Провести опрос директоров школ')).toBeNull()
})
