import type { EnrolmentRow } from './rows.ts'
import { t } from '../../i18n/school.ts'

export interface LoadFacts extends Pick<EnrolmentRow, 'firstLoadDone' | 'remaining'> {
  /** Cards on this phone. */
  readonly loaded: number
  /** The program itself starts without the network. */
  readonly isInstalled: boolean
}

/** «Готово» only when every page of the first load came and the program itself is kept; else what came, and what did not. */
export function loadText({ firstLoadDone, remaining, loaded, isInstalled }: LoadFacts): string {
  if (firstLoadDone) return isInstalled ? t('enrol.ready') : t('enrol.installing', { done: loaded })
  if (remaining === 0) return t('enrol.partial.unknown', { done: loaded })
  return t('enrol.partial', { done: loaded, total: loaded + remaining })
}
