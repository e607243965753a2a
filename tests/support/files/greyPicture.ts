import { crc32, deflateSync, inflateSync } from 'node:zlib'

/** A picture of greys: 0 is black, 255 white, rows from the top. */
export interface GreyPicture {
  readonly width: number
  readonly height: number
  readonly dots: Uint8Array
}

/** Reads the binary PGM that `pdftoppm -gray` writes. */
export function readPgm(bytes: Buffer): GreyPicture {
  const [head = '', width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.subarray(0, 64).toString('latin1')) ?? []
  return { width: Number(width), height: Number(height), dots: new Uint8Array(bytes.subarray(head.length)) }
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Writes a PNG of 16 greys without filters: what is kept in the repository stays small. */
export function writePng({ width, height, dots }: GreyPicture): Buffer {
  const rowBytes = Math.ceil(width / 2)
  const raw = Buffer.alloc(height * (rowBytes + 1))
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const grey = Math.round((dots[y * width + x] ?? 255) / 17)
      const at = y * (rowBytes + 1) + 1 + (x >> 1)
      raw[at] = (raw[at] ?? 0) | (x % 2 === 0 ? grey << 4 : grey)
    }
  }
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([4, 0, 0, 0, 0], 8)
  return Buffer.concat([signature, chunk('IHDR', size), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** Reads what `writePng` writes. */
export function readPng(bytes: Buffer): GreyPicture {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
  const length = bytes.readUInt32BE(33)
  const raw = inflateSync(bytes.subarray(41, 41 + length))
  const rowBytes = Math.ceil(width / 2)
  const dots = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const byte = raw[y * (rowBytes + 1) + 1 + (x >> 1)] ?? 0
      dots[y * width + x] = (x % 2 === 0 ? byte >> 4 : byte & 15) * 17
    }
  }
  return { width, height, dots }
}

/** Side of the squares two pictures are compared by (dots): a letter moved by a hair stays in its square. */
const square = 8

/** How far two pictures differ, 0 to 1: the mean difference of their squares' greys, against the ink there is; 1 for another size. */
export function differenceOf(a: GreyPicture, b: GreyPicture): number {
  if (a.width !== b.width || a.height !== b.height) return 1
  const [greysA, greysB] = [squaresOf(a), squaresOf(b)]
  const ink = greysA.reduce((sum, grey, i) => sum + (255 - Math.min(grey, greysB[i] ?? 255)), 0)
  const apart = greysA.reduce((sum, grey, i) => sum + Math.abs(grey - (greysB[i] ?? 255)), 0)
  return ink === 0 ? 0 : apart / ink
}

function squaresOf({ width, height, dots }: GreyPicture): number[] {
  const greys: number[] = []
  for (let top = 0; top < height; top += square) {
    for (let left = 0; left < width; left += square) {
      let [sum, count] = [0, 0]
      for (let y = top; y < Math.min(top + square, height); y += 1) {
        for (let x = left; x < Math.min(left + square, width); x += 1) {
          sum += dots[y * width + x] ?? 255
          count += 1
        }
      }
      greys.push(sum / count)
    }
  }
  return greys
}
