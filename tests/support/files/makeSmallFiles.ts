/** An old Office file of one directory sector after another: streams and storages by name, nothing in them. */
export function makeCompound(streams: readonly string[], storages: readonly string[] = []): Uint8Array {
  const records = [['Root Entry', 5] as const, ...streams.map((name) => [name, 2] as const), ...storages.map((name) => [name, 1] as const)]
  const bytes = Buffer.alloc(512 + 128 * Math.ceil(records.length / 4) * 4)
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes)
  for (const [place, [name, kind]] of records.entries()) {
    const at = 512 + 128 * place
    bytes.write(name, at, 'utf16le')
    bytes.writeUInt16LE(2 * name.length + 2, at + 64)
    bytes.writeUInt8(kind, at + 66)
  }
  return new Uint8Array(bytes)
}

/** The smallest picture: one transparent pixel. */
export function makePng(): Uint8Array {
  return new Uint8Array(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'))
}

/** The segments of a photograph without its picture; `frame` is the marker that describes it. */
export function makeJpeg(frame = 0xc0): Uint8Array {
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, 0, 4, 0, 0, 0xff, frame, 0, 4, 0, 0, 0xff, 0xda, 0, 2, 1, 2, 3, 0xff, 0xd9])
}
