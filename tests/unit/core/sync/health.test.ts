import { describe, expect, it } from 'vitest'
import { type HealthFacts, decodeRequest, describeHealth, errorCodes, deviceCodes, isTroubled, readHealth } from '#core/sync'

const dayMs = 86_400_000
const well: HealthFacts = { freeMb: 4000, isPersisted: true, oldestUnsentMs: null, trouble: null }

describe('the health of a phone', () => {
  it.each<[Partial<HealthFacts>, readonly (number | string)[]]>([
    [{}, [4, 1, 0, '']],
    [{ freeMb: null, isPersisted: null }, [0, 0, 0, '']],
    [{ freeMb: 0, isPersisted: false }, [1, 2, 0, '']],
    [{ freeMb: 20 }, [2, 1, 0, '']],
    [{ freeMb: 499 }, [3, 1, 0, '']],
    [{ oldestUnsentMs: 0 }, [4, 1, 1, '']],
    [{ oldestUnsentMs: 3 * dayMs - 1 }, [4, 1, 2, '']],
    [{ oldestUnsentMs: 3 * dayMs }, [4, 1, 3, '']],
    [{ oldestUnsentMs: 400 * dayMs, trouble: 'StorageFailed' }, [4, 1, 5, 'StorageFailed']],
  ])('of %j is %j', (facts, health) => {
    expect(describeHealth({ ...well, ...facts })).toEqual(health)
    expect(readHealth(health)).toEqual(health)
  })

  it('takes at most 40 bytes, whatever the code', () => {
    for (const trouble of [...Object.keys(errorCodes), ...deviceCodes, 'A'.repeat(99), 'Иванова «А»']) {
      const health = describeHealth({ freeMb: 0, isPersisted: false, oldestUnsentMs: 400 * dayMs, trouble })
      expect(new TextEncoder().encode(JSON.stringify(health)).length).toBeLessThanOrEqual(40)
      expect(readHealth(health)).toEqual(health)
    }
  })

  it('is a trouble for little room, a stuck record or an error, and not for less', () => {
    expect([{}, { freeMb: null }, { oldestUnsentMs: 2 * dayMs }, { isPersisted: false }].map((facts) => isTroubled(describeHealth({ ...well, ...facts })))).toEqual([false, false, false, false])
    expect([{ freeMb: 5 }, { oldestUnsentMs: 3 * dayMs }, { trouble: 'StorageFull' }].map((facts) => isTroubled(describeHealth({ ...well, ...facts })))).toEqual([true, true, true])
  })

  it('of a shape nobody knows costs the request nothing', () => {
    const request = { protocol: 1, appVersion: '1', schemaVersion: 1, cursor: null, deviceTimeMs: 0, waiting: 0, changes: [] }
    for (const health of [[1, 2, 3], 'well', [1, 2, 3, 'код'], { space: 1 }, [1, 2, 3, 'A', 5], null]) {
      expect(decodeRequest({ ...request, health, digest: health })).toMatchObject({ ok: true, value: { waiting: 0 } })
    }
    expect(decodeRequest({ ...request, health: [1, 2, 3, 'A'], digest: [3, 'Zm9vYmFyYmF6cXV4'] })).toMatchObject({ ok: true, value: { health: [1, 2, 3, 'A'], digest: [3, 'Zm9vYmFyYmF6cXV4'] } })
  })
})
