import type { DateOnly, ExecutionState } from '#core/directive'
import type { SubjectKey } from '#core/sync'

/** What one tap or form of the status sheet asks for. */
export type Mark =
  | { readonly type: 'execution'; readonly state: ExecutionState; readonly text?: string; readonly reason?: string }
  | { readonly type: 'extensionRequest'; readonly to: DateOnly; readonly reason: string }

export interface MarkTarget {
  readonly subject: SubjectKey
  readonly subjectVersion: number
  /** «Пункт 4.2», for the sentence after it. */
  readonly name: string
}
