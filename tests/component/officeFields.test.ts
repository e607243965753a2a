import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { DraftItem } from '#core/draft'
import type { ReportField } from '#core/directive'
import { makeDirective } from '../support/historyFactory.ts'
import { type FakeApi, button, createFakeApi, fine, makeAssignment, makeDraft, makeEntry, openScreen, refusal, screenNowMs } from '../support/officeScreen.ts'

let api: FakeApi
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  api = createFakeApi()
})
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

const fields: readonly ReportField[] = [
  { id: 'f1', label: 'Охвачено детей', type: 'number', unit: 'чел.' },
  { id: 'f2', label: 'Приказ издан', type: 'yesNo', unit: null },
  { id: 'f3', label: 'Дата педсовета', type: 'date', unit: null },
]

async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000)
  await flushPromises()
}
const savedItems = (): readonly DraftItem[] => api.saveDraft.mock.calls.at(-1)?.[2].items ?? []

/** The review with its first row open for editing. */
async function edit(): Promise<VueWrapper> {
  const screen = await openScreen('/drafts/draft1', api)
  await screen.findAll('.rows > li')[0]?.find('button.text').trigger('click')
  await button(screen, 'Править').trigger('click')
  return screen
}

/** Chooses a file of so many bytes, as a browser does. */
async function choose(screen: VueWrapper, name: string, bytes: number): Promise<void> {
  const input = screen.find<HTMLInputElement>('dialog input[type=file]')
  Object.defineProperty(input.element, 'files', { value: [new File([new Uint8Array(bytes)], name)], configurable: true })
  await input.trigger('change')
  await flushPromises()
}

test('fields are added, put in order and kept as one step that is taken back', async () => {
  const screen = await edit()
  await button(screen, 'Добавить показатель').trigger('click')
  await button(screen, 'Добавить показатель').trigger('click')
  const inputs = screen.findAll('.fields .label input')
  await inputs[0]?.setValue('Охвачено')
  await inputs[1]?.setValue(' Проведено ')
  await screen.findAll('.fields select')[1]?.setValue('yesNo')
  await screen.find('.fields input[list]').setValue('чел.')
  await screen.find('[aria-label="Выше: показатель 2"]').trigger('click')
  await button(screen, 'Готово').trigger('click')
  await settle()
  expect(savedItems()[0]?.reportFields).toMatchObject([{ label: 'Проведено', type: 'yesNo', unit: null }, { label: 'Охвачено', type: 'number', unit: 'чел.' }])
  expect(screen.findAll('.rows > li')[0]?.text()).toContain('2 показателя')
  await button(screen, 'Отменить правку').trigger('click')
  await settle()
  expect(savedItems()[0]?.reportFields).toEqual([])
  screen.unmount()
})

test('a field without words, or one asked twice, keeps the form open and says why', async () => {
  const screen = await edit()
  for (const label of ['', 'Охвачено', ' охвачено']) {
    await button(screen, 'Добавить показатель').trigger('click')
    await screen.findAll('.fields .label input').at(-1)?.setValue(label)
  }
  await button(screen, 'Готово').trigger('click')
  await flushPromises()
  expect(screen.findAll('dialog [role=alert]').map((one) => one.text())).toEqual(['Напишите, что заполнить.', 'Такой показатель здесь уже есть.'])
  expect(document.activeElement).toBe(screen.findAll('.fields .label input')[0]?.element)
  await settle()
  expect(api.saveDraft).not.toHaveBeenCalled()
  await screen.findAll('[aria-label^="Убрать показатель"]')[2]?.trigger('click')
  await screen.find('[aria-label="Убрать показатель 1"]').trigger('click')
  await button(screen, 'Готово').trigger('click')
  await settle()
  expect(savedItems()[0]?.reportFields).toMatchObject([{ label: 'Охвачено' }])
  screen.unmount()
})

test('the same questions are asked of other points', async () => {
  const draft = makeDraft()
  const items = draft.body.items.map((item, place) => (place === 0 ? { ...item, reportFields: fields } : item))
  api.draft.mockResolvedValue(fine({ ...draft, body: { ...draft.body, items } }))
  const screen = await openScreen('/drafts/draft1', api)
  await screen.findAll('.rows > li')[0]?.find('button.text').trigger('click')
  await button(screen, 'Показатели другим пунктам').trigger('click')
  await button(screen, 'Отметить все').trigger('click')
  await button(screen, 'Добавить в отмеченные').trigger('submit')
  await settle()
  expect(savedItems()[1]?.reportFields.map(({ label }) => label)).toEqual(fields.map(({ label }) => label))
  expect(savedItems()[1]?.reportFields[0]?.id).not.toBe('f1')
  screen.unmount()
})

