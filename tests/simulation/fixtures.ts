import type { Story } from './support/pool.ts'

/** A seed whose history once broke a law of the program; it is replayed with every run of the suite. */
export interface Fixture {
  readonly seed: number
  readonly events: number
  /** Which kind of history: `faults` where nothing is given. */
  readonly story?: Story
  /** What was wrong then. */
  readonly about: string
}

export const fixtures: readonly Fixture[] = [
  { seed: 8, events: 40, about: 'a receipt above the cursor was believed; the server was put back to a place between the two' },
  { seed: 53, events: 40, about: 'a server put back in time gave the numbers of its decisions to others, which phones then gave back' },
  { seed: 70, events: 40, about: 'a phone enrolled anew carried on what another phone gave back: it counted twice' },
  { seed: 253, events: 40, about: 'a phone whose access was closed after a restore it had not heard of gave nothing back when it was enrolled anew' },
  { seed: 516, events: 40, about: 'a publication came back before its body did: those who read between the two never showed it' },
  { seed: 632, events: 40, about: 'a phone went on showing a version whose publication the server had lost and nobody could prove' },
  { seed: 919, events: 40, about: 'a page told of two versions of a document, the older one given back later: the phone was sent the older one' },
  { seed: 7140, events: 40, about: 'a confirmed record, lost in a restore and put aside when the access was closed, never returned to the history' },
  { seed: 17, events: 100, story: 'month', about: 'what was recorded during the exchange that closed a former head’s phone never left it' },
  { seed: 316, events: 100, story: 'month', about: 'a photo was thrown away with a retraction that the office then put aside: its record stood without it' },
]
