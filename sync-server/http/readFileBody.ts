import type { Readable } from 'node:stream'
import { maxDocumentBytes } from '../../src/formats/readDocument.ts'

/**
 * Reads an uploaded file as it comes, counting its bytes. Null for one that is larger than any document; the rest of it
 * is thrown away, so that the sender can read the answer. Throws when the connection breaks.
 */
export async function readFileBody(payload: Readable): Promise<Uint8Array | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of payload as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length <= maxDocumentBytes) chunks.push(chunk)
  }
  return length > maxDocumentBytes ? null : Buffer.concat(chunks, length)
}
