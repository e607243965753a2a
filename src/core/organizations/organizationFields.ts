import type { OrganizationKind } from '#core/directive'

/** What a specialist writes of an organization; its number is the server's. */
export interface OrganizationFields {
  readonly name: string
  /** At least one, in the order of `organizationKinds`. */
  readonly kinds: readonly OrganizationKind[]
  readonly settlement: string
  readonly phone: string
  readonly head: string
}

export type TextField = Exclude<keyof OrganizationFields, 'kinds'>
export const textFields = ['name', 'settlement', 'phone', 'head'] as const satisfies readonly TextField[]

/** Longest texts (UTF-16 units): what fits a letter's line and a list's cell. */
export const fieldBounds: Readonly<Record<TextField, number>> = { name: 200, settlement: 100, phone: 60, head: 100 }

/** What is wrong with one field. */
export type FieldProblem =
  | { readonly type: 'nameMissing' | 'kindMissing' }
  | { readonly type: 'tooLong'; readonly field: TextField; readonly max: number }
  | { readonly type: 'phoneUnreadable'; readonly text: string }

/** Everything that is wrong with an organization's fields, in the order of a form; empty when they may be stored. */
export function checkFields(fields: OrganizationFields): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (fields.name === '') problems.push({ type: 'nameMissing' })
  if (fields.kinds.length === 0) problems.push({ type: 'kindMissing' })
  for (const field of textFields) if (fields[field].length > fieldBounds[field]) problems.push({ type: 'tooLong', field, max: fieldBounds[field] })
  if (!isPhone(fields.phone)) problems.push({ type: 'phoneUnreadable', text: fields.phone })
  return problems
}

/** A text in one line: runs of spaces and breaks are one space, nothing at its ends. */
export function tidy(text: string): string {
  return text.replace(/[\s\u00a0\u200b]+/gu, ' ').trim()
}

/** «8 (41135) 0-00-23», several of them, «доб. 12»; none at all. It must hold enough digits to be dialled. */
function isPhone(text: string): boolean {
  if (text === '') return true
  const rest = text.replaceAll(/(?:тел|моб|раб|факс|доб|вн|сот)(?:\.|(?!\p{L}))/giu, '')
  return /^[\d\s+()\-–—.,;:/№*#]+$/u.test(rest) && (text.match(/\d/gu)?.length ?? 0) >= 5
}
