import { mount } from '@vue/test-utils'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { TeacherPage } from '#core/teacher'
import TeacherDrafts from '../../src/school/components/teacher/TeacherDrafts.vue'
import { openPage } from '../../src/teacher/openPage.ts'
import type { TeacherApi } from '../../src/teacher/teacherApi.ts'

const answers = [{ id: 'o-7', name: 'Сидоров П.П.', when: '23 ноября, 18:05', text: 'Провели опрос' }]

describe('the drafts of a point', () => {
  it('name who answered, and are taken or put aside by their own buttons', async () => {
    const drafts = mount(TeacherDrafts, { props: { answers, canTake: true } })
    expect(drafts.text()).toContain('Ответ: Сидоров П.П., 23 ноября, 18:05')
    for (const button of drafts.findAll('button')) await button.trigger('click')
    expect(drafts.emitted()).toMatchObject({ take: [['o-7']], decline: [['o-7']] })
  })

  it('of a point that takes no report are only put aside', () => {
    const drafts = mount(TeacherDrafts, { props: { answers, canTake: false } })
    expect(drafts.findAll('button').map((button) => button.text())).toEqual(['Отклонить'])
  })
})

describe('the page behind a link', () => {
  const page: TeacherPage = { state: 'open', organization: 'Школа', name: 'Сидоров П.П.', task: '<b>Опрос</b>', dueDate: null, document: null, point: { number: '4.2', heading: null, text: 'Провести опрос', children: [] }, sentMs: null, isDeclined: false }
  const api = { open: vi.fn<TeacherApi['open']>(), send: vi.fn<TeacherApi['send']>() }
  const place = document.createElement('main')
  beforeEach(async () => {
    api.open.mockResolvedValue({ value: page })
    await openPage(place, api, null)
  })
  const submit = async (text: string): Promise<void> => {
    const field = place.querySelector('textarea')
    if (field !== null) field.value = text
    place.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await vi.waitFor(() => { expect(place.querySelector('#told')?.textContent).not.toBe('Отправляем…') })
  }

  it('shows words as words', () => {
    expect([place.querySelector('b'), place.textContent.includes('<b>Опрос</b>')]).toEqual([null, true])
  })

  it('keeps what was typed until the server has it', async () => {
    api.send.mockResolvedValue({ fault: 'network' })
    await submit('Сделано')
    expect(place.querySelector('#told')?.textContent).toContain('Ничего не отправлено')
    expect(place.querySelector('textarea')?.value).toBe('Сделано')
    api.send.mockResolvedValue({ value: { sentMs: 0 } })
    await submit('Сделано')
    expect(place.querySelector('#told')?.textContent).toContain('Директор увидит ответ.')
  })

  it('says why it takes no answer when the link ended meanwhile', async () => {
    api.send.mockResolvedValue({ fault: 'over' })
    api.open.mockResolvedValue({ value: { state: 'cancelled', organization: 'Школа' } })
    await submit('Сделано')
    await vi.waitFor(() => { expect(place.textContent).toContain('Школа отменила эту ссылку.') })
  })
})
