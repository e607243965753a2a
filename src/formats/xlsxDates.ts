const dayMs = 86_400_000

/** Whether a number format shows a date: one of those every program knows by number, or a pattern with days, months and years. */
export function isDateFormat(id: number, pattern: string | undefined): boolean {
  if (pattern === undefined) return (id >= 14 && id <= 17) || id === 22
  // Words in quotes, colours and conditions in brackets are no part of the pattern.
  return /[dy]/iu.test(pattern.replace(/"[^"]*"|\[[^\]]*\]|\\./gu, '')) && !/general|основной/iu.test(pattern)
}

/** A serial day as `22.11.2026`; Excel counts a 29 February 1900 that never was. Null for a number that is no day. */
export function serialToText(serial: number, is1904: boolean): string | null {
  const day = Math.floor(is1904 ? serial + 1462 : serial)
  if (!Number.isFinite(day) || day < 61 || day > 2_958_465) return null
  const date = new Date(Date.UTC(1899, 11, 30) + day * dayMs)
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${String(date.getUTCFullYear())}`
}
