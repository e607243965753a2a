import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive as it is written, and the lies told about it. */
export interface ZipEntry {
  readonly name: string
  readonly bytes: Uint8Array
  /** Already packed bytes, instead of packing `bytes`. */
  readonly packed?: Uint8Array
  readonly method?: number
  readonly flags?: number
  /** What the directory says instead of the truth. */
  readonly saidSize?: number
  readonly saidPacked?: number
  readonly saidOffset?: number
}

/** An archive with exactly these entries, as true or false as they are. `saidCount` is the number the directory claims. */
export function makeZip(entries: readonly ZipEntry[], saidCount = entries.length): Uint8Array {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const name = Buffer.from(entry.name)
    const packed = Buffer.from(entry.packed ?? (entry.method === 0 ? entry.bytes : deflateRawSync(entry.bytes)))
    const sizes = { crc: crc32(entry.bytes), packed: entry.saidPacked ?? packed.length, size: entry.saidSize ?? entry.bytes.length }
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    writeCommon(local, 4, entry, sizes, name.length)
    files.push(local, name, packed)
    const central = Buffer.alloc(46)
    central.writeUInt32LE(0x02014b50, 0)
    central.writeUInt16LE(20, 4)
    writeCommon(central, 6, entry, sizes, name.length)
    central.writeUInt32LE(entry.saidOffset ?? offset, 42)
    directory.push(central, name)
    offset += local.length + name.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(0xffff, saidCount), 8)
  end.writeUInt16LE(Math.min(0xffff, saidCount), 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...files, central, end]))
}

function writeCommon(record: Buffer, at: number, { flags = 0, method = 8 }: ZipEntry, sizes: { readonly crc: number; readonly packed: number; readonly size: number }, nameLength: number): void {
  record.writeUInt16LE(20, at)
  record.writeUInt16LE(flags, at + 2)
  record.writeUInt16LE(method, at + 4)
  record.writeUInt32LE(sizes.crc, at + 10)
  record.writeUInt32LE(sizes.packed, at + 14)
  record.writeUInt32LE(sizes.size, at + 18)
  record.writeUInt16LE(nameLength, at + 22)
}
