/** A size for people: «190 кБ», «1,4 МБ». */
export function formatSize(sizeBytes: number): string {
  const isLarge = sizeBytes >= 1_000_000
  const value = isLarge ? sizeBytes / 1_000_000 : Math.max(1, sizeBytes / 1000)
  return new Intl.NumberFormat('ru', { style: 'unit', unit: isLarge ? 'megabyte' : 'kilobyte', maximumFractionDigits: isLarge ? 1 : 0 }).format(value)
}
