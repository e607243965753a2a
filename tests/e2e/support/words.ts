import { refusals } from '../../../src/i18n/locales/office/refusals.ts'
import { office } from '../../../src/i18n/locales/office/ru.ts'
import { errors, school as first } from '../../../src/i18n/locales/ru.ts'
import { upkeep } from '../../../src/i18n/locales/upkeep/ru.ts'
import { type Message, createTranslate } from '../../../src/i18n/translate.ts'

const school = { ...first, ...upkeep }

/** The sentences of the school's program, as people see them. */
export const say = createTranslate(school, 'ru')
export const sayError = createTranslate(errors, 'ru')

/** The sentences of the office's program. */
export const sayOffice = createTranslate(office, 'ru')
export const sayOfficeError = createTranslate(refusals, 'ru')

/** A sentence of the school's program, whatever stands in its braces. */
export function like(key: keyof typeof school): RegExp {
  return toPattern(school[key])
}

/** A sentence of the office's program, whatever stands in its braces. */
export function likeOffice(key: keyof typeof office): RegExp {
  return toPattern(office[key])
}

function toPattern(message: Message): RegExp {
  const forms = typeof message === 'string' ? [message] : [message.one, message.few, message.many]
  return new RegExp(forms.map((form) => form.split(/\{\w+\}/).map(escape).join('.+')).join('|'), 'u')
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s/g, '\\s')
}
