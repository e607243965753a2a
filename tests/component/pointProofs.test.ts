import { type VueWrapper, flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import App from '../../src/school/App.vue'
import { utf8 } from '../support/files/makeDocx.ts'
import { pagesPdf } from '../support/files/makePdf.ts'
import { makeDirective } from '../support/historyFactory.ts'
import { SchoolProgram, button, shows } from '../support/schoolProgram.ts'

const pdf = new File([Uint8Array.from(pagesPdf(['BT /F1 10 Tf (order) Tj ET']))], 'Приказ 41.pdf', { type: 'application/pdf' })
let program: SchoolProgram
let page: VueWrapper

beforeEach(async () => {
  document.body.innerHTML = ''
  program = new SchoolProgram({ points: [makeDirective('p1')] })
  program.setNetwork(true)
  await program.start()
  program.router.go('/directives/p1')
  page = program.mount(App)
  await shows(page, 'Фото и файлы')
})
afterEach(() => {
  page.unmount()
  vi.restoreAllMocks()
})

async function pick(file: File, label = 'Файл'): Promise<void> {
  const input = page.get<HTMLInputElement>(`input[type="file"][aria-label="${label}"]`)
  Object.defineProperty(input.element, 'files', { value: [file], configurable: true })
  await input.trigger('change')
  await flushPromises()
}

async function done(words: string): Promise<void> {
  await shows(page, 'Файл к пункту')
  await page.get('dialog form input[type="text"]').setValue(words)
  await page.get('dialog form').trigger('submit')
  await flushPromises()
}

const records = async (): Promise<unknown[]> => (await program.device.changes()).filter(({ kind }) => ['evidence', 'progressNote', 'retraction'].includes(kind)).map(({ kind, value }) => [kind, value['title'] ?? value['text']])

/** From now on there is no room for the bytes of a file, as browsers say it. */
function fillForFiles(): void {
  const { put } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...row) {
    if (this.name === 'proofBytes') throw new DOMException('The disk is full.', 'QuotaExceededError')
    return put.apply(this, row)
  })
}

describe('a file on a point', () => {
  it('is kept with its words, says where it is, and is taken back', async () => {
    program.setNetwork(false)
    await pick(pdf)
    await shows(page, 'Не снимайте лица детей и личные данные. Нужен документ или место.')
    await done('Приказ № 41')
    await shows(page, 'Файл сохранён на телефоне.')
    await shows(page, 'ещё на телефоне.')
    expect(await records()).toEqual([['evidence', 'Приказ № 41']])
    await page.get('[aria-label="Убрать: Приказ № 41"]').trigger('click')
    await vi.waitFor(async () => { expect(await records()).toHaveLength(2) })
    await vi.waitFor(() => { expect(page.find('[aria-label="Убрать: Приказ № 41"]').exists()).toBe(false) })
  })

  it('closes the point in the same tap, once', async () => {
    const execution = async (): Promise<unknown[]> => (await program.device.changes()).filter(({ kind }) => kind === 'execution').map(({ value }) => value['state'])
    await pick(pdf)
    await shows(page, 'Готово, пункт исполнен')
    await button(page, 'Готово, пункт исполнен').trigger('click')
    await vi.waitFor(async () => { expect([await records(), await execution()]).toEqual([[['evidence', 'Приказ 41.pdf']], ['reported']]) })
    await shows(page, 'отмечен.')
    await pick(pdf)
    await shows(page, 'Файл к пункту')
    expect(page.text()).not.toContain('Готово, пункт исполнен')
  })

  it('without words is called as it was', async () => {
    await pick(pdf)
    await done('')
    await vi.waitFor(async () => { expect(await records()).toEqual([['evidence', 'Приказ 41.pdf']]) })
  })

  it('for which there is no room leaves its words, and says so with a way out', async () => {
    fillForFiles()
    await pick(pdf)
    await done('Приказ № 41')
    await shows(page, 'Файл не сохранён: нет места. Текст сохранён.')
    expect(await records()).toEqual([['progressNote', 'Приказ № 41']])
    await button(page, 'Освободить место').trigger('click')
    await shows(page, 'Убирать нечего')
    expect(await program.device.db.proofBytes.count()).toBe(0)
  })

  it('is asked for only where there is room for it, and the screen says so before', async () => {
    const room = { quota: 10_000_000, usage: 9_000_000 }
    Object.defineProperty(navigator, 'storage', { value: { estimate: () => Promise.resolve(room) }, configurable: true })
    window.dispatchEvent(new Event('focus'))
    await shows(page, 'Свободно 1 МБ. Фото пока отключены, текст работает.')
    expect(button(page, 'Снять фото').attributes('disabled')).toBeDefined()
    await shows(page, 'Освободить место')
    room.usage = 1_000_000
    window.dispatchEvent(new Event('focus'))
    await vi.waitFor(() => { expect(button(page, 'Снять фото').attributes('disabled')).toBeUndefined() })
    expect(page.text()).not.toContain('Свободно')
    Reflect.deleteProperty(navigator, 'storage')
  })

  it('waits when too many wait to be sent', async () => {
    program.setNetwork(false)
    const { organizationId } = (await program.device.db.enrolments.toCollection().first()) ?? {}
    if (organizationId === undefined) throw new Error('no enrolment')
    await program.device.db.proofs.put({ organizationId, hash: 'a'.repeat(64), sizeBytes: 60_000_000, subjects: [], waiting: 1, sentBytes: 0, failure: null })
    await shows(page, 'Ждут отправки: 60 МБ фото и файлов.')
    expect(button(page, 'Файл').attributes('disabled')).toBeDefined()
    expect(page.text()).not.toContain('Освободить место')
  })

  it('of another kind is refused in words, whatever it is called', async () => {
    await pick(new File([Uint8Array.from(utf8('<html>'))], 'приказ.pdf', { type: 'application/pdf' }))
    await shows(page, 'Такой файл не принимается. Подходят PDF, Word и Excel без макросов, JPG и PNG.')
    await pick(new File([new Uint8Array([0, 0, 0, 24, ...utf8('ftypheic')])], 'IMG.heic', { type: '' }), 'Фото из галереи')
    await shows(page, 'HEIC')
    expect(await records()).toEqual([])
  })
})
