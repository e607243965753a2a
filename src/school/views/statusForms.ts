import type { DateOnly } from '#core/directive'
import type { t } from '../../i18n/upkeep.ts'

export type FormName = 'report' | 'extension' | 'reason' | 'correction' | 'note' | 'link'

/** What a row of the status sheet opens: a form of words, or who in the school is to do the point. */
export type SheetForm = FormName | 'assign'

export interface FormWords {
  readonly text: string
  readonly to: DateOnly | null
}

/** Where the words of a form wait until they are kept: the program may be closed meanwhile. */
export interface FormDraft {
  read(): Promise<FormWords | null>
  keep(words: FormWords): void
}

type PlainKey = Extract<Parameters<typeof t>[0], 'mark.text' | 'mark.reason' | 'directive.note' | 'directive.link' | 'mark.text.save' | 'mark.extension.save' | 'mark.notApplicable.save' | 'action.save' | 'directive.link.add' | 'mark.extension.missing' | 'mark.extension.past' | 'mark.reason.missing' | 'directive.note.empty' | 'directive.link.wrong' | 'mark.correction.what' | 'mark.correction.save' | 'mark.correction.missing'>

export interface StatusFormView {
  readonly label: PlainKey
  readonly button: PlainKey
  readonly hasDate?: boolean
  readonly hasPhrases?: boolean
  /** The one thing its sheet is for. */
  readonly isMain?: boolean
  /** Why the words cannot be kept yet; null when they can. */
  refuse(words: FormWords, today: DateOnly): PlainKey | null
}

/** The short forms a person fills in; the report's words may be empty. */
export const formByName: Readonly<Record<FormName, StatusFormView>> = {
  report: { label: 'mark.text', button: 'mark.text.save', hasPhrases: true, isMain: true, refuse: () => null },
  extension: { label: 'mark.reason', button: 'mark.extension.save', hasDate: true, isMain: true, refuse: refuseExtension },
  reason: { label: 'mark.reason', button: 'mark.notApplicable.save', isMain: true, refuse: ({ text }) => (text === '' ? 'mark.reason.missing' : null) },
  correction: { label: 'mark.correction.what', button: 'mark.correction.save', isMain: true, refuse: ({ text }) => (text === '' ? 'mark.correction.missing' : null) },
  note: { label: 'directive.note', button: 'action.save', hasPhrases: true, refuse: ({ text }) => (text === '' ? 'directive.note.empty' : null) },
  link: { label: 'directive.link', button: 'directive.link.add', refuse: ({ text }) => (/^https:\/\/\S+$/.test(text) ? null : 'directive.link.wrong') },
}

function refuseExtension({ text, to }: FormWords, today: DateOnly): PlainKey | null {
  if (text === '' || to === null) return 'mark.extension.missing'
  return to < today ? 'mark.extension.past' : null
}
