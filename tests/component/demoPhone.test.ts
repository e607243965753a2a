import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createPhoneNetwork } from '../../src/demo/phoneNetwork.ts'

let inner: Window
const fetched = vi.fn(async () => new Response('{}'))
const registered = vi.fn(async () => undefined)

beforeEach(() => {
  fetched.mockClear()
  registered.mockClear()
  inner = Object.assign(new EventTarget(), {
    fetch: fetched,
    navigator: {},
    SyncManager: class { register(): Promise<void> { return registered() } },
  }) as unknown as Window
})

describe('the switch «Сеть» of the demonstration', () => {
  it('lets everything pass while it is on', async () => {
    const network = createPhoneNetwork(() => inner)
    network.takeInHand()
    await inner.fetch('/api/exchange')
    expect([fetched.mock.calls.length, inner.navigator.onLine]).toEqual([1, true])
  })

  it('lets nothing pass while it is off, tells the program so, and tells it again when it is back', async () => {
    const network = createPhoneNetwork(() => inner)
    const heard: string[] = []
    for (const name of ['offline', 'online']) inner.addEventListener(name, () => heard.push(`${name} ${String(inner.navigator.onLine)}`))
    network.set(false)
    await expect(inner.fetch('/api/exchange')).rejects.toThrow(TypeError)
    expect(fetched).not.toHaveBeenCalled()
    network.set(true)
    await inner.fetch('/api/exchange')
    expect([heard, fetched.mock.calls.length]).toEqual([['offline false', 'online true'], 1])
  })

  it('keeps the worker from being asked to sync while it is off', async () => {
    const network = createPhoneNetwork(() => inner)
    const manager: unknown = Reflect.get(inner, 'SyncManager')
    if (typeof manager !== 'function') throw new Error('no manager')
    const one = Reflect.construct(manager, []) as { register(tag: string): Promise<void> }
    network.set(false)
    await one.register('exchange')
    expect(registered).not.toHaveBeenCalled()
    network.set(true)
    await one.register('exchange')
    expect(registered).toHaveBeenCalledTimes(1)
  })

  it('stays off for the next page in the frame, and takes no page twice', async () => {
    const network = createPhoneNetwork(() => inner)
    network.set(false)
    network.takeInHand()
    const next = Object.assign(new EventTarget(), { fetch: fetched, navigator: {} }) as unknown as Window
    inner = next
    network.takeInHand()
    const taken = next.fetch
    network.takeInHand()
    expect(next.fetch).toBe(taken)
    await expect(next.fetch('/api/exchange')).rejects.toThrow('Failed to fetch')
  })
})
