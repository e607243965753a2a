import type { JsonValue } from '#core/sync'

/** Writes JSON with the keys of every object sorted, so that equal values give equal texts whatever their order was. */
export function canonicalJson(value: JsonValue): string {
  return JSON.stringify(sorted(value))
}

function sorted(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (isList(value)) return value.map(sorted)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]))
}

function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value)
}
