/** A text without what XML cannot hold: control characters but line breaks, lone halves of a pair, the two non-characters. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/\t/g, ' ').replace(/[^\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
}

/**
 * Whether a program that opens a table might take a text for a formula: it begins, after blanks, quotes and invisible
 * characters, with one of = + - @ or with their full-width forms, or a tab or a line break stands first.
 */
export function looksLikeFormula(text: string): boolean {
  return /^[\t\r\n]/.test(text) || /^[\s\u200b-\u200f\u2060\ufeff"'`]*[=+\-@|%\uff1d\uff0b\uff0d\uff20\u2212]/u.test(text)
}
