import { valueOf } from '#core/sync'
import { dateInZone, formatDay } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import type { Here } from './dateText.ts'
import type { ChangeRow } from './rows.ts'

/** Who marked what twice and which of it stands; answers to fields, and more than two marks, are counted by nobody. */
export function clashText(clash: readonly ChangeRow[], authorOf: (change: ChangeRow) => string, { zone, today }: Pick<Here, 'zone' | 'today'>): string {
  const states = clash.flatMap((change) => valueOf('execution', change)?.state ?? [])
  const kept = states.at(-1)
  if (kept === undefined || states.length !== 2 || clash.length !== 2) return t('clash.text')
  const marks = clash.map((change, index) =>
    t('clash.mark', { author: authorOf(change), state: t(`state.${states[index] ?? kept}`), date: formatDay(dateInZone(change.effectiveStampMs ?? change.stampMs, zone), today) }))
  return t('clash.told', { first: marks[0] ?? '', second: marks[1] ?? '', kept: t(`state.${kept}`) })
}
