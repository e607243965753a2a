import { t } from '../../i18n/upkeep.ts'
import type { StorageRoom } from './rows.ts'

const mb = 1_000_000
const gb = 1000 * mb

/** «Память: 12 из 300 МБ», «Память: 12 МБ из 64 ГБ». */
export function memoryText({ usedBytes, quotaBytes }: StorageRoom): string {
  // What is kept at all is at least one.
  const used = String(Math.max(1, Math.round(usedBytes / mb)))
  if (quotaBytes < gb) return t('settings.memory', { used, quota: t('settings.memory.mb', { n: Math.round(quotaBytes / mb) }) })
  return t('settings.memory', { used: t('settings.memory.mb', { n: used }), quota: t('settings.memory.gb', { n: Math.round(quotaBytes / gb) }) })
}
