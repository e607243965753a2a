import type { AssignmentCounts, MatrixCell } from './officeViews.ts'

/** The counts of nothing. */
export const noCounts: AssignmentCounts = { assignments: 0, reported: 0, released: 0, awaitsDecision: 0, returned: 0, overdue: 0, requests: 0, withdrawn: 0 }

/**
 * Counts cells. The school's claim (`reported`) and the office's decision (`released`) are counted apart, so a point
 * may stand in both; a returned point that is past its day counts as overdue too. A withdrawn point is counted by itself.
 */
export function countCells(cells: Iterable<Pick<MatrixCell, 'execution' | 'state' | 'isOverdue' | 'hasRequest' | 'isWithdrawn'> | null>): AssignmentCounts {
  const counts = { ...noCounts }
  for (const cell of cells) {
    if (cell === null) continue
    if (cell.isWithdrawn === true) {
      counts.withdrawn += 1
      continue
    }
    counts.assignments += 1
    counts.reported += Number(cell.execution === 'reported')
    counts.released += Number(cell.state === 'released')
    counts.awaitsDecision += Number(cell.state === 'awaitsDecision')
    counts.returned += Number(cell.state === 'returned')
    counts.overdue += Number(cell.isOverdue)
    counts.requests += Number(cell.hasRequest)
  }
  return counts
}

/** Two counts together, of different organizations or documents. */
export function addCounts(a: AssignmentCounts, b: AssignmentCounts): AssignmentCounts {
  return {
    assignments: a.assignments + b.assignments,
    reported: a.reported + b.reported,
    released: a.released + b.released,
    awaitsDecision: a.awaitsDecision + b.awaitsDecision,
    returned: a.returned + b.returned,
    overdue: a.overdue + b.overdue,
    requests: a.requests + b.requests,
    withdrawn: a.withdrawn + b.withdrawn,
  }
}
