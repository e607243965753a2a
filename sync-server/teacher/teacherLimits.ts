/** How long a link for a teacher can be used (ms). */
export const teacherLinkLifeMs = 30 * 24 * 3_600_000

/** Most links of one organization that are neither over nor cancelled. */
export const maxLiveLinks = 20

/** Most links one organization makes within a day, cancelled ones among them. */
export const maxLinksPerDay = 100
export const linkDayMs = 24 * 3_600_000

/** How long a link that is over still says so by the school's name (ms). */
export const overToldMs = 180 * 24 * 3_600_000

/** Most different answers by one link within the window (ms). */
export const maxAnswers = 10
export const answerWindowMs = 3_600_000

/** Requests of pages without a sign-in that are at work at once. */
export const teachersAtOnce = 16

/** Largest body of such a request (bytes as sent): 4,000 letters of two bytes, and room. */
export const maxTeacherBytes = 32 * 1024

/** Bytes of the secret in the link: nobody tries 256 bits. */
export const teacherSecretBytes = 32
