import type { VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OrganizationId } from '#core/directive'
import type { RestoredRow } from '#core/report'
import { type FakeApi, createFakeApi, fine, makeSafety, openScreen, refusal, screenNowMs } from '../support/officeScreen.ts'

const hourMs = 3_600_000
let api: FakeApi
let screen: VueWrapper

beforeEach(() => { api = createFakeApi() })
afterEach(() => { screen.unmount() })

function makeRow(id: string, changes: Partial<RestoredRow> = {}): RestoredRow {
  return {
    id: id as OrganizationId, number: '1001', name: `Школа ${id}`, head: 'Петрова А.И.', phone: '8 41135 0-00-31',
    lastContactMs: screenNowMs - 30 * hourMs, devices: 2, called: 0, returned: 0, ...changes,
  }
}

describe('the page of backups', () => {
  it('says how old the last verified one is', async () => {
    screen = await openScreen('/safety', api)
    expect(screen.text()).toContain('Последняя проверенная копия: сегодня в 11:00, 12\u00a0МБ.')
    expect(screen.text()).toContain('Базу ещё ни разу не восстанавливали из копии.')
    expect(screen.find('.note').exists()).toBe(false)
  })

  it('warns when there is none of two days, and says why', async () => {
    api.safety.mockResolvedValue(fine(makeSafety({
      lastBackup: { takenMs: screenNowMs - 72 * hourMs, sizeBytes: 400_000 }, isBackupLate: true, backupFailure: { atMs: screenNowMs - hourMs / 2, type: 'BackupDiskFull' },
    })))
    screen = await openScreen('/safety', api)
    expect(screen.findAll('.note.danger').map((note) => note.text())).toEqual([
      'Проверенной копии нет больше двух суток. Сообщите тому, кто обслуживает сервер.',
      'Не удалась попытка (30 минут назад): на диске нет места. Сообщите тому, кто обслуживает сервер. Сервер повторит сам через час.',
    ])
    expect(screen.text()).toContain('меньше 1\u00a0МБ')
  })

  it('says of a new server that its first one comes by itself', async () => {
    api.safety.mockResolvedValue(fine(makeSafety({ lastBackup: null, isBackupLate: true, backupFailure: { atMs: screenNowMs, type: 'Newer' } })))
    screen = await openScreen('/safety', api)
    expect(screen.get('.note.warn').text()).toContain('Первую сервер делает сам')
    expect(screen.get('.note.danger').text()).toContain('причина записана в журнале сервера')
  })

  it('stays readable when it cannot be read anew', async () => {
    api.safety.mockResolvedValueOnce(fine(makeSafety())).mockResolvedValue(refusal('ServerBusy'))
    screen = await openScreen('/safety', api)
    await screen.findAll('button').find((one) => one.text() === 'Обновить')?.trigger('click')
    await new Promise((wake) => { setTimeout(wake) })
    expect(screen.text()).toContain('Последняя проверенная копия')
  })
})

describe('after a restore', () => {
  const restore = {
    restoredMs: screenNowMs - 2 * hourMs, takenMs: screenNowMs - 26 * hourMs, returned: 34,
    organizations: [makeRow('one', { called: 1, returned: 3 }), makeRow('two', { called: 2, returned: 31, lastContactMs: screenNowMs - hourMs })],
  }

  it('says how many records came back and who has not called', async () => {
    api.safety.mockResolvedValue(fine(makeSafety({ restore })))
    screen = await openScreen('/safety', api)
    expect(screen.text()).toContain('База восстановлена 22 ноября, 10:00 из копии, снятой 21 ноября, 10:00.')
    expect(screen.text()).toContain('Вернулись 34 записи')
    expect(screen.text()).toContain('Ещё не вышла на связь 1 организация')
    expect(screen.findAll('tbody tr').map((row) => row.findAll('td').map((cell) => cell.text().replace(/\s+/g, ' ')))).toEqual([
      ['не вышли: 1 из 2', 'вчера в 06:00', 'Петрова А.И. 8 41135 0-00-31', '3'],
      ['все вышли на связь', 'сегодня в 11:00', 'Петрова А.И. 8 41135 0-00-31', '31'],
    ])
  })

  it('says when all have called', async () => {
    api.safety.mockResolvedValue(fine(makeSafety({ restore: { ...restore, takenMs: null, returned: 0, organizations: [makeRow('two', { called: 2 })] } })))
    screen = await openScreen('/safety', api)
    expect(screen.text()).toContain('Когда снята копия, её файл не говорит.')
    expect(screen.text()).toContain('Пока ни одна запись не вернулась')
    expect(screen.text()).toContain('Все телефоны вышли на связь')
  })

  it('stands among what needs attention, like a backup that is late', async () => {
    api.safety.mockResolvedValue(fine(makeSafety({ restore, isBackupLate: true })))
    screen = await openScreen('/documents', api)
    const items = screen.findAll('.list a')
    expect(items.map((item) => [item.text(), item.attributes('href')])).toEqual([
      ['Резервной копии нет больше двух суток', '/office/safety'],
      ['После восстановления не вышла на связь 1 организация', '/office/safety'],
    ])
  })

  it('needs no attention where all is well, nor on a server that has only begun', async () => {
    api.safety.mockResolvedValue(fine(makeSafety({ lastBackup: null, isBackupLate: true })))
    screen = await openScreen('/documents', api)
    expect(screen.text()).toContain('Решений никто не ждёт, просроченного нет.')
  })
})
