import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { hasPhotoMetadata, maxPhotoBytes, maxPhotoSidePx } from '#core/proof'
import { openAssignment } from './support/office.ts'
import { takePhoto } from './support/cameraPhoto.ts'
import { expect, test } from './support/fixtures.ts'
import type { Phone } from './support/phone.ts'
import { inspectScreen } from './support/probes.ts'
import { closeSheet, enrolWholly, expectAllSent, listPlainPoints, openPoint, openTransfer, showList, transferLine } from './support/schoolSteps.ts'
import { say, sayOffice } from './support/words.ts'

/** Height and width (px) as the frame of a JPEG tells them. */
function sidesOf(jpeg: Buffer): readonly [number, number] {
  for (let at = 2; at < jpeg.length; at += 2 + jpeg.readUInt16BE(at + 2)) {
    const marker = jpeg.readUInt8(at + 1)
    if (marker === 0xc0 || marker === 0xc2) return [jpeg.readUInt16BE(at + 5), jpeg.readUInt16BE(at + 7)]
  }
  throw new Error('no frame')
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['SHOTS']
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

function gallery({ page }: Phone) {
  return page.locator(`input[type=file][aria-label="${say('proof.gallery')}"]`)
}

test('a photo taken without a network goes after the text, without its place, and the office saves the identical file', async ({ server, newPhone, newOffice }) => {
  test.setTimeout(150_000)
  const school = await server.findSchool('suntar')
  const phone = await newPhone()
  const { page } = phone
  await enrolWholly(phone, await server.createLink(school))
  const [point] = await listPlainPoints(phone)
  if (point === undefined) throw new Error('no point')
  const camera = await takePhoto(page)
  expect([camera.length > 1_000_000, hasPhotoMetadata(camera)]).toEqual([true, true])

  await phone.goOffline()
  await openPoint(phone, point)
  await expect(page.locator(`input[aria-label="${say('proof.camera')}"]`)).toHaveAttribute('capture', 'environment')
  await gallery(phone).setInputFiles({ name: 'IMG_0001.heic', mimeType: 'image/heic', buffer: Buffer.from('\0\0\0\u0018ftypheic\0\0\0\0mif1heic', 'latin1') })
  await expect(page.getByText(say('proof.heic'))).toBeVisible()
  await picture(page, 'proof-heic')
  await gallery(phone).setInputFiles({ name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer: camera })
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText(say('photo.faces'))).toBeVisible()
  await inspectScreen(page, 'a photo before it is kept')
  await picture(page, 'proof-sheet')
  await sheet.getByLabel(say('proof.words')).fill('Приказ № 41')
  await phone.tap(sheet.getByRole('button', { name: say('proof.done'), exact: true }))
  const look = page.getByRole('button', { name: say('proof.look', { title: 'Приказ № 41' }) })
  await expect(look).toBeVisible()
  await inspectScreen(page, 'a point with a photo')
  await picture(page, 'proof-point-offline')
  await phone.tap(look)
  await phone.tap(page.getByRole('dialog').getByRole('button', { name: say('proof.larger') }))
  await inspectScreen(page, 'the viewer')
  await picture(page, 'proof-viewer')
  await phone.tap(page.getByRole('dialog').getByRole('button', { name: say('action.close') }))
  await page.reload()
  await expect(look).toBeVisible()
  await expect(transferLine(phone)).toContainText(say('sync.waiting.short', { n: 2 }))
  await openTransfer(phone)
  await expect(page.getByText(/^фото и файлы: 1 \(/u)).toBeVisible()
  await expect(page.getByText(say('proof.texts', { n: 1 }))).toBeVisible()
  await picture(page, 'proof-transfer-offline')
  await closeSheet(phone)

  const asked: string[] = []
  phone.context.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (request.method() === 'POST' && pathname.startsWith('/api/')) asked.push(pathname.replace(/[0-9a-f]{64}/u, 'hash'))
  })
  await phone.goOnline()
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await expect(page.getByText(say('proof.received.photo'))).toBeVisible({ timeout: 30_000 })
  expect(asked[0]).toBe('/api/exchange')
  await expectAllSent(phone)
  expect(asked.filter((path) => path.startsWith('/api/proofs/hash/')).length).toBeGreaterThan(0)
  await picture(page, 'proof-point-received')

  const office = await newOffice('suntar')
  await openAssignment(office, school.name, point)
  const link = office.page.getByRole('link', { name: 'Приказ № 41' })
  await expect(office.page.getByRole('heading', { name: sayOffice('proofs.title') })).toBeVisible()
  await picture(office.page, 'proof-office')
  const [download] = await Promise.all([office.page.waitForEvent('download'), link.click()])
  expect(download.suggestedFilename()).toBe('Приказ № 41.jpg')
  const saved = readFileSync(await download.path())
  const kept = await page.evaluate(async () => {
    const open = indexedDB.open('porucheno')
    const db = await new Promise<IDBDatabase>((done) => { open.onsuccess = () => { done(open.result) } })
    const all = db.transaction('proofBytes').objectStore('proofBytes').getAll() as IDBRequest<{ hash: string; bytes: Uint8Array }[]>
    await new Promise((done) => { all.onsuccess = done })
    db.close()
    return all.result.map(({ hash, bytes }) => ({ hash, sizeBytes: bytes.length }))
  })
  expect(kept).toEqual([{ hash: createHash('sha256').update(saved).digest('hex'), sizeBytes: saved.length }])
  expect([saved.length <= maxPhotoBytes, hasPhotoMetadata(saved), saved.includes('Exif'), saved.includes('GPS')]).toEqual([true, false, false, false])
  expect(Math.max(...sidesOf(saved))).toBe(maxPhotoSidePx)

  await openTransfer(phone)
  await phone.tap(page.getByRole('button', { name: say('proof.free'), exact: true }))
  await expect(page.getByText(/^Освобождено: /u)).toBeVisible()
  await picture(page, 'proof-freed')
  await closeSheet(phone)
  await expect(look).toBeHidden()
  await showList(phone)
  expect(phone.errors).toEqual([])
})
