import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ResolutionId } from '#core/directive'
import { type FakeApi, button, createFakeApi, fine, makeDraft, openScreen, refusal } from '../support/officeScreen.ts'

let api: FakeApi
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  api = createFakeApi()
})
afterEach(() => {
  vi.useRealTimers()
  document.body.replaceChildren()
})

/** Lets the wait before a saving pass, and the saving end. */
async function settle(): Promise<void> {
  await vi.advanceTimersByTimeAsync(1000)
  await flushPromises()
}
const rows = (screen: Awaited<ReturnType<typeof openScreen>>) => screen.findAll('.rows > li')
const savedItems = () => api.saveDraft.mock.calls.at(-1)?.[2].items ?? []

test('a pasted text is read, and its review opens', async () => {
  const screen = await openScreen('/drafts', api)
  await screen.find('textarea').setValue('1. Провести опрос.')
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(api.pasteDraft).toHaveBeenCalledWith('1. Провести опрос.')
  expect(screen.text()).toContain('Опубликовать')
  screen.unmount()
})

test('a file that cannot be read says what to do, and nothing opens', async () => {
  api.pasteDraft.mockResolvedValue(refusal('DocumentHasNoText'))
  const screen = await openScreen('/drafts', api)
  await screen.find('textarea').setValue('текст')
  await screen.find('form').trigger('submit')
  await flushPromises()
  expect(screen.find('[role=alert]').text()).toContain('Нет текста, только изображение')
  screen.unmount()
})

test('every row tells whom it reaches and by when; what is doubtful is named in words', async () => {
  const screen = await openScreen('/drafts/draft1', api)
  const [dated, nobody, act] = rows(screen)
  expect(dated?.text()).toContain('получит 1 организация')
  expect(dated?.text()).toContain('до 01.06.2022')
  expect(nobody?.text()).toContain('никто не получит')
  expect(nobody?.text()).toContain('Адресат не назван: назначьте.')
  expect(act?.text()).toContain('Не поручение')
  expect(screen.text()).toContain('Проверьте: 1 строка')
  screen.unmount()
})

test('a change is saved by itself, and taken back', async () => {
  const screen = await openScreen('/drafts/draft1', api)
  await rows(screen)[2]?.find('button.text').trigger('click')
  await button(screen, 'Вернуть в поручения').trigger('click')
  expect(api.saveDraft).not.toHaveBeenCalled()
  await settle()
  expect(savedItems().map(({ isDirective }) => isDirective)).toEqual([true, true, true])
  expect(screen.text()).toContain('Черновик сохранён.')

  await button(screen, 'Отменить правку').trigger('click')
  await settle()
  expect(savedItems().map(({ isDirective }) => isDirective)).toEqual([true, true, false])
  expect(api.saveDraft.mock.calls.map(([, revision]) => revision)).toEqual([1, 2])
  screen.unmount()
})

test('what another specialist saved is not overwritten, and the screen says so', async () => {
  const screen = await openScreen('/drafts/draft1', api)
  api.saveDraft.mockResolvedValue(refusal('DraftChanged'))
  await rows(screen)[2]?.find('button.text').trigger('click')
  await button(screen, 'Вернуть в поручения').trigger('click')
  await settle()
  expect(screen.text()).toContain('Черновик изменили в другом окне')
  await button(screen, 'Открыть заново').trigger('click')
  await flushPromises()
  expect(api.draft).toHaveBeenCalledTimes(2)
  expect(screen.text()).toContain('Черновик сохранён.')
  screen.unmount()
})

test('without a network the change stays on the screen and is saved by hand', async () => {
  const screen = await openScreen('/drafts/draft1', api)
  api.saveDraft.mockResolvedValueOnce(refusal('NetworkUnavailable'))
  await rows(screen)[2]?.find('button.text').trigger('click')
  await button(screen, 'Вернуть в поручения').trigger('click')
  await settle()
  expect(screen.text()).toContain('Не сохранено.')
  await button(screen, 'Сохранить').trigger('click')
  await flushPromises()
  expect(screen.text()).toContain('Черновик сохранён.')
  screen.unmount()
})

test('by the keyboard: down, the whole row edited, the addressee named', async () => {
  const screen = await openScreen('/drafts/draft1', api)
  const press = (code: string) => screen.find('.rows').find('button.text').trigger('keydown', { code })
  await press('ArrowDown')
  await press('ArrowDown')
  expect(rows(screen)[1]?.find('button.text').attributes('aria-current')).toBe('true')
  expect(document.activeElement).toBe(rows(screen)[1]?.find('button.text').element)
  await press('KeyA')
  await screen.find('dialog fieldset input[type=checkbox]').setValue(true)
  await screen.find('dialog form').trigger('submit')
  await settle()
  expect(savedItems()[1]).toMatchObject({ addressee: { audience: ['general_school'], decidedBy: 'clerk' }, doubts: { addressee: null } })
  expect(screen.text()).toContain('Сомнений нет.')
  screen.unmount()
})

test('publishing tells who gets it and who does not, saves first, and opens the matrix', async () => {
  const screen = await openScreen('/drafts/draft1', api)
  await rows(screen)[2]?.find('button.text').trigger('click')
  await button(screen, 'Вернуть в поручения').trigger('click')
  await button(screen, 'Опубликовать 1 организации').trigger('click')
  await settle()
  expect(screen.find('dialog[open]').text()).toContain('Никто не получит: 2')
  expect(screen.find('dialog[open]').text()).toContain('В списки школ добавится 4 строки (2 организации).')
  await button(screen, 'Опубликовать').trigger('click')
  await settle()
  expect(api.saveDraft).toHaveBeenCalledTimes(1)
  expect(api.publishDraft).toHaveBeenCalledWith('draft1', 2)
  expect(screen.get('h1').text()).toContain('от')
  expect(api.controlView).toHaveBeenCalledWith(false)
  screen.unmount()
})

test('the same document again is said before anything else', async () => {
  const { date } = makeDraft().body.document
  api.draft.mockResolvedValue(fine(makeDraft({ same: [{ id: 'r9' as ResolutionId, kindText: 'ПРИКАЗ', number: '12', date, isSameText: true }] })))
  const screen = await openScreen('/drafts/draft1', api)
  expect(screen.find('.note.warn').text()).toMatch(/^Этот документ уже опубликован: Приказ №\s12 от 14\.03\.2022\./u)
  await button(screen, 'Выпустить как исправление').trigger('click')
  await flushPromises()
  expect(api.joinDraft).toHaveBeenCalledWith('draft1', 1, 'r9')
  screen.unmount()
})
