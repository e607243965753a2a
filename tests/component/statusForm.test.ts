import { flushPromises, mount } from '@vue/test-utils'
import { expect, it } from 'vitest'
import type { DateOnly } from '#core/directive'
import type { FormDraft, FormWords } from '../../src/school/views/statusForms.ts'
import StatusForm from '../../src/school/components/status/StatusForm.vue'

/** A form whose words are kept when the test says so. */
function slowForm(): { readonly form: ReturnType<typeof mount>; readonly end: (failure: string | null) => Promise<void> } {
  let answer: (failure: string | null) => void = () => undefined
  const save = (): Promise<string | null> => new Promise((done) => { answer = done })
  const form = mount(StatusForm, { props: { name: 'note', today: '2026-11-22' as DateOnly, save } })
  return {
    form,
    async end(failure) {
      answer(failure)
      await flushPromises()
    },
  }
}

it('offers the phrases of the office before its own, each once', async () => {
  const phrases = ['Приложен приказ', 'Размещено на сайте организации']
  const form = mount(StatusForm, { props: { name: 'note', today: '2026-11-22' as DateOnly, phrases, save: () => Promise.resolve(null) } })
  const offered = form.findAll('details button').map((button) => button.text())
  expect(offered.slice(0, 3)).toEqual([...phrases, 'Издан приказ № __ от __'])
  expect(new Set(offered).size).toBe(offered.length)
  await form.get('details button').trigger('click')
  expect(form.get('textarea').element.value).toBe('Приложен приказ')
})

it.each([
  ['empties the form once its words are kept', 'Издан приказ', null, ''],
  ['leaves what was typed while they were being kept', 'Издан приказ № 5', null, 'Издан приказ № 5'],
  ['leaves words that were not kept', 'Издан приказ', 'Не сохранено.', 'Издан приказ'],
])('%s', async (_name, typedMeanwhile, failure, left) => {
  const { form, end } = slowForm()
  const field = form.get('textarea')
  await field.setValue('Издан приказ')
  await form.get('form').trigger('submit')
  await field.setValue(typedMeanwhile)
  await end(failure)
  expect(field.element.value).toBe(left)
  expect(form.find('[role=alert]').exists()).toBe(failure !== null)
})

it('takes up words left in it, unless somebody types before they are read', async () => {
  let read: (words: FormWords) => void = () => undefined
  const draft: FormDraft = { read: () => new Promise((done) => { read = done }), keep: () => undefined }
  const props = { name: 'extension', today: '2026-11-22' as DateOnly, draft, save: () => Promise.resolve(null) } as const
  const left: FormWords = { text: 'Ждём учебники', to: '2027-01-15' as DateOnly }
  const form = mount(StatusForm, { props })
  read(left)
  await flushPromises()
  expect([form.get('textarea').element.value, form.get<HTMLInputElement>('input').element.value]).toEqual(['Ждём учебники', '2027-01-15'])
  expect(form.text()).toContain('Вы не закончили эту запись.')
  const other = mount(StatusForm, { props })
  await other.get('textarea').setValue('Новое')
  read(left)
  await flushPromises()
  expect(other.get('textarea').element.value).toBe('Новое')
})

it('hands every word typed to its draft, and empties it though its sheet was closed by then', async () => {
  const kept: FormWords[] = []
  const draft: FormDraft = { read: () => Promise.resolve(null), keep: (words) => void kept.push(words) }
  let keep: (failure: null) => void = () => undefined
  const form = mount(StatusForm, { props: { name: 'note', today: '2026-11-22' as DateOnly, draft, save: () => new Promise((done) => { keep = done }) } })
  await form.get('textarea').setValue('И')
  await form.get('textarea').setValue('Издан')
  await form.get('form').trigger('submit')
  form.unmount()
  keep(null)
  await flushPromises()
  expect(kept.map(({ text }) => text)).toEqual(['И', 'Издан', ''])
})
