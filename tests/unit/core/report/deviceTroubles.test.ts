import { describe, expect, it } from 'vitest'
import { type DeviceTrouble, troublesOf, worstTrouble } from '#core/report'

const well = { waiting: 0, health: [4, 1, 0, ''] as const, clockSkewMs: 0 }

describe('the troubles of a phone', () => {
  it.each<[string, Partial<Parameters<typeof troublesOf>[0]>, DeviceTrouble[]]>([
    ['none', {}, []],
    ['none while it has told nothing', { health: null, clockSkewMs: null }, []],
    ['records stuck for three days', { waiting: 2, health: [4, 1, 3, ''] }, ['stuck']],
    ['none when the exchange that told of old records carried them', { waiting: 0, health: [4, 1, 5, ''] }, []],
    ['none while records are young', { waiting: 2, health: [4, 1, 2, ''] }, []],
    ['no room, a fault and a wrong clock, in this order', { health: [1, 2, 0, 'StorageFull'], clockSkewMs: -700_000 }, ['space', 'fault', 'clock']],
  ])('are %s', (_what, facts, troubles) => {
    expect(troublesOf({ ...well, ...facts })).toEqual(troubles)
  })

  it('of an organization are the worst of its phones', () => {
    expect(worstTrouble([well, { ...well, clockSkewMs: 3_600_000 }, { ...well, waiting: 1, health: [4, 1, 4, ''] }])).toBe('stuck')
    expect([worstTrouble([]), worstTrouble([well])]).toEqual([null, null])
  })
})
