import { expect, test } from 'vitest'
import { findScope } from '../../../../src/core/resolution/findScope.ts'

test('the heading’s words decide before the points’', () => {
  expect(findScope('Развитие дошкольного образования:', ['Провести олимпиаду школьников.'])).toEqual({ scope: ['preschool'], scopeBasis: '«дошкольного образования»' })
})

test('kinds that share a noun count each', () => {
  expect(findScope('Качество начального, основного общего и дополнительного образования', []).scope).toEqual(['general_school', 'supplementary'])
  expect(findScope('Связь со средним профессиональным образованием и дополнительным профессиональным образованием', []).scope).toEqual([])
})

test('without them the points together say it, in their order', () => {
  expect(findScope('Летний отдых', ['Занять воспитанников', 'Занять учащихся 5-7 классов'])).toEqual({
    scope: ['preschool', 'general_school'],
    scopeBasis: '«воспитанников», «учащихся», «5-7 классов»',
  })
})

test('a place of work outweighs single kinds, a genitive says nothing', () => {
  expect(findScope(null, ['Провести уроки мира в образовательных организациях', 'Собрать школьников']).scope).toEqual(['all_organizations'])
  expect(findScope(null, ['Обновить сайты образовательных организаций', 'Собрать школьников']).scope).toEqual(['general_school'])
  expect(findScope('Кадры муниципальной системы образования', []).scope).toEqual(['all_organizations'])
})

test('all three kinds are every organization, and no word leaves the scope open', () => {
  expect(findScope(null, ['дошкольников', 'школьников', 'дополнительного образования']).scope).toEqual(['all_organizations'])
  expect(findScope('Разное', ['Провести субботник'])).toEqual({ scope: [], scopeBasis: null })
})
