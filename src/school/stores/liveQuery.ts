import { liveQuery } from 'dexie'
import { type ShallowRef, shallowRef, watch } from 'vue'
import type { PoruchenoDatabase } from '../../device/database.ts'
import { isStorageFull } from '../../device/deviceFailures.ts'
import { reopen } from '../../device/reopen.ts'
import { useSchoolServices } from './schoolServices.ts'

interface Follower<Value> {
  next(value: Value): void
  fail(error: unknown): void
}

/**
 * A query of the phone's database that runs again by every write touching it, also by one of the worker, and whenever
 * `key` changes. `initial` stands until the first answer and while `key` is null. When the database does not answer, even
 * opened anew, the screen says so.
 */
export function useLiveQuery<Key, Value>(key: () => Key | null, query: (key: Key) => Promise<Value>, initial: Value): ShallowRef<Value> {
  const value = shallowRef(initial)
  const { deps, storageTrouble } = useSchoolServices()
  const follower: Follower<Value> = {
    next: (next) => {
      value.value = next
    },
    fail: (error) => {
      storageTrouble.value = isStorageFull(error) ? 'full' : 'closed'
      reportError(error)
    },
  }
  watch(
    key,
    (now, _before, onCleanup) => {
      value.value = initial
      if (now !== null) onCleanup(follow(deps.db, () => query(now), follower))
    },
    { immediate: true },
  )
  return value
}

/** Follows a query; one that failed is asked once more of the database opened anew. Returns what ends it. */
function follow<Value>(db: PoruchenoDatabase, query: () => Promise<Value>, { next, fail }: Follower<Value>): () => void {
  let isEnded = false
  let stop = subscribe((error) => {
    reopen(db).then(() => {
      if (!isEnded) stop = subscribe(fail)
    }, fail.bind(null, error))
  })

  function subscribe(onError: (error: unknown) => void): () => void {
    const subscription = liveQuery(query).subscribe({ next, error: onError })
    return () => {
      subscription.unsubscribe()
    }
  }

  return () => {
    isEnded = true
    stop()
  }
}
