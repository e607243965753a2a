import type { ProofType } from './proof.ts'

const jpegStart = [0xff, 0xd8, 0xff]
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const pdfStart = [0x25, 0x50, 0x44, 0x46, 0x2d]
const zipStart = [0x50, 0x4b, 0x03, 0x04]

/** Brands of the pictures that iPhones and some others take by themselves, and browsers of Android do not open. */
const heicBrands: readonly string[] = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1']

/**
 * What a file is by its structure, whatever its name says: one of the kinds a proof may be, `heic` for a picture that has to be
 * saved as JPEG first, or null. The phone looks before it keeps a file; the server judges anew and more strictly. Never throws.
 */
export function recognizeProof(bytes: Uint8Array): ProofType | 'heic' | null {
  if (startsWith(bytes, jpegStart)) return 'jpg'
  if (startsWith(bytes, pngStart)) return 'png'
  if (startsWith(bytes, pdfStart)) return latin(bytes.subarray(-2048)).includes('%%EOF') ? 'pdf' : null
  if (startsWith(bytes, zipStart)) return recognizeOfficeArchive(bytes)
  return latin(bytes.subarray(4, 8)) === 'ftyp' && heicBrands.includes(latin(bytes.subarray(8, 12))) ? 'heic' : null
}

/**
 * Whether a JPEG still carries what a camera wrote beside the picture: EXIF with its place and date, XMP, IPTC or a comment.
 * A photo that went through a canvas has none of it. True also for what is no readable JPEG: nothing unknown may leave a phone.
 */
export function hasPhotoMetadata(bytes: Uint8Array): boolean {
  if (!startsWith(bytes, jpegStart)) return true
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === scanMarker) return false
    if (metadataMarkers.includes(marker)) return true
    at += 2 + 256 * (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0)
  }
  return true
}

const scanMarker = 0xda
/** EXIF and XMP, IPTC, a comment. A colour profile (0xe2) tells nothing of place or time. */
const metadataMarkers: readonly number[] = [0xe1, 0xed, 0xfe]

const partsByType: readonly (readonly [ProofType, string, string])[] = [
  ['docx', 'word/document.xml', 'word/vbaProject.bin'],
  ['xlsx', 'xl/workbook.xml', 'xl/vbaProject.bin'],
]

function recognizeOfficeArchive(bytes: Uint8Array): ProofType | null {
  const names = zipNames(bytes)
  if (!names.has('[Content_Types].xml')) return null
  const fitting = partsByType.filter(([, part]) => names.has(part))
  // A file that is two things at once, or carries macros, is neither.
  return fitting.length === 1 && partsByType.every(([, , macros]) => !names.has(macros)) ? (fitting[0]?.[0] ?? null) : null
}

const entrySignature = 0x02014b50
const endSignature = 0x06054b50
const endBytes = 22
const maxEntries = 5000

/** The names in an archive's directory; empty where it has none. */
function zipNames(bytes: Uint8Array): Set<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const names = new Set<string>()
  let end = bytes.length - endBytes
  while (end >= 0 && view.getUint32(end, true) !== endSignature) end -= 1
  if (end < 0) return names
  let at = view.getUint32(end + 16, true)
  for (let count = 0; count < maxEntries && at + 46 <= bytes.length && view.getUint32(at, true) === entrySignature; count += 1) {
    const length = view.getUint16(at + 28, true)
    names.add(latin(bytes.subarray(at + 46, at + 46 + length)))
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return names
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

function latin(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
}
