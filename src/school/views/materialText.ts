import type { Material } from '#core/directive'
import { formatSize } from '../../i18n/formatSize.ts'
import { errorText } from '../../i18n/school.ts'
import { t } from '../../i18n/upkeep.ts'

/** Where a material is: `share` of it (per cent) is on this phone; `failure` says why the rest did not come. */
export type MaterialState =
  | { readonly type: 'link' | 'kept' }
  | { readonly type: 'loading'; readonly share: number }
  | { readonly type: 'away'; readonly share: number; readonly failure: string | null }

/** «PDF, 190 кБ», or a link's own address. */
export function materialFacts({ fileType, sizeBytes, link }: Material): string {
  return link ?? [(fileType ?? '').toUpperCase(), sizeBytes === null ? '' : formatSize(sizeBytes)].filter(Boolean).join(', ')
}

/** Why a file did not come, and what is safe. */
export function materialFailure(code: string): string {
  if (code === 'FileDamaged') return t('material.damaged')
  if (code === 'StorageFull') return t('material.full')
  return code === 'NotFound' ? t('material.gone') : t('material.failed', { reason: errorText(code) })
}
