/** A place as a camera writes it (degrees). */
export interface Place {
  readonly latitude: number
  readonly longitude: number
}

type Segment = readonly [marker: number, body: Uint8Array]

export interface JpegOptions {
  readonly gps?: Place
  readonly segments?: readonly Segment[]
  /** Bytes of the picture itself; no browser draws them. */
  readonly pictureBytes?: number
  /** Makes two pictures differ. */
  readonly seed?: number
}

/** The bones of a JPEG: what a reader of structure looks at. */
export function makeJpeg({ gps, segments = [], pictureBytes = 64, seed = 1 }: JpegOptions = {}): Uint8Array {
  const frame: Segment = [0xc0, new Uint8Array([8, 0, 16, 0, 16, 1, 1, 0x11, 0])]
  const scan: Segment = [0xda, new Uint8Array([1, 1, 0, 0, 63, 0])]
  // Never 0xff: no markers inside the picture.
  const picture = Uint8Array.from({ length: pictureBytes }, (_, at) => (at * 7 + seed * 13 + (at >> 8)) % 251)
  const head = [...(gps === undefined ? [] : [exifSegment(gps)]), ...segments, frame, scan]
  return joinBytes([new Uint8Array([0xff, 0xd8]), ...head.map(writeSegment), picture, new Uint8Array([0xff, 0xd9])])
}

/** How a camera was held: the number EXIF has for it, from upright (1) over its head (3) to either side (6, 8). */
export type Orientation = 1 | 3 | 6 | 8

/** A JPEG with the place it was taken at and how the camera was held, as a telephone writes it. */
export function withPlace(jpeg: Uint8Array, place: Place, orientation: Orientation = 1): Uint8Array {
  return joinBytes([jpeg.subarray(0, 2), writeSegment(exifSegment(place, orientation)), jpeg.subarray(2)])
}

function writeSegment([marker, body]: Segment): Uint8Array {
  const length = body.length + 2
  return joinBytes([new Uint8Array([0xff, marker, length >> 8, length & 0xff]), body])
}

/** EXIF of the orientation and of the directory of the place: latitude and longitude as degrees, minutes, seconds. */
function exifSegment({ latitude, longitude }: Place, orientation: Orientation = 1): Segment {
  const tiff = new DataView(new ArrayBuffer(140))
  const writeEntry = (at: number, tag: number, type: number, count: number, value: number): void => {
    tiff.setUint16(at, tag)
    tiff.setUint16(at + 2, type)
    tiff.setUint32(at + 4, count)
    tiff.setUint32(at + 8, value)
  }
  tiff.setUint32(0, 0x4d4d002a)
  tiff.setUint32(4, 8)
  tiff.setUint16(8, 2)
  // A short stands in the upper half of its field.
  writeEntry(10, 0x0112, 3, 1, orientation << 16)
  writeEntry(22, 0x8825, 4, 1, 38)
  tiff.setUint16(38, 4)
  writeEntry(40, 1, 2, 2, 0x4e000000)
  writeEntry(52, 2, 5, 3, 92)
  writeEntry(64, 3, 2, 2, 0x45000000)
  writeEntry(76, 4, 5, 3, 116)
  for (const [at, degrees] of [[92, latitude], [116, longitude]] as const) {
    const seconds = Math.round(degrees * 3600)
    for (const [i, part] of [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].entries()) {
      tiff.setUint32(at + 8 * i, part)
      tiff.setUint32(at + 8 * i + 4, 1)
    }
  }
  return [0xe1, joinBytes([new TextEncoder().encode('Exif\0\0'), new Uint8Array(tiff.buffer)])]
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
