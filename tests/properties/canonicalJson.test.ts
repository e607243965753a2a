import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '#core/sync'
import { canonicalJson } from '../../sync-server/store/canonicalJson.ts'

/** The same by copies, which is how it is meant: slow and plain. */
function plainly(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(plainly)
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, plainly(item)]))
}

const key = fc.oneof(fc.string(), fc.constantFrom('id', 'kind', '10', '9', '01', '-1', '4294967295', '4294967294', '1e3', 'ё'))
const { value: json } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, fc.jsonValue({ maxDepth: 0 }) as fc.Arbitrary<JsonValue>, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(key, tie('value'), { maxKeys: 6 })),
}))

describe('canonical JSON', () => {
  it('is the JSON of a copy with sorted keys', () => {
    fc.assert(fc.property(json, (value) => { expect(canonicalJson(value)).toBe(JSON.stringify(plainly(value))) }))
  })

  it('is one text whatever the order of the keys was', () => {
    fc.assert(fc.property(fc.dictionary(key, json), (value) => {
      const turned: JsonObject = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
    }))
  })

  it('tells nothing of what is undefined', () => {
    expect(canonicalJson({ b: 1, a: undefined } as unknown as JsonObject)).toBe('{"b":1}')
  })
})
