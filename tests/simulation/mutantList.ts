import type { Mutant } from './support/mutant.ts'

export const mutants: readonly Mutant[] = []
