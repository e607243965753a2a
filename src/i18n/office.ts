import { refusals } from './locales/office/refusals.ts'
import { office } from './locales/office/ru.ts'
import { issues } from './locales/ru.ts'
import { type Translate, createTranslate } from './translate.ts'

/** A refusal of the server, or of a file that cannot be read. */
const errors = { ...issues, ...refusals }
const sayError = createTranslate(errors, 'ru')

const say = createTranslate(office, 'ru')

/** Says a sentence of the office's program; a date that ends it brings its own full stop («2024 г.»). */
export const t: Translate<typeof office> = (key, ...params) => say(key, ...params).replace(/(\u00a0г\.)\.$/, '$1')

/** Says what a refusal means for the specialist; `retryAfterSeconds` where the server named it. */
export function errorText(code: string, retryAfterSeconds: number | null = null): string {
  if (code === 'TooManyAttempts') return sayError('TooManyAttempts', { n: Math.max(1, Math.ceil((retryAfterSeconds ?? 60) / 60)) })
  return isSpoken(code) ? sayError(code) : sayError('Unknown', { code })
}

function isSpoken(code: string): code is Exclude<keyof typeof errors, 'Unknown' | 'TooManyAttempts'> {
  return code !== 'Unknown' && code !== 'TooManyAttempts' && Object.hasOwn(errors, code)
}
