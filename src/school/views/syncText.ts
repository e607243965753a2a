import { t } from '../../i18n/school.ts'
import { type Here, momentText } from './dateText.ts'
import type { SyncLine } from './syncLine.ts'

/** The line about sending in words. */
export function lineText(line: SyncLine, here: Here): string {
  switch (line.type) {
    case 'sending':
      return t('sync.sending', { i: line.i, n: line.n })
    case 'checking':
      return t('sync.checking')
    case 'never':
      return t('sync.never')
    case 'revoked':
      return t('sync.revoked.short')
    case 'refused':
      return t('sync.refused.short', { n: line.n })
    case 'stuck':
      return t('sync.stuck.short', { n: line.n })
    case 'waiting':
      return t('sync.waiting.short', { n: line.n })
    case 'failed':
      return t('sync.failed.short')
    case 'done':
      return t('sync.done', { moment: momentText(line.atMs, here) })
  }
}
