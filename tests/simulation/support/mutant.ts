import type { Story } from './pool.ts'

/** A bug to plant in a module's text as it is loaded. */
export interface MutantEdit {
  /** From the repository's root. */
  readonly file: string
  /** Must stand there exactly once. */
  readonly find: string
  readonly replace: string
}

/** A planted bug: the simulator must break a law over it. */
export interface Mutant {
  readonly name: string
  /** What is wrong with it, in a sentence. */
  readonly about: string
  readonly edits: readonly MutantEdit[]
  /** Which histories show it: `faults` where nothing is given. */
  readonly story?: Story
}
