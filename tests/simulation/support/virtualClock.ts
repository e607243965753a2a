import type { SeededRandom } from './seededRandom.ts'

/** When every history begins (ms). */
export const historyStartMs = Date.UTC(2026, 0, 12)

const dayMs = 86_400_000
const fiveYearsMs = 5 * 365 * dayMs

/** The true time of a history (ms); every phone has its own idea of it. */
export class VirtualClock {
  nowMs = historyStartMs
  readonly #random: SeededRandom

  constructor(random: SeededRandom) {
    this.#random = random
  }

  /** Lets between a second and two days pass. */
  advance(): void {
    this.nowMs += this.#random.chance(0.7) ? this.#random.integer(1, 600) * 1000 : this.#random.integer(1, 2 * dayMs)
  }

  /** How far (ms) a phone's clock is from the truth: mostly minutes, sometimes years. */
  pickSkew(): number {
    if (this.#random.chance(0.4)) return 0
    const limit = this.#random.chance(0.5) ? 10 * 60_000 : fiveYearsMs
    return this.#random.integer(-limit, limit)
  }
}
