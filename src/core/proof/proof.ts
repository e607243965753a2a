/** What a school may give as proof, by the usual ending of its name. */
export const proofTypes = ['pdf', 'docx', 'xlsx', 'jpg', 'png'] as const
export type ProofType = (typeof proofTypes)[number]

/** Greatest size of a file given as proof (bytes). */
export const maxProofBytes = 2 * 1024 * 1024

/** Greatest size of a photo once it was shrunk (bytes): half a minute of a 64 kbit/s line. */
export const maxPhotoBytes = 250_000

/** Least room (bytes) in which a phone still takes a file: the largest one leaves as much again for words. */
export const minProofRoomBytes = 2 * maxProofBytes

/** How much (bytes) may wait on a phone to be sent: some two hundred photos. */
export const maxWaitingProofBytes = 50_000_000

/** Longer side of a photo once it was shrunk (px): a page of print stays readable. */
export const maxPhotoSidePx = 1600

/** The same on a phone with hardly any room: «фото станут меньше». */
export const tightPhotoSidePx = 1000

/** Qualities of JPEG a photo is tried at, the best first; after the last its sides are shortened. */
export const photoQualities: readonly number[] = [0.82, 0.72, 0.62, 0.52, 0.42]

/** Whether a text is one of the known endings. */
export function isProofType(text: string | null): text is ProofType {
  return text !== null && (proofTypes as readonly string[]).includes(text)
}

/** The sides (px) of a photo of which the longer is at most `longestPx`; a smaller one stays as it is. */
export function planPhotoSize(size: { readonly width: number; readonly height: number }, longestPx: number): { readonly width: number; readonly height: number } {
  const scale = Math.min(1, longestPx / Math.max(size.width, size.height))
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) }
}

/** The name a proof is saved under: its title without what a disk or a header does not take, and its ending, e.g. "Приказ № 41.pdf". */
export function proofFileName(title: string, type: ProofType): string {
  const plain = title.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}"*/:<>?\\|]+/gu, ' ').replace(/\s+/gu, ' ').replace(/^[\s.]+|[\s.]+$/gu, '')
  const bare = plain.replace(/\.(?:pdf|docx|xlsx|jpe?g|png)$/iu, '')
  return `${[...bare].slice(0, 80).join('').trim() || 'file'}.${type}`
}
