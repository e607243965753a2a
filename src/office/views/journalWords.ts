import { t } from '../../i18n/office.ts'
import { journalActions } from '../../i18n/locales/office/journalActions.ts'

/** What an action of the journal is called; one of a newer version by its own name. */
export function actionText(action: string): string {
  return journalActions[action] ?? t('journal.unknown', { action })
}

/** Every kind of action the journal can be narrowed to. */
export function actionOptions(): readonly { readonly action: string; readonly text: string }[] {
  return Object.entries(journalActions).map(([action, text]) => ({ action, text })).sort((a, b) => a.text.localeCompare(b.text, 'ru'))
}
