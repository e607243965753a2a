/*
 * Takes the network from the program inside a frame, from outside: the program itself knows nothing of it. The frame's
 * worker keeps its own network, so it is also kept from being asked to sync.
 */

const taken = Symbol('network taken in hand')

/** The switch «Сеть» of one frame. */
export interface PhoneNetwork {
  /** Switches and tells the program, as the system would. */
  set(isOnline: boolean): void
  /** To be called whenever the frame begins to load, and as often as one likes. */
  takeInHand(): void
}

/** Makes the switch of a frame of this origin; `frameWindow` is null while there is none. */
export function createPhoneNetwork(frameWindow: () => Window | null): PhoneNetwork {
  let isOnline = true
  const state = (): boolean => isOnline

  function takeInHand(): void {
    const inner = frameWindow()
    if (inner === null || Reflect.has(inner, taken)) return
    Reflect.set(inner, taken, true)
    replaceNetwork(inner, state)
  }

  return {
    takeInHand,
    set(next) {
      isOnline = next
      takeInHand()
      frameWindow()?.dispatchEvent(new Event(next ? 'online' : 'offline'))
    },
  }
}

function replaceNetwork(inner: Window, isOnline: () => boolean): void {
  const fetch = inner.fetch.bind(inner)
  inner.fetch = (input, init) => (isOnline() ? fetch(input, init) : Promise.reject(new TypeError('Failed to fetch')))
  Object.defineProperty(inner.navigator, 'onLine', { configurable: true, get: isOnline })
  const syncManager: unknown = Reflect.get(inner, 'SyncManager')
  if (typeof syncManager !== 'function') return
  const prototype: unknown = syncManager.prototype
  if (typeof prototype !== 'object' || prototype === null) return
  const register: unknown = Reflect.get(prototype, 'register')
  if (typeof register !== 'function') return
  Reflect.set(prototype, 'register', function (this: unknown, ...args: unknown[]): unknown {
    return isOnline() ? Reflect.apply(register, this, args) : Promise.resolve()
  })
}
