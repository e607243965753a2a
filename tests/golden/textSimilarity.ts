/** Two readings of one sentence differ in case, «ё» and signs; more is another sentence. */
export const samePoint = 0.9

/** Letters and digits alone, in small letters. */
export function plainWords(text: string | null | undefined): string {
  return (text ?? '').toLowerCase().replace(/ё/g, 'е').replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** 1 for the same words, 0 for nothing in common: one less the edits needed as a share of the longer text. */
export function similarity(a: string | null | undefined, b: string | null | undefined): number {
  const [first, second] = [plainWords(a), plainWords(b)]
  const longest = Math.max(first.length, second.length)
  if (longest === 0) return 1
  // So different in length that they cannot be near: not worth counting.
  if (Math.abs(first.length - second.length) / longest > 1 - samePoint + 0.05) return 0
  return 1 - editsBetween(first, second) / longest
}

function editsBetween(a: string, b: string): number {
  let before = Array.from({ length: b.length + 1 }, (_, place) => place)
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed))
    }
    before = row
  }
  return before[b.length] ?? 0
}
