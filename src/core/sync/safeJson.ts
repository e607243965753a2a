/** Deepest nesting of objects and lists that outside JSON may have. */
export const maxJsonDepth = 10

const refusedKeys: readonly string[] = ['__proto__', 'constructor', 'prototype']

/** Whether parsed outside JSON is no deeper than `maxJsonDepth` and names no key that could reach a prototype. */
export function isSafeJson(value: unknown, depth = maxJsonDepth): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  if (Array.isArray(value)) return value.every((item) => isSafeJson(item, depth - 1))
  return Object.entries(value).every(([key, item]) => !refusedKeys.includes(key) && isSafeJson(item, depth - 1))
}
