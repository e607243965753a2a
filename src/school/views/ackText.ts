import type { PersonId } from '#core/directive'
import { dateInZone, formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import type { Here } from './dateText.ts'
import type { DocumentView } from './documentView.ts'

/** Who acknowledged a document and when, a sentence each: «Ознакомлен(а): Петрова А.И., 22 ноября.» */
export function listAcknowledged({ acknowledgements }: DocumentView, nameOf: (id: PersonId) => string | null, { zone, today }: Pick<Here, 'zone' | 'today'>): string[] {
  return acknowledgements.map(({ personId, atMs }) =>
    t('documents.acked', { name: nameOf(personId) ?? t('history.unknownAuthor'), date: formatDay(dateInZone(atMs, zone), today) }),
  )
}
