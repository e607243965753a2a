/** Lets at most so many through at once; the rest are turned away at once, with nothing queued. */
export interface Admission {
  /** Runs `work`, or answers null when the house is full. */
  run<T>(work: () => Promise<T>): Promise<T | null>
}

/** Makes an admission of `places`. */
export function createAdmission(places: number): Admission {
  let busy = 0
  return {
    async run(work) {
      if (busy >= places) return null
      busy += 1
      try {
        return await work()
      } finally {
        busy -= 1
      }
    },
  }
}
