import type { Page } from '@playwright/test'
import { type Orientation, withPlace } from '../../support/files/makeJpeg.ts'

export interface CameraShot {
  /** Makes two photos differ. */
  readonly seed?: number
  readonly orientation?: Orientation
}

/**
 * A photo of 12 megapixels and some 3 MB as a camera makes it: noise does not compress, it says where it was taken and how the
 * camera was held. Seen the right way up its upper corners are red and blue, its lower ones green and black.
 */
export async function takePhoto(page: Page, { seed = 0, orientation = 1 }: CameraShot = {}): Promise<Buffer> {
  const base64 = await page.evaluate(drawNoise, { seed, orientation })
  return Buffer.from(withPlace(Buffer.from(base64, 'base64'), { latitude: 62.0339, longitude: 129.7331 }, orientation))
}

/** Runs in the page: the raster as the sensor saw it, in base64. */
async function drawNoise({ seed, orientation }: Required<CameraShot>): Promise<string> {
  const [width, height] = [4000, 3000]
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('no canvas')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  for (let i = 0; i < 40_000; i += 1) {
    const n = i + seed * 40_009
    context.fillStyle = `rgb(${String((n * 37) % 256)} ${String((n * 91) % 256)} ${String((n * 53) % 256)})`
    context.fillRect((n * 7919) % width, (n * 104_729) % height, 12, 9)
  }
  const isOnSide = orientation === 6 || orientation === 8
  const [seenWidth, seenHeight] = isOnSide ? [height, width] : [width, height]
  if (orientation === 3) context.setTransform(-1, 0, 0, -1, width, height)
  if (orientation === 6) context.setTransform(0, -1, 1, 0, 0, height)
  if (orientation === 8) context.setTransform(0, 1, -1, 0, width, 0)
  const corners = [['#f00', 0, 0], ['#00f', seenWidth - 600, 0], ['#0f0', 0, seenHeight - 600], ['#000', seenWidth - 600, seenHeight - 600]] as const
  for (const [colour, x, y] of corners) {
    context.fillStyle = colour
    context.fillRect(x, y, 600, 600)
  }
  const blob = await new Promise<Blob | null>((done) => { canvas.toBlob(done, 'image/jpeg', 0.95) })
  const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}
