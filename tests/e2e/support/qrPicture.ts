import type { Locator } from '@playwright/test'
import jsqr from 'jsqr'

/** Reads a QR picture of the page by its squares, as a camera would; empty when it says nothing. */
export async function readQrPicture(picture: Locator): Promise<string> {
  const size = Number((await picture.getAttribute('viewBox'))?.split(' ')[2])
  const path = (await picture.locator('path').getAttribute('d')) ?? ''
  const scale = 4
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h/g)) {
    for (let at = 0; at < scale * scale; at += 1) {
      const place = ((Number(y) * scale + Math.floor(at / scale)) * size * scale + Number(x) * scale + (at % scale)) * 4
      pixels.set([0, 0, 0], place)
    }
  }
  return jsqr(pixels, size * scale, size * scale)?.data ?? ''
}
