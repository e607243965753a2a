import { t } from '../../i18n/office.ts'

const states = ['notStarted', 'inProgress', 'reported', 'notApplicableClaim', 'returned', 'released', 'cancelled'] as const

/** The word of a state a report names; one of a newer program is shown as it came. */
export function reportedState(state: string): string {
  const known = states.find((one) => one === state)
  return known === undefined ? state : t(`sentReport.state.${known}`)
}
