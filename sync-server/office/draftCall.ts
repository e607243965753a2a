import type { OfficerId } from '#core/directive'
import type { SummaryContext } from '#core/report'
import type { DistrictRecord } from '../store/records.ts'

/** Who works on a document, where and when. */
export interface DraftCall {
  readonly district: DistrictRecord
  readonly officerId: OfficerId
  readonly context: SummaryContext
  readonly nowMs: number
  readonly newId: () => string
}
