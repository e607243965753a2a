/**
 * Where a phone has read to in one life of one organization's history: `<epoch>.<sequence>.<chain hash>`, e.g.
 * "k3v9q0x2.1274.Zm9vYmFyYmF6cXV4". The hash covers the history up to the sequence, so a server restored from an old
 * backup cannot be mistaken for the one the phone knew.
 */
export interface Cursor {
  readonly epoch: string
  /** 0 before the first change. */
  readonly sequence: number
  /** 16 characters of base64url; empty at sequence 0. */
  readonly chainHash: string
}

/** Writes a cursor for the wire. */
export function cursorToText(cursor: Cursor): string {
  return `${cursor.epoch}.${String(cursor.sequence)}.${cursor.chainHash}`
}

/** Reads a cursor; null when the text is none. */
export function textToCursor(text: string): Cursor | null {
  const match = /^([a-z0-9]{1,40})\.(\d{1,15})\.([\w-]{0,64})$/.exec(text)
  const [, epoch, sequence, chainHash] = match ?? []
  if (epoch === undefined || sequence === undefined || chainHash === undefined) return null
  return { epoch, sequence: Number(sequence), chainHash }
}
