import type { FileType } from '#core/material'
import { readPlainText } from './plainText.ts'
import { openZip } from './unzip.ts'

/**
 * What a file is by its structure, whatever its name says; null for what is none of the kinds a school is sent, is cut off,
 * or carries macros. Nothing of it is unpacked. Never throws.
 */
export function recognizeFile(bytes: Uint8Array): FileType | null {
  if (startsWith(bytes, pdfStart)) return isWholePdf(bytes) ? 'pdf' : null
  if (startsWith(bytes, zipStart)) return recognizeOfficeArchive(bytes)
  if (startsWith(bytes, compoundStart)) return recognizeCompound(bytes)
  if (startsWith(bytes, pngStart)) return isWholePng(bytes) ? 'png' : null
  if (startsWith(bytes, jpegStart)) return isWholeJpeg(bytes) ? 'jpg' : null
  return isPlainText(bytes) ? 'txt' : null
}

const pdfStart = [...'%PDF-'].map((letter) => letter.charCodeAt(0))
const zipStart = [0x50, 0x4b, 0x03, 0x04]
const compoundStart = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpegStart = [0xff, 0xd8, 0xff]

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte)
}

/** Writers leave some bytes behind the end; a download that broke off has none of it. */
const longestTail = 2048

function isWholePdf(bytes: Uint8Array): boolean {
  const tail = latin(bytes.subarray(-longestTail))
  return tail.includes('startxref') && tail.includes('%%EOF')
}

const partsByType: readonly (readonly [FileType, string, string])[] = [
  ['docx', 'word/document.xml', 'word/vbaProject.bin'],
  ['xlsx', 'xl/workbook.xml', 'xl/vbaProject.bin'],
  ['pptx', 'ppt/presentation.xml', 'ppt/vbaProject.bin'],
]

function recognizeOfficeArchive(bytes: Uint8Array): FileType | null {
  const archive = openZip(bytes)
  if (!archive.ok || !archive.value.has('[Content_Types].xml')) return null
  const { value } = archive
  const fitting = partsByType.filter(([, part]) => value.has(part))
  // A file that is two things at once is neither.
  return fitting.length === 1 && partsByType.every(([, , macros]) => !value.has(macros)) ? (fitting[0]?.[0] ?? null) : null
}

const recordBytes = 128
const streamKind = 2

/** An old Word or Excel file is a small file system of its own; its directory tells whose it is. */
function recognizeCompound(bytes: Uint8Array): FileType | null {
  const names = new Set<string>()
  const letters = new TextDecoder('utf-16le')
  for (let at = 512; at + recordBytes <= bytes.length; at += recordBytes) {
    const record = bytes.subarray(at, at + recordBytes)
    const nameBytes = (record[64] ?? 0) + 256 * (record[65] ?? 0)
    const kind = record[66] ?? 0
    if (nameBytes < 4 || nameBytes > 64 || nameBytes % 2 !== 0 || kind < 1 || kind > streamKind) continue
    names.add(`${String(kind)} ${letters.decode(record.subarray(0, nameBytes - 2))}`)
  }
  if (names.has('1 Macros') || names.has('1 _VBA_PROJECT_CUR')) return null
  const isWord = names.has('2 WordDocument')
  const isExcel = names.has('2 Workbook') || names.has('2 Book')
  if (isWord === isExcel) return null
  return isWord ? 'doc' : 'xls'
}

function isWholePng(bytes: Uint8Array): boolean {
  return latin(bytes.subarray(12, 16)) === 'IHDR' && latin(bytes.subarray(-longestTail)).includes('IEND')
}

/** Walks the segments up to the picture itself: its frame must have been described. */
function isWholeJpeg(bytes: Uint8Array): boolean {
  let hasFrame = false
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xda) return hasFrame && latin(bytes.subarray(-longestTail)).includes('\xff\xd9')
    hasFrame ||= marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    at += 2 + 256 * (bytes[at + 2] ?? 0) + (bytes[at + 3] ?? 0)
  }
  return false
}

/** What a browser could take for a page of ours is no text. */
function isPlainText(bytes: Uint8Array): boolean {
  const text = readPlainText(bytes)
  return text.ok && text.value.trim() !== '' && !/^\s*<(?:!|\?xml|html|head|body|script|svg)/iu.test(text.value)
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
