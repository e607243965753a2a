import { maxProofBytes, recognizeProof } from '#core/proof'
import type { ProofFile } from '../device/proofStore.ts'
import { shrinkPhoto } from './shrinkPhoto.ts'

/** A file as it will be kept; a picture is one whatever button brought it. */
export type PreparedProof = ProofFile

/** Why a chosen file cannot be given. */
export type ProofProblem = 'heic' | 'picture' | 'type' | 'large'

/** Reads a chosen file: pictures are drawn anew, small and without what their camera wrote; other kinds stay as they are. */
export async function prepareProof(file: Blob, longestPx: number): Promise<PreparedProof | ProofProblem> {
  // Nothing that large becomes small enough, and a phone could not even hold it.
  if (file.size > 64 * maxProofBytes) return 'large'
  const original = new Uint8Array(await file.arrayBuffer())
  const type = recognizeProof(original)
  if (type === 'jpg' || type === 'png' || type === 'heic' || file.type.startsWith('image/')) {
    const bytes = await shrinkPhoto(file, longestPx)
    if (bytes === null) return type === 'heic' ? 'heic' : 'picture'
    return { bytes, hash: await hexDigest(bytes), fileType: 'jpg' }
  }
  if (type === null) return 'type'
  return original.length > maxProofBytes ? 'large' : { bytes: original, hash: await hexDigest(original), fileType: type }
}

async function hexDigest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
