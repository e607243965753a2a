/** Works in turns: so many at once, the rest in the order they came, the light before the heavy. */
export interface Turns {
  run<T>(weight: 'light' | 'heavy', work: () => Promise<T>): Promise<T>
}

/** After so many light ones a heavy one that waits has its turn: it must end too. */
const lightInARow = 8

/** Makes turns with so many places. How many may wait is bounded by who lets them in (`createSeats`). */
export function createTurns(places: number): Turns {
  const waiting = { light: [] as (() => void)[], heavy: [] as (() => void)[] }
  let [free, lightRun] = [places, 0]

  function callNext(): void {
    const isHeavyDue = waiting.light.length === 0 || lightRun >= lightInARow
    const next = (isHeavyDue ? waiting.heavy.shift() : undefined) ?? waiting.light.shift()
    lightRun = isHeavyDue ? 0 : lightRun + 1
    if (next === undefined) free += 1
    else next()
  }

  return {
    async run(weight, work) {
      if (free > 0) free -= 1
      else await new Promise<void>((called) => { waiting[weight].push(called) })
      try {
        return await work()
      } finally {
        callNext()
      }
    },
  }
}
