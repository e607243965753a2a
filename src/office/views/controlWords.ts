import { daysBetween, isClosed } from '#core/directive'
import { type ControlCell, type ControlRow, subjectOfCell } from '#core/report'
import { dateInZone, formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/office.ts'
import { type Reading, isSilent } from '../words.ts'
import { isDueSoon } from './controlFilter.ts'

/** A cell's name among the chosen. */
export function keyOfCell({ organization }: Pick<ControlRow, 'organization'>, cell: ControlCell): string {
  return `${organization.id} ${subjectOfCell(cell)}`
}

/** What a cell says beside its state, the pressing first; with `isShort` the one most pressing, and the state itself left out. */
export function cellWords(cell: ControlCell, reading: Reading, isShort = false): string[] {
  const { control, delivery, state } = cell
  const beside = [
    cell.hasRequest && t('matrix.extraRequest'),
    cell.hasCorrection && t('control.correction'),
    cell.hasClash && !isClosed(control) && t('matrix.extraClash'),
    cell.isOverdue && state !== 'overdue' && t('matrix.extraOverdue'),
    isDueSoon(cell, reading.today) && t('control.dueSoon'),
    delivery === 'undelivered' && !isClosed(control) && t('deliveryShort.undelivered'),
  ].filter((word) => word !== false)
  if (isShort) return beside.slice(0, 1)
  return [t(`state.${state}`), ...beside, ...(delivery === 'undelivered' ? [] : [t(`deliveryShort.${delivery}`)])]
}

/** «данные от 3 ноября, 19 дней · молчат»: how old what is shown of an organization may be. */
export function dataAgeText(lastContactMs: number | null, reading: Reading): string {
  if (lastContactMs === null) return t('contact.never')
  const day = dateInZone(lastContactMs, reading.zone)
  const days = daysBetween(day, reading.today)
  if (days <= 0) return t('control.data', { day: formatDay(day, reading.today) })
  const age = t('control.dataDays', { day: formatDay(day, reading.today), n: days })
  return isSilent(lastContactMs, reading) ? `${t('control.silent')}: ${age}` : age
}
