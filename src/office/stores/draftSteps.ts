import { type ComputedRef, type ShallowRef, computed, shallowRef } from 'vue'
import type { DraftBody } from '#core/draft'

/** What is on the screen, and the way back. */
export interface DraftSteps {
  readonly body: Readonly<ShallowRef<DraftBody | null>>
  readonly canUndo: ComputedRef<boolean>
  /** Shows another draft, or none; there is no way back behind it. */
  begin(body: DraftBody | null): void
  /** Changes the draft; a change that changes nothing is no step. */
  apply(change: (body: DraftBody) => DraftBody): void
  undo(): void
}

const mostSteps = 200

/** Makes the steps of one review; `note` hears of every new state. */
export function createDraftSteps(note: (body: DraftBody) => void): DraftSteps {
  const body = shallowRef<DraftBody | null>(null)
  const past = shallowRef<readonly DraftBody[]>([])

  function show(next: DraftBody): void {
    body.value = next
    note(next)
  }

  return {
    body,
    canUndo: computed(() => past.value.length > 0),
    begin(first) {
      body.value = first
      past.value = []
    },
    apply(change) {
      const before = body.value
      const after = before === null ? null : change(before)
      if (before === null || after === null || after === before) return
      past.value = [...past.value, before].slice(-mostSteps)
      show(after)
    },
    undo() {
      const before = past.value.at(-1)
      if (before === undefined) return
      past.value = past.value.slice(0, -1)
      show(before)
    },
  }
}
