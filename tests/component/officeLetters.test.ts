import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { day } from '../support/day.ts'
import { type FakeApi, button, createFakeApi, fine, makeLetter, makeOrganizationRow, makeOrganizationView, officer, openScreen, refusal } from '../support/officeScreen.ts'

let api: FakeApi
let screen: VueWrapper
beforeEach(() => { api = createFakeApi() })
afterEach(() => { screen.unmount() })

const rows = Array.from({ length: 12 }, (_, i) => makeOrganizationRow(`o${String(i)}`, { devices: i === 0 ? 1 : 0 }))

describe('letters', () => {
  beforeEach(() => { api.organizations.mockResolvedValue(fine([...rows, makeOrganizationRow('old', { devices: 0, closedOn: day('2026-09-01') })])) })

  it('are made for who has no phone, in small steps, and never for a closed one', async () => {
    screen = await openScreen('/organizations/letters', api)
    expect(screen.text()).toContain('Прежние неиспользованные письма этих организаций перестанут действовать.')
    await screen.get('form').trigger('submit')
    await flushPromises()
    expect(api.letters.mock.calls.map(([ids]) => ids.length)).toEqual([5, 5, 1])
    expect(screen.findAll('.letter-sheet')).toHaveLength(11)
    expect(screen.get('.letter-sheet').text()).toContain('482 917 305')
    expect(screen.get('.letter-sheet').text()).toContain('п.\u00a04.2 Пересмотреть учебную нагрузку')
  })

  it('that were made stay when the rest fails, and no code is asked for twice', async () => {
    api.letters.mockImplementationOnce(async (ids) => fine(ids.map((id) => makeLetter(id)))).mockResolvedValueOnce(refusal('NetworkUnavailable'))
    screen = await openScreen('/organizations/letters', api)
    await screen.get('form').trigger('submit')
    await flushPromises()
    expect(screen.findAll('.letter-sheet')).toHaveLength(5)
    await button(screen, 'Сделать остальные').trigger('click')
    await flushPromises()
    expect(screen.findAll('.letter-sheet')).toHaveLength(11)
    expect(api.letters.mock.calls.at(-1)?.[0]).not.toContain('o1')
  })

  it('go with their page', async () => {
    screen = await openScreen('/organizations/letters', api)
    await screen.get('form').trigger('submit')
    await flushPromises()
    await button(screen, 'Убрать письма').trigger('click')
    expect(screen.findAll('.letter-sheet')).toHaveLength(0)
  })
})

describe('who only reads', () => {
  it('sees no button that would be refused', async () => {
    api.me.mockResolvedValue(fine({ ...officer, rights: ['read', 'decide'] }))
    api.organization.mockResolvedValue(fine(makeOrganizationView()))
    screen = await openScreen('/organizations/one', api)
    const words = screen.findAll('button').map((one) => one.text())
    for (const hidden of ['Изменить сведения', 'Сменить руководителя', 'Закрыть организацию', 'Новый код']) expect(words).not.toContain(hidden)
    expect(api.standing).not.toHaveBeenCalled()
  })
})

describe('an organization', () => {
  it('that somebody changed meanwhile is not overwritten: the form says so and keeps what was typed', async () => {
    api.editOrganization.mockResolvedValue(refusal('OrganizationChanged'))
    screen = await openScreen('/organizations/one', api)
    await button(screen, 'Изменить сведения').trigger('click')
    const form = screen.findAll('dialog').find((one) => one.text().includes('Сведения об организации'))
    await form?.get('input').setValue('Гимназия')
    await form?.get('form').trigger('submit')
    await flushPromises()
    expect(api.editOrganization.mock.calls[0]?.[1]).toMatchObject({ fields: { name: 'Гимназия' }, seen: { name: 'Школа one' } })
    expect(form?.get('[role=alert]').text()).toContain('Ваши правки не записаны')
    expect((form?.get('input').element as HTMLInputElement).value).toBe('Гимназия')
  })
})
