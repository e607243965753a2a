import { type ShallowRef, shallowRef } from 'vue'
import type { ApiFailure, ApiResult } from '../api/ask.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** A view of the server that pages show, refresh and never lose by a failed refresh. */
export interface LoadedView<Key, Value> {
  readonly value: Readonly<ShallowRef<Value | null>>
  /** Why the last load failed; the value of the one before stays. */
  readonly failure: Readonly<ShallowRef<ApiFailure | null>>
  /** When `value` was loaded (ms). */
  readonly loadedMs: Readonly<ShallowRef<number | null>>
  /** Shows the view of a key; another key's value is dropped at once. */
  open(key: Key): Promise<void>
  /** Loads the open view again; `byItself` when nobody asked. */
  refresh(byItself?: boolean): Promise<void>
  /** Takes what an action answered. */
  take(key: Key, value: Value): void
}

/** Makes a view; of two loads at once the later asked wins. */
export function createLoadedView<Key, Value>(load: (key: Key, byItself: boolean) => ApiResult<Value>): LoadedView<Key, Value> {
  const { nowMs } = useOfficeServices()
  const session = useSessionStore()
  const value = shallowRef<Value | null>(null)
  const failure = shallowRef<ApiFailure | null>(null)
  const loadedMs = shallowRef<number | null>(null)
  let opened: { readonly key: Key } | null = null
  let lastAsked = 0

  async function refresh(byItself = false): Promise<void> {
    if (opened === null) return
    const asked = ++lastAsked
    const result = await load(opened.key, byItself)
    if (asked !== lastAsked) return
    failure.value = result.ok ? null : result.error
    if (result.ok) {
      value.value = result.value
      loadedMs.value = nowMs()
    } else session.hear(result.error)
  }

  async function open(key: Key): Promise<void> {
    if (opened?.key !== key) {
      opened = { key }
      value.value = null
      failure.value = null
      loadedMs.value = null
    }
    await refresh()
  }

  function take(key: Key, taken: Value): void {
    if (opened?.key !== key) return
    // A load asked for before the action must not bring the old state back.
    lastAsked += 1
    value.value = taken
    failure.value = null
    loadedMs.value = nowMs()
  }

  return { value, failure, loadedMs, open, refresh, take }
}
