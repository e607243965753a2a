/**
 * An assignment is one directive in one organization: the head's card. Its axes are independent and each has one
 * writer: the school owns execution, the office owns control.
 */

/** What the school claims. */
export const executionStates = ['notStarted', 'inProgress', 'reported', 'notApplicableClaim'] as const
export type ExecutionState = (typeof executionStates)[number]

/** What the office decided. */
export const controlStates = ['noControl', 'onControl', 'extraControl', 'returned', 'released', 'cancelled'] as const
export type ControlState = (typeof controlStates)[number]

/** Where one change is; a property of the change, never of a record. `secured` is never a word on the phone. */
export type TransferState = 'onDevice' | 'sent' | 'secured' | 'rejected' | 'quarantined'

/** How far the directive itself came: computed by the office's side. */
export type DeliveryState = 'undelivered' | 'delivered' | 'acknowledged'

/** Control states after which the school's marks no longer apply until the office reopens the assignment. */
export function isClosed(control: ControlState): boolean {
  return control === 'released' || control === 'cancelled'
}

/** Why a wished transition is refused. */
export type TransitionRefusal = 'TransitionNotAllowed' | 'ReasonRequired'

/**
 * Whether a school may move its execution to `to`. Any state may follow any other while the office keeps the
 * assignment open (a head may change his mind, a mark may be undone); «не относится к нам» needs a reason.
 */
export function refuseExecution(control: ControlState, to: ExecutionState, reason: string | undefined): TransitionRefusal | null {
  if (isClosed(control)) return 'TransitionNotAllowed'
  if (to === 'notApplicableClaim' && isBlank(reason)) return 'ReasonRequired'
  return null
}

const controlTransitions: Readonly<Record<ControlState, readonly ControlState[]>> = {
  noControl: ['onControl', 'returned', 'released', 'cancelled'],
  onControl: ['noControl', 'extraControl', 'returned', 'released', 'cancelled'],
  extraControl: ['onControl', 'returned', 'released', 'cancelled'],
  returned: ['onControl', 'extraControl', 'returned', 'released', 'cancelled'],
  released: ['onControl', 'returned'],
  cancelled: ['onControl'],
}

/** Whether the office may move its control from one state to another; a return and a reopening need a reason. */
export function refuseControl(from: ControlState, to: ControlState, reason: string | undefined): TransitionRefusal | null {
  if (!controlTransitions[from].includes(to)) return 'TransitionNotAllowed'
  if ((to === 'returned' || isClosed(from)) && isBlank(reason)) return 'ReasonRequired'
  return null
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === ''
}
