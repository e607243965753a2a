import { t } from '../../i18n/upkeep.ts'
import { type Here, momentText } from './dateText.ts'
import type { Loss } from './rows.ts'

/** What the browser took of one organization: which records may be gone, by their numbers and since when. */
export function clearedText({ organizationName, unsent, unsentFrom, unsentSinceMs, lastSequence, lastExchangeMs }: Loss['cleared'][number], here: Here): string {
  const last = lastExchangeMs === null ? t('storage.lost.never') : t('storage.lost.last', { moment: momentText(lastExchangeMs, here) })
  const range = unsentFrom === null || unsentSinceMs === null ? t('storage.lost.none') : rangeText(unsent, unsentFrom, lastSequence, momentText(unsentSinceMs, here))
  return [`${organizationName}.`, range, last].join(' ')
}

function rangeText(n: number, from: number, to: number, moment: string): string {
  return from === to ? t('storage.lost.one', { from, moment }) : t('storage.lost.range', { n, from, to, moment })
}

/** What the server knows of this browser when nothing else does. */
export function rememberedText({ organizationName, lastContactMs, lastSequence }: Loss['remembered'][number], here: Here): string {
  const last = lastContactMs === null ? t('storage.lost.never') : t('storage.lost.last', { moment: momentText(lastContactMs, here) })
  const held = lastSequence === 0 ? '' : t('storage.empty.held', { n: lastSequence })
  return [`${organizationName}.`, last, held, t('storage.empty.after')].filter(Boolean).join(' ')
}
