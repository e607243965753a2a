import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'

/** The encoding shows itself early. */
const longestSample = 200_000

/**
 * Text of a plain file: UTF-8, UTF-16 with its mark, else Windows-1251 where that gives Russian words.
 * Errors: `DocumentNotText` for bytes that are no text, `DocumentGarbled` for text in a broken or unknown encoding.
 */
export function readPlainText(bytes: Uint8Array): Result<string, DocumentError> {
  const marked = readMarked(bytes)
  if (marked !== null) return judge(marked)
  if (bytes.subarray(0, longestSample).includes(0)) return err({ type: 'DocumentNotText' })
  try {
    return judge(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    // Not UTF-8, so the one-byte table of older office programs.
    if (!(error instanceof TypeError)) throw error
    return judgeOneByte(new TextDecoder('windows-1251').decode(bytes))
  }
}

function readMarked(bytes: Uint8Array): string | null {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  return null
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

/** Any bytes decode as Windows-1251, so the result must look Russian: lower-case words, few signs from the rest of the table. */
function judgeOneByte(text: string): Result<string, DocumentError> {
  const sample = text.slice(0, longestSample)
  if (share(sample, /[\u0000-\u0008\u000e-\u001f\u007f\u0098]/gu) > 0.005) return err({ type: 'DocumentNotText' })
  const lower = share(sample, /[а-яё]/gu)
  const upper = share(sample, /[А-ЯЁ]/gu)
  const words = sample.match(/(?<!\p{L})[А-ЯЁа-яё]?[а-яё]{2,}(?!\p{L})/gu)?.length ?? 0
  const mixed = sample.match(/[а-яё][А-ЯЁ]/gu)?.length ?? 0
  const strange = share(sample, /[ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЄЇІіґєјЅѕї¤¦¬®±¶]/gu)
  const russian = lower + upper > 0.2 && strange < 0.02 && words > 0 && mixed < words && (upper < lower || upper > 5 * lower)
  return russian ? ok(text) : err({ type: 'DocumentGarbled' })
}

function share(text: string, pattern: RegExp): number {
  return text.length === 0 ? 0 : (text.match(pattern)?.length ?? 0) / text.length
}
