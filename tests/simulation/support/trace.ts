import { createHash } from 'node:crypto'

/** Everything that happened in one history, in order: what makes one seed comparable with itself. */
export class Trace {
  readonly #hash = createHash('sha256')
  readonly #print: ((line: string) => void) | null
  #count = 0

  /** `print` gets every line as it comes; null keeps the hash alone. */
  constructor(print: ((line: string) => void) | null) {
    this.#print = print
  }

  add(line: string): void {
    this.#count += 1
    this.#hash.update(`${line}\n`)
    this.#print?.(`${String(this.#count).padStart(4)}  ${line}`)
  }

  /** The hash of all lines so far. */
  get digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16)
  }
}
