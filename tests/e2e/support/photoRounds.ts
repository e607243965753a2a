/** Photos as a person gives them: through the gallery button of an open point, and what the phone then keeps of them. */
import { createHash } from 'node:crypto'
import { type Locator, expect } from '@playwright/test'
import { hasPhotoMetadata, maxPhotoBytes, maxPhotoSidePx } from '#core/proof'
import { databaseName } from '../../../src/device/database.ts'
import type { Orientation } from '../../support/files/makeJpeg.ts'
import { takePhoto } from './cameraPhoto.ts'
import type { Phone } from './phone.ts'
import { say } from './words.ts'

export const orientations: readonly Orientation[] = [1, 6, 3, 8]

/** The input behind «Фото из галереи» of the open point. */
export function gallery({ page }: Phone): Locator {
  return page.locator(`input[type=file][aria-label="${say('proof.gallery')}"]`)
}

/** Chooses a picture on the open point and answers with the sheet that shows it. */
export async function choosePhoto(phone: Phone, buffer: Buffer): Promise<Locator> {
  await gallery(phone).setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer })
  const sheet = phone.page.getByRole('dialog')
  await expect(sheet.getByText(say('photo.faces'))).toBeVisible({ timeout: 60_000 })
  return sheet
}

/** Keeps what the sheet shows with some words. */
export async function keepPhoto(phone: Phone, sheet: Locator, words: string): Promise<void> {
  await sheet.getByLabel(say('proof.words')).fill(words)
  await phone.tap(sheet.getByRole('button', { name: say('proof.done'), exact: true }))
}

export interface PhotoResult {
  /** Bytes of the camera and of the phone. */
  readonly cameraBytes: number
  readonly sizeBytes: number
  readonly hash: string
  /** What is wrong with what was kept; must be empty. */
  readonly violations: readonly string[]
}

/** Gives a photo of the camera to the open point and looks at what the phone keeps. */
export async function givePhoto(phone: Phone, seed: number, orientation: Orientation): Promise<PhotoResult> {
  const words = `Фото ${String(seed)}`
  const camera = await takePhoto(phone.page, { seed, orientation })
  await keepPhoto(phone, await choosePhoto(phone, camera), words)
  await expect(phone.page.getByRole('button', { name: say('proof.look', { title: words }), exact: true })).toBeVisible()
  const { base64, hash, width, height, corners } = await phone.page.evaluate(readKept, { name: databaseName, words })
  const bytes = Buffer.from(base64, 'base64')
  const isOnSide = orientation === 6 || orientation === 8
  // Behind the head stands noise, which may spell anything.
  const head = bytes.subarray(0, bytes.indexOf(Buffer.from([0xff, 0xda])))
  const wrongs = [
    [camera.length > 1_000_000 && hasPhotoMetadata(camera), 'the camera made no real photo'],
    [bytes.length <= maxPhotoBytes, `${String(bytes.length)} bytes`],
    [Math.max(width, height) <= maxPhotoSidePx, `${String(width)} × ${String(height)}`],
    [!hasPhotoMetadata(bytes) && !head.includes('Exif') && !head.includes('GPS'), 'says more than the picture'],
    [width < height === isOnSide && corners.join(' ') === 'red blue green black', `lies wrong: ${corners.join(' ')}`],
    [createHash('sha256').update(bytes).digest('hex') === hash, 'bears another name'],
  ] as const
  return { cameraBytes: camera.length, sizeBytes: bytes.length, hash, violations: wrongs.flatMap(([isRight, wrong]) => (isRight ? [] : [`photo ${String(seed)} (${String(orientation)}): ${wrong}`])) }
}

interface Kept {
  readonly base64: string
  readonly hash: string
  readonly width: number
  readonly height: number
  /** Upper left and right, lower left and right. */
  readonly corners: readonly string[]
}

/** Runs in the page: the photo whose record has these words, as the phone keeps it. */
async function readKept({ name, words }: { readonly name: string; readonly words: string }): Promise<Kept> {
  const asked = <T>(request: IDBRequest<T>): Promise<T> => new Promise((done, failed) => {
    request.onsuccess = () => { done(request.result) }
    request.onerror = () => { failed(new Error(request.error?.message)) }
  })
  const database = await asked(indexedDB.open(name))
  const transaction = database.transaction(['changes', 'proofBytes'])
  const changes = (await asked(transaction.objectStore('changes').getAll())) as { organizationId: string; value: { title?: string; hash?: string } }[]
  const change = changes.find(({ value }) => value.title === words)
  const key = [change?.organizationId ?? '', change?.value.hash ?? '']
  const { bytes } = (await asked(transaction.objectStore('proofBytes').get(key))) as { bytes: Uint8Array<ArrayBuffer> }
  database.close()
  const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }))
  const { width, height } = picture
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.drawImage(picture, 0, 0)
  const colourAt = (x: number, y: number): string => {
    const [red = 0, green = 0, blue = 0] = context.getImageData(x, y, 1, 1).data
    return red > 150 ? 'red' : blue > 150 ? 'blue' : green > 150 ? 'green' : 'black'
  }
  const [left, right, top, bottom] = [60, width - 60, 60, height - 60]
  const corners = [colourAt(left, top), colourAt(right, top), colourAt(left, bottom), colourAt(right, bottom)]
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return { base64: btoa(text), hash: change?.value.hash ?? '', width, height, corners }
}

export interface CutResult {
  readonly cuts: number
  /** Bytes of the file, and bytes that went over the road. */
  readonly sizeBytes: number
  readonly sentBytes: number
}

/** Sends the one photo that waits over a road that breaks so many times in the midst of it. */
export async function sendOverCuts(phone: Phone, { hash, sizeBytes }: Pick<PhotoResult, 'hash' | 'sizeBytes'>, wanted: number): Promise<CutResult> {
  const piece = Math.floor(sizeBytes / (wanted + 1))
  let cuts = 0
  const isUpload = ({ method, path }: { readonly method: string; readonly path: string }): boolean => method === 'POST' && path.startsWith(`/api/proofs/${hash}/`)
  // A request over a connection that was used before is repeated by the browser itself when that breaks: none is used twice.
  phone.road.decide((request) => (isUpload(request) && (cuts += 1) <= wanted ? { type: 'cutBody', bytes: piece } : { type: 'pass', isLast: true }))
  await phone.goOnline()
  const received = phone.page.getByText(say('proof.received.photo'))
  await expect(async () => {
    await phone.page.evaluate(() => dispatchEvent(new Event('online')))
    await expect(received.first()).toBeVisible({ timeout: 700 })
  }).toPass({ timeout: 60_000, intervals: [50] })
  phone.road.heal()
  const sentBytes = phone.road.passed.filter(isUpload).reduce((sum, { bytesUp }) => sum + bytesUp, 0)
  return { cuts: Math.min(cuts, wanted), sizeBytes, sentBytes }
}
