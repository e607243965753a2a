import { liveQuery } from 'dexie'
import { type ShallowRef, shallowRef, watch } from 'vue'

/**
 * A query of the phone's database that runs again by every write touching it, also by one of the worker, and whenever
 * `key` changes. `initial` stands until the first answer and while `key` is null.
 */
export function useLiveQuery<Key, Value>(key: () => Key | null, query: (key: Key) => Promise<Value>, initial: Value): ShallowRef<Value> {
  const value = shallowRef(initial)
  watch(
    key,
    (now, _before, onCleanup) => {
      value.value = initial
      if (now === null) return
      const subscription = liveQuery(() => query(now)).subscribe({
        next: (next) => {
          value.value = next
        },
        error: reportError,
      })
      onCleanup(() => {
        subscription.unsubscribe()
      })
    },
    { immediate: true },
  )
  return value
}
