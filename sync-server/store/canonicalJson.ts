import type { JsonValue } from '#core/sync'

/**
 * Writes JSON with the keys of every object sorted, so that equal values give equal texts whatever their order was.
 * Written at once and not over sorted copies: every change of an exchange comes through here.
 */
export function canonicalJson(value: JsonValue): string {
  // Most values have their keys in order already, and the engine writes them at once.
  if (isInOrder(value)) return JSON.stringify(value)
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  let text = ''
  for (const key of sortKeys(Object.keys(value))) {
    const item = value[key]
    // As JSON does: what is not there is not told.
    if (item !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(item)}`
  }
  return `{${text}}`
}

function isInOrder(value: JsonValue): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (isList(value)) return value.every(isInOrder)
  let last = ''
  for (const key in value) {
    const item = value[key]
    // What begins with a digit has an order of its own.
    if (key <= last || (key >= '0' && key < ':') || (item !== undefined && !isInOrder(item))) return false
    last = key
  }
  return true
}

/** Numbers first, by their size: the order in which an object itself has its keys when they were put in by their text. */
function sortKeys(keys: string[]): string[] {
  const isIndex = (key: string): boolean => /^(?:0|[1-9]\d{0,9})$/.test(key) && Number(key) < 2 ** 32 - 1
  const sorted = keys.sort()
  // No key of ours begins with a digit; a newer version's may.
  if (!sorted.some((key) => key >= '0' && key < ':')) return sorted
  return [...sorted.filter(isIndex).sort((a, b) => Number(a) - Number(b)), ...sorted.filter((key) => !isIndex(key))]
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}
