import type { DateOnly, ExecutionState } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type { PointView } from './cardView.ts'
import type { SheetForm } from './statusForms.ts'

/** What one tap or form of the status sheet asks for. */
export type Mark =
  | { readonly type: 'execution'; readonly state: ExecutionState; readonly text?: string; readonly reason?: string }
  | { readonly type: 'extensionRequest'; readonly to: DateOnly; readonly reason: string }
  /** «Прошу исправить» on a point the office has closed. */
  | { readonly type: 'progressNote'; readonly text: string; readonly asks: 'correction' }

export interface MarkTarget {
  readonly subject: SubjectKey
  readonly subjectVersion: number
  /** «Пункт 4.2», for the sentence after it. */
  readonly name: string
}

/** One row of the status sheet: marks at once, or opens a form. */
export type MarkRow =
  | { readonly label: 'mark.inProgress' | 'mark.reported' | 'mark.withdraw'; readonly state: ExecutionState; readonly form?: undefined }
  | { readonly label: 'mark.reportedWithText' | 'mark.extension' | 'mark.notApplicable' | 'mark.correction' | 'mark.assign'; readonly form: SheetForm }

/** What may be marked now: while the office keeps the point closed only that it be opened again; a claim may be taken back. */
export function rowsOf({ isOpen, state }: PointView): MarkRow[] {
  if (!isOpen) return state === 'released' ? [{ label: 'mark.correction', form: 'correction' }] : []
  const isClaimed = state === 'reported' || state === 'notApplicableClaim'
  const rows: (MarkRow | false)[] = [
    isClaimed && { label: 'mark.withdraw', state: 'inProgress' },
    state === 'notStarted' && { label: 'mark.inProgress', state: 'inProgress' },
    !isClaimed && { label: 'mark.reported', state: 'reported' },
    { label: 'mark.reportedWithText', form: 'report' },
    { label: 'mark.extension', form: 'extension' },
    state !== 'notApplicableClaim' && { label: 'mark.notApplicable', form: 'reason' },
    !isClaimed && { label: 'mark.assign', form: 'assign' },
  ]
  return rows.filter((row) => row !== false)
}
