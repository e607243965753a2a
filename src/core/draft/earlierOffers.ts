import { type DateOnly, type DirectiveId, addMonths, parseDateOnly } from '#core/directive'
import type { DraftBody, DraftItem } from './draft.ts'
import { type ItemChange, changeItem } from './editDraft.ts'
import { matchRows } from './matchPoints.ts'

/** What one similar point of an earlier document had, and this row has not. */
export interface EarlierOffer {
  readonly item: DraftItem
  readonly earlier: DraftItem
  readonly change: Pick<ItemChange, 'isOnControl' | 'reportFields' | 'periodUnit' | 'reportDue'>
}

/**
 * «Взять прошлогоднее»: control, report fields, periods and report dates of similar points of an earlier document, as they
 * would be taken. A report date moves by the whole years between the two documents, so that it is not past on `today`.
 */
export function earlierOffers(draft: DraftBody, earlier: DraftBody, today: DateOnly): EarlierOffer[] {
  const directives = draft.items.filter(({ isDirective }) => isDirective)
  const matches = matchRows(directives, earlier.items.filter(({ isDirective }) => isDirective))
  const years = yearsBetween(earlier.document.date, draft.document.date ?? today)
  return directives.flatMap((item): EarlierOffer[] => {
    const point = matches.get(item)
    const change = point === undefined ? {} : changeOf(item, point, years, today)
    return point === undefined || Object.keys(change).length === 0 ? [] : [{ item, earlier: point, change }]
  })
}

/** Takes offers into a draft, as one step. */
export function takeEarlier(draft: DraftBody, offers: readonly { readonly id: DirectiveId; readonly change: EarlierOffer['change'] }[]): DraftBody {
  return offers.reduce((body, { id, change }) => changeItem(body, id, change), draft)
}

function changeOf(item: DraftItem, point: DraftItem, years: number, today: DateOnly): EarlierOffer['change'] {
  const reportDue = point.reportDue === null || item.deadline.kind !== 'none' ? null : shiftYears(point.reportDue, years, today)
  return {
    ...(item.isOnControl === point.isOnControl ? {} : { isOnControl: point.isOnControl }),
    ...(point.reportFields.length === 0 || JSON.stringify(item.reportFields) === JSON.stringify(point.reportFields) ? {} : { reportFields: point.reportFields }),
    ...(item.periodUnit === null || point.periodUnit === null || item.periodUnit === point.periodUnit ? {} : { periodUnit: point.periodUnit }),
    ...(reportDue === null || item.periodUnit !== null || reportDue === item.reportDue ? {} : { reportDue }),
  }
}

/** The same day so many years later, and further while it is past; 29 February becomes 28. */
function shiftYears(date: DateOnly, years: number, today: DateOnly): DateOnly {
  let shifted = addMonths(date, 12 * years)
  while (shifted < today) shifted = addMonths(shifted, 12)
  return shifted
}

function yearsBetween(from: DateOnly | null, to: DateOnly): number {
  return from === null || parseDateOnly(from) === null ? 1 : Math.max(0, Number(to.slice(0, 4)) - Number(from.slice(0, 4)))
}
