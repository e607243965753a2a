import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSafeJson, packLists, unpackLists } from '#core/sync'

const field = fc.constantFrom('deviceSequence', 'kind', 'value', 'supersedes', 'stampMs', 'цвет', '0', 'length', '+x', '=x', '*x', '.x', '#x')
const cell = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.dictionary(field, fc.jsonValue({ maxDepth: 1 }), { minKeys: 1, maxKeys: 3 }), fc.integer(), fc.string({ minLength: 2, maxLength: 2, unit: 'binary' }), fc.constantFrom('д1', 'д2', 'д3', 'ж\ud83d', '\ude00ж'), fc.constantFrom(null, '', Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER))
const record = fc.dictionary(field, cell, { maxKeys: 6 })
const overTheWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))
const valuesOf = (message: unknown): string => JSON.stringify((message as { changes: readonly { value?: unknown }[] }).changes.map(({ value }) => value))
const packed = (message: object): unknown => overTheWire(packLists(message))

describe('lists written as columns', () => {
  it('are read back as they were, whatever the records hold', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), fc.array(record, { maxLength: 3 }), cell, (changes, directives, cursor) => {
        const message = { changes, directives, cursor }
        const back = unpackLists(packed(message))
        expect(back).toEqual(overTheWire(message))
        expect(valuesOf(back), 'fields of a value in their order').toBe(valuesOf(overTheWire(message)))
      }),
      { numRuns: 1000 },
    )
  })

  it('never throw, whatever comes', () => {
    fc.assert(fc.property(fc.anything(), fc.dictionary(field, fc.anything()), (body, columns) => {
      unpackLists(body)
      unpackLists({ changes: { columns } })
    }))
  })

  it('leave columns that do not belong together to the decoder', () => {
    for (const columns of [{}, { kind: ['a', 'b'], value: [1] }, { kind: ['a', 'b'], note: { 2: 'x' } }, { kind: ['a', 'b'], note: 'x' }, { kind: ['a', 'b'], '+n': { 0: 1 } }, { kind: ['a', 'b'], '*n': [1] }, { kind: ['a', 'b'], '*n': [1, 3] }, { kind: ['a', 'b'], '*n': [1, -1, 2, 3] }, { '*n': [1, 100_001] }, { kind: ['a', 'b'], '.n': [1, 2] }, { kind: ['a', 'b'], '.n': [{ x: [1] }] }, { kind: ['a', 'b'], '.n': [{ x: [1, 2], '=__proto__': 1 }] }, { kind: ['a', 'b'], '.n': { x: [1, 2] } }, { kind: ['a', 'b'], '#n': ['', 2, 'abc'] }, { kind: ['a', 'b'], '#n': ['', 0, ''] }, { kind: ['a', 'b'], '#n': ['', 0.5, 'a'] }, { kind: ['a', 'b'], '#n': 'ab' }, { kind: ['a', 'b'], '#n': ['', 1, 'abc'] }]) {
      expect(unpackLists({ changes: { columns } })).toEqual({ changes: { columns } })
    }
  })

  it('repeat no value without bound', () => {
    const columns = { kind: Array.from({ length: 60_000 }, () => 'a'), '=note': 'x' }
    expect(unpackLists({ changes: { columns } })).toEqual({ changes: { columns } })
    const nested = { n: Array.from({ length: 40_000 }, () => 1), '.value': [{ kind: Array.from({ length: 40_000 }, () => 'a'), '=note': 'x' }] }
    expect(unpackLists({ changes: { columns: nested } })).toEqual({ changes: { columns: nested } })
    const parts = { '.value': Array.from({ length: 10 }, () => ({ '*kind': ['a', 10_000], '=note': 'x' })) }
    expect(unpackLists({ changes: { columns: parts } })).toEqual({ changes: { columns: parts } })
    const joined = { '#n': ['x'.repeat(33), 1, 'a'.repeat(50_000)] }
    expect(unpackLists({ changes: { columns: joined } })).toEqual({ changes: { columns: joined } })
    const many = Array.from({ length: 60_000 }, (_, n) => ({ n, kind: 'a' }))
    expect(packed({ many })).toEqual({ many })
  })

  it('bring no field that reaches a prototype past the check', () => {
    for (const name of ['__proto__', '=__proto__', '+__proto__', '*__proto__', '.__proto__']) {
      const body = unpackLists(JSON.parse(`{"changes":{"columns":{"kind":["a","b"],"${name}":[{"x":1},{"x":2}]}}}`))
      expect(body).toMatchObject({ changes: { columns: { kind: ['a', 'b'] } } })
    }
    const body = unpackLists({ changes: { columns: { kind: ['a', 'b'], constructor: [{ x: 1 }, { x: 2 }] } } })
    expect(isSafeJson(body)).toBe(false)
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('keep a field called like something every object inherits', () => {
    for (const name of ['valueOf', 'toString', 'hasOwnProperty', 'constructor']) {
      const records = [{ kind: 'a', [name]: 1 }, { kind: 'b' }, { kind: 'c' }, { kind: 'd' }]
      expect(unpackLists(packLists({ changes: records })), name).toEqual({ changes: records })
    }
  })

  it('tell fractions as they are', () => {
    const changes = [{ n: 1 }, { n: -5e-324 }]
    expect(unpackLists(packed({ changes }))).toEqual({ changes })
  })

  it('tell values that stand side by side once, with how many they are', () => {
    const changes = Array.from({ length: 12 }, (_, i) => ({ n: 2 * i, kind: i < 8 ? 'a' : 'b' }))
    expect(packed({ changes })).toEqual({ changes: { columns: { '*+n': [0, 1, 2, 11], '*kind': ['a', 8, 'b', 4] } } })
    expect(unpackLists(packed({ changes }))).toEqual({ changes })
  })

  it('tell objects in columns of their own, those of one shape together', () => {
    const states = [{ n: 1, value: { state: 'done', percent: 9 } }, { n: 2, value: { state: 'inProgress', percent: 7 } }]
    const notes = [{ n: 3, value: { text: 'x' } }, { n: 4, value: { text: 'y' } }]
    const changes = [...states, ...notes]
    expect(packed({ changes })).toEqual({ changes: { columns: { '+n': [1, 1, 1, 1], '.value': [{ state: ['done', 'inProgress'], '+percent': [9, -2] }, { text: ['x', 'y'] }] } } })
    expect(unpackLists(packed({ changes }))).toEqual({ changes })
    const mixed = [states[0], notes[0], states[1]]
    expect(packed({ changes: mixed })).toMatchObject({ changes: { columns: { value: mixed.map((change) => change?.value) } } })
  })

  it('tell strings of one length with nothing between them', () => {
    const changes = ['d:ab', 'd:cd', 'd:ef', 'd:ab'].map((subject) => ({ subject }))
    expect(packed({ changes })).toEqual({ changes: { columns: { '#subject': ['d:', 2, 'abcdefab'] } } })
    expect(unpackLists(packed({ changes }))).toEqual({ changes })
  })

  it('tell numbers by their differences, a value of all once, and fields of few records by their places', () => {
    const changes = [{ n: 5, kind: 'a', authorId: 'p' }, { n: 6, kind: 'b', authorId: 'p', note: 'x' }]
    expect(packed({ changes })).toEqual({ changes: { columns: { '+n': [5, 1], kind: ['a', 'b'], '=authorId': 'p', note: { 1: 'x' } } } })
  })
})
