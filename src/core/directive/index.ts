export type {
  ChangeId,
  ChildId,
  DateOnly,
  DeviceId,
  DirectiveId,
  DistrictId,
  OfficerId,
  OrganizationId,
  PersonId,
  ResolutionId,
} from './ids.ts'
export { audiences, educationalKinds, organizationKinds } from './organization.ts'
export type { Audience, Organization, OrganizationKind } from './organization.ts'
export type {
  Addressee,
  ComputedDeadline,
  DateRule,
  DeadlinePosition,
  Directive,
  DirectiveChild,
  Force,
  Material,
  PeriodUnit,
  PrintedDeadline,
  RecurrenceUnit,
  ReportField,
  Resolution,
  ResolutionKind,
} from './directive.ts'
export { controlStates, executionStates, isClosed, refuseControl, refuseExecution } from './assignment.ts'
export type { ControlState, DeliveryState, ExecutionState, TransferState, TransitionRefusal } from './assignment.ts'
export {
  addDays,
  addMonths,
  compareDates,
  dateOnlyOf,
  dayOfWeek,
  daysBetween,
  daysInMonth,
  endOfMonth,
  endOfWeek,
  parseDateOnly,
  partsOf,
} from './dateOnly.ts'
export type { DateParts } from './dateOnly.ts'
export { isCertainYear, isWorkingDay, precedingWorkingDay } from './calendar.ts'
export type { CalendarYear, DayOffTransfer, ProductionCalendar } from './calendar.ts'
export { productionCalendar } from './productionCalendar.ts'
export { decodeRuleSet } from './decodeRuleSet.ts'
export { calendarOf, defaultRuleSet, moveOffNonWorking, ruleSetWith } from './ruleSet.ts'
export type { ReportDay, RuleSet } from './ruleSet.ts'
export { computeDeadline, daysOverdue, effectiveDueDate, offeredReportDue } from './deadline.ts'
export type { DeadlineContext } from './deadline.ts'
export { firstPeriodFrom, periodContaining, periodDueNow, periodsOf, standingUnitOf } from './periods.ts'
export type { Period } from './periods.ts'
export { addressByScope, addressedOrganizations, isAddressed, isOpen, isUnaddressed, kindsReachedBy } from './addressing.ts'
export { type DirectivePart, type PointNews, type PointStanding, differingParts, directiveParts, pointNews } from './difference.ts'
export { compareCards, groupOf, groupOrder } from './grouping.ts'
export type { CardOrder, Group, GroupInput } from './grouping.ts'
