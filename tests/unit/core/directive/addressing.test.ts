import { describe, expect, it } from 'vitest'
import { addressByScope, addressedOrganizations, isAddressed, isUnaddressed, type Audience } from '#core/directive'
import { day } from '../../../support/day.ts'
import { makeAddressee, makeOrganization } from '../../../support/directiveFactory.ts'

const school = makeOrganization('school', ['general_school'])
const kindergarten = makeOrganization('kindergarten', ['preschool'])
const club = makeOrganization('club', ['supplementary'])
const both = makeOrganization('both', ['general_school', 'preschool'])
const authority = makeOrganization('authority', ['education_authority'])
const center = makeOrganization('center', ['methodological_center'])
const district = [school, kindergarten, club, both, authority, center]
const today = day('2026-11-20')

const reachedBy = (...audience: Audience[]): string[] => addressedOrganizations(makeAddressee({ audience }), district, today).map(({ id }) => id)

describe('addressing by kinds', () => {
  it('reaches every organization of a named kind, once', () => {
    expect(reachedBy('general_school')).toEqual(['school', 'both'])
    expect(reachedBy('preschool', 'general_school')).toEqual(['school', 'kindergarten', 'both'])
    expect(reachedBy('education_authority', 'methodological_center')).toEqual(['authority', 'center'])
  })

  it('«образовательные организации» are schools, kindergartens and supplementary education, and nobody else', () => {
    expect(reachedBy('all_organizations')).toEqual(['school', 'kindergarten', 'club', 'both'])
    expect(reachedBy('all_organizations', 'general_school')).toEqual(['school', 'kindergarten', 'club', 'both'])
  })

  it.each(['unaddressed', 'teachers', 'other', 'administration'] as const)('%s reaches nobody here', (audience) => {
    expect(reachedBy(audience)).toEqual([])
  })

  it('counts the organizations that the clerk picked besides the kinds, or instead of them', () => {
    expect(isAddressed(makeAddressee({ organizationIds: [club.id] }), club)).toBe(true)
    expect(isAddressed(makeAddressee({ organizationIds: [club.id] }), school)).toBe(false)
    expect(isAddressed(makeAddressee({ audience: ['preschool'], organizationIds: [club.id] }), kindergarten)).toBe(true)
  })

  it('gives nothing new to an organization from the day it closed, picked or not', () => {
    const addressee = makeAddressee({ audience: ['general_school'], organizationIds: [school.id] })
    expect(addressedOrganizations(addressee, [{ ...school, closedOn: today }], today)).toEqual([])
    expect(addressedOrganizations(addressee, [{ ...school, closedOn: day('2026-11-21') }], today)).toHaveLength(1)
  })
})

describe('a directive without an addressee', () => {
  it('waits until a kind or an organization is named', () => {
    expect(isUnaddressed(makeAddressee())).toBe(true)
    expect(isUnaddressed(makeAddressee({ audience: [] }))).toBe(true)
    expect(isUnaddressed(makeAddressee({ organizationIds: [club.id] }))).toBe(false)
    expect(isUnaddressed(makeAddressee({ audience: ['teachers'] }))).toBe(false)
  })

  it('follows the text’s hint by the clerk’s decision, and the hint stays', () => {
    const addressee = makeAddressee({ scope: ['preschool'], scopeBasis: 'дошкольного образования' })
    expect(addressByScope(addressee)).toEqual({ ...addressee, audience: ['preschool'], decidedBy: 'clerk' })
  })

  it('stays as it is where the text gives no hint', () => {
    const named = makeAddressee({ audience: ['general_school'] })
    expect(addressByScope(named)).toBe(named)
    expect(addressByScope(makeAddressee()).decidedBy).toBe('text')
  })
})
