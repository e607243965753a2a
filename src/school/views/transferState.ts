/** What the sheet of sending says beside the records themselves. */
export interface TransferState {
  readonly unsent: number
  /** The moment (ms) of the oldest unsent record once it is days ago. */
  readonly waitingSinceMs: number | null
  readonly isStuck: boolean
  /** How the last press of «Попробовать сейчас» ended. */
  readonly tried: string | null
  readonly isTrying: boolean
  /** How «Сверить с управлением» ended. */
  readonly checked: string | null
  readonly isChecking: boolean
}
