import type { DateOnly } from '#core/directive'

/** Longest name, task and answer (UTF-16 units). */
export const maxNameLength = 100
export const maxTaskLength = 1000
export const maxAnswerLength = 4000

/** Why a link takes no answer any more. */
export type TeacherLinkEnd = 'expired' | 'cancelled' | 'closed' | 'withdrawn' | 'released' | 'taken'

/** What somebody without the program reads by a link: one point of one organization, and nobody's name but the own. */
export interface TeacherPage {
  readonly state: 'open'
  readonly organization: string
  readonly name: string
  readonly task: string
  readonly dueDate: DateOnly | null
  readonly document: { readonly kind: string; readonly number: string | null; readonly date: DateOnly | null; readonly title: string } | null
  readonly point: { readonly number: string | null; readonly heading: string | null; readonly text: string; readonly children: readonly string[] }
  /** When the newest answer came (ms); null before the first. */
  readonly sentMs: number | null
  /** The head put the newest answer aside: another is awaited. */
  readonly isDeclined: boolean
}

/** What is told of a link that is over: whom to ask, and why. */
export interface TeacherPageOver {
  readonly state: TeacherLinkEnd
  readonly organization: string
}

/** One live link as the school's phones see it. */
export interface TeacherLinkView {
  readonly id: string
  readonly name: string
  readonly task: string
  readonly dueDate: DateOnly | null
  readonly createdMs: number
  readonly expiresMs: number
}

/** A link just made; its secret is told this once. */
export interface NewTeacherLink {
  readonly id: string
  /** `https://…/t#<secret>`. */
  readonly link: string
  readonly expiresMs: number
}
