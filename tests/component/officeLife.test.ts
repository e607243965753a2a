import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test } from 'vitest'
import type { DirectiveId, ResolutionId } from '#core/directive'
import type { DraftBody } from '#core/draft'
import { day } from '../support/day.ts'
import { type FakeApi, button, createFakeApi, fine, makeDifference, makeDocumentRow, makeDraft, makeLife, officer, openScreen, refusal, screenNowMs } from '../support/officeScreen.ts'

let api: FakeApi
beforeEach(() => { api = createFakeApi() })

const corrects = { id: 'r1' as ResolutionId, version: 1, kindText: 'Приказ', number: '12', date: day('2022-03-14'), points: [], isStale: false, isUndone: false, isJoined: false }

test('the page of a document takes chosen points back with a reason, and says what the schools will see', async () => {
  const screen = await openScreen('/documents/r1/life', api)
  await screen.findAll('input[type=checkbox]')[0]?.setValue(true)
  await button(screen, 'Снять 1 пункт').trigger('click')
  const dialog = screen.find('dialog[open]')
  expect(dialog.text()).toContain('Это все действующие пункты: документ будет снят целиком.')
  expect(dialog.text()).toContain('Ваши записи сохранены')
  await dialog.find('input').setValue(' отменено приказом ')
  await dialog.find('form').trigger('submit')
  await flushPromises()
  expect(api.withdrawPoints).toHaveBeenCalledWith('r1', { directiveIds: ['p1'], reason: 'отменено приказом' })
  expect(screen.findAll('[role=status]').map((one) => one.text()).join()).toContain('Снято.')
  screen.unmount()
})

test('what is withdrawn is brought back; a refusal says that nothing changed', async () => {
  api.bringBackPoints.mockResolvedValue(refusal('TransitionNotAllowed'))
  const screen = await openScreen('/documents/r1/life', api)
  await screen.findAll('input[type=checkbox]')[1]?.setValue(true)
  await button(screen, 'Вернуть 1 пункт').trigger('click')
  await flushPromises()
  expect(api.bringBackPoints).toHaveBeenCalledWith('r1', { directiveIds: ['p2'], reason: null })
  expect(screen.find('[role=alert]').text()).toContain('Ничего не изменено.')
  screen.unmount()
})

test('a publishing is undone while it can be; afterwards the page says whose phone was in contact', async () => {
  api.documentLife.mockResolvedValue(fine(makeLife({ undo: { type: 'possible', kind: 'published', atMs: screenNowMs } })))
  const screen = await openScreen('/documents/r1/life', api)
  api.documentLife.mockResolvedValue(fine(makeLife({ undo: { type: 'received', organization: 'СОШ № 1', atMs: screenNowMs } })))
  await button(screen, 'Отменить публикацию').trigger('click')
  await flushPromises()
  expect(api.undoPublishing).toHaveBeenCalledWith('r1')
  expect(screen.text()).toContain('телефон организации «СОШ № 1» был на связи')
  screen.unmount()
})

test('who may only read sees what was done, and no button that would be refused', async () => {
  api.me.mockResolvedValue(fine({ ...officer, rights: ['read'] }))
  const screen = await openScreen('/documents/r1/life', api)
  expect(screen.text()).toContain('Что и когда меняли')
  expect(screen.findAll('input[type=checkbox]')).toHaveLength(0)
  expect(screen.text()).not.toContain('Исправить документ')
  screen.unmount()
})

test('a correction says what each row is to the published document and what will be withdrawn; a stale one is refreshed', async () => {
  const body = makeDraft().body
  const [first] = body.items
  const points = [
    { id: first?.id ?? ('' as DirectiveId), number: '1', text: 'иначе', version: 1, isWithdrawn: false },
    { id: 'gone' as DirectiveId, number: '9', text: 'ушедший', version: 1, isWithdrawn: false },
  ]
  api.draft.mockResolvedValue(fine(makeDraft({ corrects: { ...corrects, points, isStale: true } })))
  const screen = await openScreen('/drafts/draft1', api)
  expect(screen.findAll('.rows > li')[0]?.text()).toContain('Опубликован, пункт 1, текст изменён')
  expect(screen.findAll('.rows > li')[1]?.text()).toContain('Новый пункт')
  expect(screen.text()).toContain('будет снят 1 пункт: 9.')
  await button(screen, 'Обновить черновик').trigger('click')
  await flushPromises()
  expect(api.refreshCorrection).toHaveBeenCalledWith('draft1', 1)
  screen.unmount()
})

test('a correction that changes nothing is not published', async () => {
  api.draft.mockResolvedValue(fine(makeDraft({ corrects })))
  api.draftDifference.mockResolvedValue(fine(makeDifference({ isCorrection: true, isIdle: true })))
  const screen = await openScreen('/drafts/draft1', api)
  await button(screen, 'Опубликовать исправление').trigger('click')
  await flushPromises()
  expect(screen.find('dialog[open]').text()).toContain('Ничего не изменится')
  expect(screen.find('dialog[open] button[disabled]').text()).toBe('Опубликовать исправление')
  screen.unmount()
})

test('«Взять прошлогоднее» shows each before it is taken, and is taken back as one step', async () => {
  api.documents.mockResolvedValue(fine([makeDocumentRow()]))
  const earlier: DraftBody = { ...makeDraft().body, document: { ...makeDraft().body.document, date: day('2020-03-14') } }
  api.documentPoints.mockResolvedValue(fine({ ...earlier, items: earlier.items.map((item) => ({ ...item, isOnControl: !item.isOnControl, reportFields: [{ id: 'f1', label: 'Охват', type: 'number', unit: null }] })) }))
  const screen = await openScreen('/drafts/draft1', api)
  const before = api.saveDraft.mock.calls.length
  await button(screen, 'Взять прошлогоднее').trigger('click')
  await screen.find('dialog[open] select').setValue('r1')
  await flushPromises()
  expect(screen.find('dialog[open]').text()).toContain('показатели: Охват')
  expect(api.saveDraft.mock.calls).toHaveLength(before)
  const boxes = screen.findAll('dialog[open] input[type=checkbox]')
  expect(boxes).toHaveLength(2)
  await boxes[1]?.setValue(false)
  await button(screen, 'Взять для 1 пункта').trigger('click')
  expect(screen.findAll('dialog[open]')).toHaveLength(0)
  await button(screen, 'Отменить правку').trigger('click')
  expect(button(screen, 'Отменить правку').attributes('disabled')).toBeDefined()
  screen.unmount()
})

test('«Мои документы» leaves those the officer looks after', async () => {
  const own = makeDocumentRow({ curatorId: officer.officer.id, curator: officer.officer.name })
  const other = makeDocumentRow({ resolution: { ...own.resolution, id: 'r2' as ResolutionId } })
  api.documents.mockResolvedValue(fine([own, other]))
  const screen = await openScreen('/documents', api)
  expect(screen.findAll('tbody tr')).toHaveLength(2)
  await button(screen, 'Мои документы: 1').trigger('click')
  await flushPromises()
  expect(screen.findAll('tbody tr')).toHaveLength(1)
  screen.unmount()
})
