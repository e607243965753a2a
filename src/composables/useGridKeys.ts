import { type ComputedRef, computed, nextTick, shallowRef } from 'vue'

/** A cell of a grid, from 0. */
export interface GridPlace {
  readonly row: number
  readonly column: number
}

/** One cell of a grid is in the tab order; arrows, Home, End and the page keys move it within the edges. */
export interface GridKeys {
  readonly current: ComputedRef<GridPlace>
  /** To be called when a cell took the focus. */
  reach(place: GridPlace): void
  onKeydown(event: KeyboardEvent): void
}

const pageRows = 10

const steps: Readonly<Record<string, (at: GridPlace) => GridPlace>> = {
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }) => ({ row, column: Number.MAX_SAFE_INTEGER }),
  PageUp: ({ row, column }) => ({ row: row - pageRows, column }),
  PageDown: ({ row, column }) => ({ row: row + pageRows, column }),
}

/** `size` is how many rows and columns there are now; `findCell` gives the element in the tab order, after a move. */
export function useGridKeys(size: () => { readonly rows: number; readonly columns: number }, findCell: () => HTMLElement | null | undefined): GridKeys {
  const place = shallowRef<GridPlace>({ row: 0, column: 0 })
  const within = (index: number, count: number): number => Math.max(0, Math.min(index, count - 1))
  const current = computed(() => ({ row: within(place.value.row, size().rows), column: within(place.value.column, size().columns) }))

  function onKeydown(event: KeyboardEvent): void {
    const step = steps[event.key]
    if (step === undefined || event.altKey || event.metaKey || event.ctrlKey) return
    event.preventDefault()
    place.value = step(current.value)
    place.value = current.value
    void nextTick(() => {
      const cell = findCell()
      cell?.focus({ preventScroll: true })
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    })
  }

  return {
    current,
    onKeydown,
    reach: (reached) => {
      place.value = reached
    },
  }
}
