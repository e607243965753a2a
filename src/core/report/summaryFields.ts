import type { ReportField } from '#core/directive'
import type { FieldAnswer } from '#core/sync'
import type { OrganizationMarks, SummaryMark } from './summaryViews.ts'

/** What the organizations answered to one report field, together. */
export interface FieldTotal {
  readonly field: ReportField
  /** How many were asked, and how many of them answered. */
  readonly asked: number
  readonly answered: number
  /** Numbers summed; null for a field of another type or when nobody answered. */
  readonly sum: number | null
  /** Yes and no counted; zero for a field of another type. */
  readonly yes: number
  readonly no: number
}

/** One organization's answers to a directive's fields, in the order of the fields; null where it gave none. */
export interface FieldRow {
  readonly organization: OrganizationMarks['organization']
  readonly answers: readonly (FieldAnswer | null)[]
}

/** The fields of one directive (of one period, where it is standing) with everybody's answers and the totals. */
export interface FieldTable {
  readonly rows: readonly FieldRow[]
  readonly totals: readonly FieldTotal[]
}

/** Lays the answers out by organization and adds them up. */
export function foldFieldTable(fields: readonly ReportField[], asked: readonly { readonly organization: OrganizationMarks['organization']; readonly mark: SummaryMark }[]): FieldTable {
  const rows = asked.map(({ organization, mark }) => {
    const byField = new Map(mark.answers)
    return { organization, answers: fields.map(({ id }) => byField.get(id) ?? null) }
  })
  const totals = fields.map((field, column) => totalOf(field, rows.map(({ answers }) => answers[column] ?? null)))
  return { rows, totals }
}

function totalOf(field: ReportField, answers: readonly (FieldAnswer | null)[]): FieldTotal {
  const given = answers.filter((answer) => answer !== null)
  const numbers = given.filter((answer) => typeof answer === 'number')
  return {
    field,
    asked: answers.length,
    answered: given.length,
    sum: numbers.length === 0 ? null : sumOf(numbers),
    yes: given.filter((answer) => answer === true).length,
    no: given.filter((answer) => answer === false).length,
  }
}

/** Added in whole parts of the finest decimal place printed, for 0.1 + 0.2 must read 0.3 in the chief's table. */
function sumOf(numbers: readonly number[]): number {
  const places = Math.min(9, Math.max(0, ...numbers.map((one) => /\.(\d+)$/.exec(String(one))?.[1]?.length ?? 0)))
  return Number(numbers.reduce((sum, one) => sum + one, 0).toFixed(places))
}
