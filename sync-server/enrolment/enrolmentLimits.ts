/** How long a code can be used (ms). */
export const codeLifeMs = 14 * 24 * 3_600_000

/** How long the link of a phone that another phone of the school invited can be used (ms). */
export const invitationLifeMs = 24 * 3_600_000

/** Most such links of one organization that nobody has used yet. */
export const maxInvitations = 5

/** Digits a person types. */
export const codeDigits = 9

/** The time over which failed tries of typed codes are counted (ms). */
export const attemptWindowMs = 3_600_000

/** Most failed tries of one organization's codes within the window. */
export const maxOrganizationAttempts = 5

/** Most failed tries on the whole server within the window. */
export const maxServerAttempts = 200

/** Bytes of the secret in a link: nobody tries 128 bits, so links have no limit that others could use up. */
export const secretBytes = 16
