import type { DirectiveId, OrganizationId, ResolutionId } from '#core/directive'
import type { ControlCell, ControlView } from '#core/report'
import { day } from './day.ts'
import { makeResolution } from './recordFactory.ts'

/** Sunday noon in Yakutsk, as the office's screens of the tests have it. */
const controlNowMs = Date.UTC(2026, 10, 22, 3)

/** A point that was delivered and nobody has touched. */
export function makeControlCell(changes: Partial<ControlCell> = {}): ControlCell {
  return {
    directiveId: 'p1' as DirectiveId, period: 'whole', state: 'notStarted', execution: 'notStarted', control: 'onControl', delivery: 'delivered',
    dueDate: null, doneOn: null, isOverdue: false, hasClash: false, hasRequest: false, hasCorrection: false, ...changes,
  }
}

/** Two organizations and two points of one document. */
export function makeControl(changes: Partial<ControlView> = {}): ControlView {
  const organization = (id: string) => ({ id: id as OrganizationId, name: `Школа ${id}`, number: '1001', kinds: ['general_school' as const], settlement: `с. ${id}` })
  const column = (id: string, position: number, dueDate: ControlView['columns'][number]['dueDate']) => ({ id: id as DirectiveId, resolutionId: 'r1' as ResolutionId, number: `4.${String(position)}`, position, text: 'Пересмотреть учебную нагрузку', area: null, dueDate, isStanding: false })
  const { id, kindText, number, date, title, force } = makeResolution('r1')
  return {
    revision: 'one', isWhole: true, documents: [{ id, kindText, number, date, title, force }],
    columns: [column('p1', 1, null), column('p2', 2, day('2026-12-01'))],
    rows: [
      { organization: organization('one'), lastContactMs: controlNowMs - 12 * 86_400_000, trouble: null, cells: [makeControlCell({ state: 'overdue', isOverdue: true, hasClash: true })] },
      { organization: organization('two'), lastContactMs: controlNowMs, trouble: null, cells: [makeControlCell({ state: 'released', control: 'released' }), makeControlCell({ directiveId: 'p2' as DirectiveId, state: 'awaitsDecision', execution: 'reported' })] },
    ],
    ...changes,
  }
}
