import { inflateRawSync } from 'node:zlib'
import { makeZip } from './makeZip.ts'

type Random = () => number

const below = (random: Random, limit: number): number => Math.floor(random() * limit)

/** A good file with something wrong in it: bytes changed, lost, doubled or moved; in half of the Word files inside their parts. */
export function mutateFile(good: Uint8Array, random: Random): Uint8Array {
  const isArchive = good[0] === 0x50 && good[1] === 0x4b
  return isArchive && random() < 0.6 ? mutateInside(good, random) : mutateBytes(good, random)
}

function mutateBytes(good: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(good)
  const times = 1 + below(random, 8)
  for (let i = 0; i < times; i += 1) {
    const at = below(random, bytes.length)
    const length = 1 + below(random, Math.min(400, bytes.length - at))
    switch (below(random, 6)) {
      case 0: bytes[at] = below(random, 256); break
      case 1: bytes.fill(below(random, 256), at, at + length); break
      case 2: bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]); break
      case 3: bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]); break
      case 4: bytes = bytes.subarray(0, Math.max(1, at)); break
      default: bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(replaceNumbers(bytes.subarray(at, at + length).toString('latin1'), random), 'latin1'), bytes.subarray(at + length)])
    }
    if (bytes.length === 0) return new Uint8Array(1)
  }
  return new Uint8Array(bytes)
}

/** Numbers are sizes, places and levels: the likeliest to hurt. */
function replaceNumbers(text: string, random: Random): string {
  const strange = ['0', '-1', '99999999', '4294967296', '1e99', '']
  return text.replace(/\d+/gu, (number) => (random() < 0.5 ? number : (strange[below(random, strange.length)] ?? '')))
}

/** The parts of an archive of true sizes, one of them mutated, packed again. */
function mutateInside(good: Uint8Array, random: Random): Uint8Array {
  const parts = readParts(good)
  const chosen = below(random, parts.length)
  return makeZip(parts.map((part, place) => (place === chosen ? { ...part, bytes: mutateBytes(part.bytes, random) } : part)))
}

function readParts(good: Uint8Array): { readonly name: string; readonly bytes: Uint8Array }[] {
  const bytes = Buffer.from(good)
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const parts: { name: string; bytes: Uint8Array }[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, packed, nameLength, offset] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)]
    const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28)
    const content = bytes.subarray(start, start + packed)
    parts.push({ name: bytes.toString('utf8', at + 46, at + 46 + nameLength), bytes: new Uint8Array(method === 8 ? inflateRawSync(content) : content) })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return parts
}
