/** The rows that screens show; components know no other part of the device. */
export type { AcknowledgementEntry, AssignmentSummary, CardRow, ChangeRow, EnrolmentRow, ResolutionRow } from '../../device/rows.ts'
export type { SyncFailure } from '../../device/keepFailure.ts'
export type { OrganizationOutcome } from '../../device/runSync.ts'
export type { CheckOutcome } from '../../device/checkWithOffice.ts'
export type { Loss } from '../../device/findLoss.ts'
export type { AssignmentDetails, Card } from '../../device/viewQueries.ts'
