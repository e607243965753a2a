import { expect, test } from 'vitest'
import { adjectiveToNominative, officeToNominative, townToNominative } from '../../../../src/core/resolution/nominative.ts'
import { findMunicipality, findRegion } from '../../../../src/core/resolution/findPlaceNames.ts'

test.each([
  ['районного', 'masculine', 'районный'],
  ['городского', 'masculine', 'городской'],
  ['весеннего', 'masculine', 'весенний'],
  ['августовского', 'neuter', 'августовское'],
  ['итоговой', 'feminine', 'итоговая'],
  ['руководителей', 'masculine', 'руководителей'],
] as const)('%s → %s %s', (word, gender, nominative) => {
  expect(adjectiveToNominative(word, gender)).toBe(nominative)
})

test.each([
  ['Заозерска', false, 'Заозерск'],
  ['Светлограда', true, 'Светлоград'],
  ['Яруги', true, 'Яруга'],
  ['Рязани', true, 'Рязань'],
  ['Калуга', false, 'Калуга'],
  ['Тарко', true, 'Тарко'],
])('a town printed «%s» is «%s»', (name, sure, nominative) => {
  expect(townToNominative(name, sure)).toBe(nominative)
})

test('an office in the instrumental is named in the nominative', () => {
  expect(officeToNominative('Отделом образования')).toBe('Отдел образования')
  expect(officeToNominative('Управление образования')).toBe('Управление образования')
})

test.each([
  ['в школах Озёрного района', 'Озёрный район'],
  ['глава МР «Верхний улус (район)»', 'Верхний улус (район)'],
  ['работников Верхнего улуса (района)', 'Верхний улус (район)'],
  ['Лугового муниципального района', 'Луговый муниципальный район'],
  ['школы г. Заозерска и района, Заозерского района', 'Заозерский район (г. Заозерск и район)'],
  ['администрация города Нижнего Бора', 'город Нижний Бор'],
  ['гости из г. Светлограда приехали', 'город Светлоград'],
  ['школы Ленинского района города Заозерска', 'город Заозерск'],
  ['от 1 мая 2022 г. Заслушав доклад', null],
])('«%s» lies in %s', (text, municipality) => {
  expect(findMunicipality(text)).toBe(municipality)
})

test.each([
  ['министерства образования Приморского края', 'Приморский край'],
  ['школы Тверской области', 'Тверская область'],
  ['Указ Главы Республики Коми', 'Республика Коми'],
  ['Правительства Чувашской Республики', 'Чувашская Республика'],
  ['школы нашей области', null],
])('«%s» names the region %s', (text, region) => {
  expect(findRegion(text)).toBe(region)
})