test('a file is sent with its progress and can be cancelled; what is there stays once', async () => {
  const screen = await edit()
  await choose(screen, 'Форма отчёта.pdf', 1000)
  expect(screen.text()).toContain('PDF, 1 кБ')
  await choose(screen, 'Та же форма.pdf', 1000)
  expect(screen.find('dialog [role=alert]').text()).toBe('Это уже приложено: «Форма отчёта».')
  await choose(screen, 'Фильм.pdf', 2 * 1024 * 1024 + 1)
  expect(screen.find('dialog [role=alert]').text()).toContain('Файл больше 2 МБ')
  expect(api.keepFile).toHaveBeenCalledTimes(2)

  let signal: AbortSignal | undefined
  api.keepFile.mockImplementation((_file, tell, given) => {
    signal = given
    tell(0.45)
    return new Promise((done) => { given.addEventListener('abort', () => { done(refusal('NetworkUnavailable')) }) })
  })
  await choose(screen, 'Приложение.pdf', 900)
  expect(screen.find('dialog [role=status]').text().replace(/\s+/gu, ' ')).toContain('Отправляем «Приложение.pdf»… 45 %')
  expect(button(screen, 'Готово').attributes('disabled')).toBeDefined()
  await button(screen, 'Прервать').trigger('click')
  await flushPromises()
  expect(signal?.aborted).toBe(true)
  expect(screen.find('dialog [role=alert]').exists()).toBe(false)
  await button(screen, 'Готово').trigger('click')
  await settle()
  expect(savedItems()[0]?.materials).toMatchObject([{ title: 'Форма отчёта', sizeBytes: 1000, fileType: 'pdf', link: null }])
  screen.unmount()
})

test('a file the server refuses is told in words, a link is checked, and nothing is opened', async () => {
  const screen = await edit()
  api.keepFile.mockResolvedValue(refusal('MaterialUnsupported'))
  await choose(screen, 'вирус.pdf', 10)
  expect(screen.find('dialog [role=alert]').text()).toContain('Такой файл приложить нельзя.')
  const address = screen.find('dialog input[type=url]')
  await address.setValue('http://edu.example')
  await screen.find('dialog .link button').trigger('click')
  expect(screen.find('dialog [role=alert]').text()).toContain('https://')
  await address.setValue('https://edu.example/form')
  await screen.find('dialog .link button').trigger('click')
  await button(screen, 'Готово').trigger('click')
  await settle()
  expect(savedItems()[0]?.materials).toMatchObject([{ title: 'https://edu.example/form', link: 'https://edu.example/form', hash: null }])
  screen.unmount()
})

test('the answers stand on the assignment with who and when, and in its history by their words', async () => {
  const hash = 'b'.repeat(64)
  const told = { author: 'Петрова А.И.', atMs: screenNowMs, receipt: 18 }
  api.assignment.mockResolvedValue(fine(makeAssignment({
    directive: makeDirective('p1', { reportFields: fields, materials: [{ id: 'm1', title: 'Форма', hash, link: null, sizeBytes: 190_000, fileType: 'pdf' }] }),
    fieldAnswers: [{ fieldId: 'f1', answer: 1012.5, hasClash: true, ...told }, { fieldId: 'f2', answer: false, hasClash: false, ...told }, { fieldId: 'f3', answer: null, hasClash: false, author: '', atMs: null, receipt: null }],
    history: [makeEntry({ kind: 'fieldValue', value: { fieldId: 'f1', value: 12 } }), makeEntry({ changeId: 'phone-2', kind: 'fieldValue', value: { fieldId: 'f3', value: null } }), makeEntry({ changeId: 'phone-3', kind: 'fieldValue', value: { fieldId: 'gone', value: 1 } })],
  })))
  const screen = await openScreen('/organizations/one/assignments/d:p1', api)
  const text = screen.text().replace(/\s+/gu, ' ')
  expect(text).toContain('Заполнено 2 из 3')
  expect(text).toMatch(/Охвачено детей1 012,5 чел\. ?отмечено дважды ?Петрова А\.И\. · .* · квитанция 18/u)
  expect(text).toContain('Приказ изданНет')
  expect(text).toContain('Дата педсоветаНе заполнено')
  expect(text).toContain('Охвачено детей: 12 чел.')
  expect(text).toContain('Дата педсовета: ответ убран')
  expect(text).toContain('Показатель отчёта')
  expect(screen.find(`a[href="/api/office/materials/${hash}"]`).text()).toBe('Форма')
  screen.unmount()
})
