import { hasPhotoMetadata, maxPhotoBytes, photoQualities, planPhotoSize } from '#core/proof'

/** Below this side (px) a document could not be read any more. */
const leastSidePx = 500
const shorterBy = 0.8

/**
 * Draws a photo anew as a JPEG of at most `maxPhotoBytes`: first the quality gives way, then the size. What the camera wrote
 * beside the picture (place, date, its name) does not come through a canvas. Null where the browser cannot read the picture.
 */
export async function shrinkPhoto(file: Blob, widestPx: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const picture = await createImageBitmap(file).catch(() => null)
  if (picture === null) return null
  try {
    for (let longestPx = widestPx; longestPx >= leastSidePx; longestPx = Math.round(longestPx * shorterBy)) {
      const canvas = draw(picture, longestPx)
      for (const quality of photoQualities) {
        const bytes = canvas === null ? null : await encode(canvas, quality)
        if (bytes !== null && bytes.length <= maxPhotoBytes && !hasPhotoMetadata(bytes)) return bytes
      }
    }
    return null
  } finally {
    picture.close()
  }
}

function draw(picture: ImageBitmap, longestPx: number): HTMLCanvasElement | null {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, planPhotoSize(picture, longestPx))
  const context = canvas.getContext('2d')
  if (context === null) return null
  // A PNG may be transparent; JPEG would make that black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return canvas
}

async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const blob = await new Promise<Blob | null>((done) => { canvas.toBlob(done, 'image/jpeg', quality) })
  return blob === null ? null : new Uint8Array(await blob.arrayBuffer())
}
