/** Between two portions the browser answers whoever touches the screen (ms). */
const pauseMs = 30

/** Does something with each of the items given, a portion at a time. Items given later take the place of those still waiting. */
export function createGradualWork<Item>(work: (item: Item) => void, portion: number): (items: readonly Item[]) => void {
  let waiting: readonly Item[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function ask(): void {
    if (timer !== undefined || waiting.length === 0) return
    timer = setTimeout(() => {
      timer = undefined
      for (const item of waiting.slice(0, portion)) work(item)
      waiting = waiting.slice(portion)
      ask()
    }, pauseMs)
  }

  return (items) => {
    waiting = items
    ask()
  }
}
