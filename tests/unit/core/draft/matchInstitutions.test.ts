import { expect, test } from 'vitest'
import { matchInstitutions } from '#core/draft'
import { namesIn } from '../../../../src/core/draft/matchInstitutions.ts'
import type { DateOnly, DistrictId, Organization, OrganizationId, OrganizationKind } from '#core/directive'

const school = (name: string, kinds: readonly OrganizationKind[] = ['general_school'], closedOn: string | null = null): Organization => ({
  id: name as OrganizationId,
  districtId: 'd' as DistrictId,
  number: '1',
  name,
  kinds,
  settlement: '',
  closedOn: closedOn as DateOnly | null,
  successorId: null,
})
const organizations = [
  school('МБОУ «СОШ № 2 г. Заозерска»'),
  school('МБОУ СОШ № 7'),
  school('МБДОУ «Детский сад № 7»', ['preschool']),
  school('МБОУ «Ягодинская СОШ»'),
  school('МБОУ «Чернореченская ООШ»'),
  school('МБДОУ «Теремок»', ['preschool']),
  school('МБОУ «Старая ООШ»', ['general_school'], '2020-01-01'),
  school('МБОУ «Новая СОШ»'),
  school('МКОУ «Новая ООШ»'),
]
const match = (text: string): string | null => matchInstitutions([text], organizations, '2024-09-01' as DateOnly)[0]?.organization?.name ?? null

test.each([
  ['школа № 2', 'МБОУ «СОШ № 2 г. Заозерска»'],
  ['школе №7', 'МБОУ СОШ № 7'],
  ['детскому саду № 7', 'МБДОУ «Детский сад № 7»'],
  ['МБДОУ № 7', 'МБДОУ «Детский сад № 7»'],
  ['Ягодинской СОШ', 'МБОУ «Ягодинская СОШ»'],
  ['МБОУ «Чернореченская ООШ»', 'МБОУ «Чернореченская ООШ»'],
  ['детский сад «Теремок»', 'МБДОУ «Теремок»'],
])('«%s» is %s', (text, name) => {
  expect(match(text)).toBe(name)
})

test('a list is taken apart', () => {
  expect(namesIn('школ № 2, 7 и № 11')).toEqual(['школ № 2', 'школ № 7', 'школ № 11'])
  expect(namesIn('МБОУ СОШ № 3, лицея «Исток»')).toEqual(['МБОУ СОШ № 3', 'лицея «Исток»'])
})

test.each([
  ['школа № 3', 'no number is like another'],
  ['детский сад № 2', 'a number of another kind'],
  ['школа', 'a kind alone names nobody'],
  ['Старая ООШ', 'what is closed gets nothing'],
  ['Новая школа', 'two fit'],
])('«%s» is left to the clerk: %s', (text) => {
  expect(match(text)).toBeNull()
})
