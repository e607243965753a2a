import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'

/** The encoding shows itself early. */
const longestSample = 200_000

/** The one-byte tables that Russian offices have used, the likeliest first. */
const oneByteTables = ['windows-1251', 'koi8-r', 'ibm866'] as const

/**
 * Text of a plain file: UTF-8, UTF-16 with or without its mark, else the one-byte table in which it reads as Russian (Windows-1251, KOI8-R,
 * IBM 866). Errors: `DocumentNotText` for bytes that are no text, `DocumentGarbled` for text in a broken or unknown encoding.
 */
export function readPlainText(bytes: Uint8Array): Result<string, DocumentError> {
  const wide = findWide(bytes)
  if (wide !== null) return judge(new TextDecoder(wide).decode(bytes))
  if (bytes.subarray(0, longestSample).includes(0)) return err({ type: 'DocumentNotText' })
  try {
    return judge(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    return readOneByte(bytes)
  }
}

/** UTF-16 by its mark, or by the high bytes of Russian letters in every second place. */
function findWide(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (bytes.length < 8 || bytes.length % 2 !== 0) return null
  const sample = bytes.subarray(0, Math.min(bytes.length, 4000))
  const high = [0, 0]
  for (const [at, byte] of sample.entries()) if (byte === 0x04 || byte === 0) high[at % 2] = (high[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = high.map((count) => count / (sample.length / 2))
  if (odd > 0.9 && even < 0.2) return 'utf-16le'
  return even > 0.9 && odd < 0.2 ? 'utf-16be' : null
}

function judge(text: string): Result<string, DocumentError> {
  const sample = text.slice(0, longestSample)
  if (share(sample, /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\u007f]/gu) > 0.01) return err({ type: 'DocumentNotText' })
  const replaced = share(sample, /\ufffd/gu) > 0.005
  // UTF-8 that was once read as a Western table: «Ð ÐµÐ·Ð¾Ð»».
  const twice = share(sample, /[ÐÑÂÃ]/gu) > 0.1
  // Windows-1251 that was once read as UTF-8's Cyrillic pairs: «Р РµР·РѕР».
  const pairs = share(sample, /[РС][\u0080-\u00bf\u0402-\u040f\u0452-\u045f°±µ·»ѓ‡†‰‹№]/gu) > 0.1
  return replaced || twice || pairs ? err({ type: 'DocumentGarbled' }) : ok(text)
}

/** Any bytes decode in any of the tables: the one that gives the letters Russian uses most is tried first. */
function readOneByte(bytes: Uint8Array): Result<string, DocumentError> {
  const sample = bytes.subarray(0, longestSample)
  const [best] = oneByteTables.map((table) => ({ table, usual: shareOfUsual(new TextDecoder(table).decode(sample)) })).sort((a, b) => b.usual - a.usual)
  return judgeOneByte(new TextDecoder(best?.table ?? 'windows-1251').decode(bytes))
}

/** Ten letters make up six tenths of any Russian text. */
function shareOfUsual(text: string): number {
  const letters = text.match(/[а-яё]/giu)?.length ?? 0
  return letters === 0 ? 0 : (text.match(/[оеаинтсрвл]/giu)?.length ?? 0) / letters
}

/** The result must look Russian: lower-case words, few signs from the rest of the table. */
function judgeOneByte(text: string): Result<string, DocumentError> {
  const sample = text.slice(0, longestSample)
  if (share(sample, /[\u0000-\u0008\u000e-\u001f\u007f\u0098]/gu) > 0.005) return err({ type: 'DocumentNotText' })
  const lower = share(sample, /[а-яё]/gu)
  const upper = share(sample, /[А-ЯЁ]/gu)
  const words = sample.match(/(?<!\p{L})[А-ЯЁа-яё]?[а-яё]{2,}(?!\p{L})/gu)?.length ?? 0
  const mixed = sample.match(/[а-яё][А-ЯЁ]/gu)?.length ?? 0
  const strange = share(sample, /[ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЄЇІіґєјЅѕї¤¦¬®±¶\u2500-\u259f]/gu)
  const russian = lower + upper > 0.2 && strange < 0.02 && words > 0 && mixed < words && (upper < lower || upper > 5 * lower)
  return russian ? ok(text) : err({ type: 'DocumentGarbled' })
}

function share(text: string, pattern: RegExp): number {
  return text.length === 0 ? 0 : (text.match(pattern)?.length ?? 0) / text.length
}
