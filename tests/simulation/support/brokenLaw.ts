/** What a broken law costs: each law's name begins with one of these. */
export const lawFamilies = ['lost', 'diverged', 'lies', 'stuck', 'twice', 'causality', 'clock', 'refused'] as const
export type LawFamily = (typeof lawFamilies)[number]

/** A law in words, e.g. "lies: shown as sent and not on the server". */
export type Law = `${LawFamily}: ${string}`

/** A law of the exchange that a history broke. */
export class BrokenLaw extends Error {
  readonly law: Law

  constructor(law: Law, details: unknown) {
    super(`${law}: ${JSON.stringify(details)}`)
    this.law = law
  }
}

/** Throws `BrokenLaw` where a law is not kept. */
export function demand(isKept: boolean, law: Law, details: unknown): void {
  if (!isKept) throw new BrokenLaw(law, details)
}
