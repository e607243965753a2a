import { t } from '../../i18n/school.ts'
import type { AssignmentSummary } from './rows.ts'
import { sentence } from './dateText.ts'

/** What the office decided and the head must see, in the office's own words; null where there is nothing to tell. */
export function newsText(summary: Pick<AssignmentSummary, 'news'> | null): string | null {
  const news = summary?.news
  if (news === undefined) return null
  return t(news.reason === '' ? `news.${news.type}.plain` : `news.${news.type}`, { reason: sentence(news.reason) })
}
