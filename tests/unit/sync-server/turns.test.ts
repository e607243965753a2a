import { describe, expect, it } from 'vitest'
import { createSeats } from '../../../sync-server/http/seats.ts'
import { createTurns } from '../../../sync-server/http/turns.ts'

describe('seats', () => {
  it('are taken until the house is full, and each is given back once', () => {
    const seats = createSeats({ requests: 2, bytes: 100 })
    const leave = seats.take(10)
    expect(seats.take(10)).not.toBeNull()
    expect(seats.take(10)).toBeNull()
    leave?.()
    leave?.()
    expect(seats.take(10)).not.toBeNull()
    expect(seats.take(10)).toBeNull()
  })

  it('are bounded by the bytes of their bodies too', () => {
    const seats = createSeats({ requests: 100, bytes: 100 })
    const leave = seats.take(60)
    expect(seats.take(41)).toBeNull()
    expect(seats.take(40)).not.toBeNull()
    leave?.()
    expect(seats.take(60)).not.toBeNull()
  })
})

/** Work that ends when it is told to, and says when it began. */
function createWork() {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => async (): Promise<string> => {
    begun.push(name)
    await new Promise<void>((end) => ends.set(name, end))
    return name
  }
  const finish = async (name: string): Promise<void> => {
    ends.get(name)?.()
    // A few turns of the queue of promises: the next one begins in one of them.
    for (let i = 0; i < 10; i += 1) await Promise.resolve()
  }
  return { begun, work, finish }
}

describe('turns', () => {
  it('let so many work at once and the rest in their order', async () => {
    const { begun, work, finish } = createWork()
    const turns = createTurns(2)
    const all = ['a', 'b', 'c', 'd'].map((name) => turns.run('light', work(name)))
    expect(begun).toEqual(['a', 'b'])
    await finish('b')
    expect(begun).toEqual(['a', 'b', 'c'])
    for (const name of ['a', 'c', 'd']) await finish(name)
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('let the light go before the heavy, but not for ever', async () => {
    const { begun, work, finish } = createWork()
    const turns = createTurns(1)
    void turns.run('light', work('first'))
    void turns.run('heavy', work('heavy'))
    for (let i = 0; i < 12; i += 1) void turns.run('light', work(`light${String(i)}`))
    for (let i = 0; i < 14; i += 1) await finish(begun.at(-1) ?? '')
    expect(begun.indexOf('heavy')).toBe(9)
    expect(begun).toHaveLength(14)
  })

  it('free the place of work that failed', async () => {
    const turns = createTurns(1)
    await expect(turns.run('light', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    expect(await turns.run('heavy', () => Promise.resolve('next'))).toBe('next')
  })
})
