import { errors, school } from './locales/ru.ts'
import { type Translate, createTranslate } from './translate.ts'

type SchoolCatalogue = typeof school
type ErrorCatalogue = typeof errors

/** Codes this catalogue has a sentence for. */
export type SpokenCode = keyof ErrorCatalogue

/** Further languages: one more file beside `ru.ts` is enough. */
const furtherLocales = import.meta.glob<{ readonly school: SchoolCatalogue; readonly errors: ErrorCatalogue }>(['./locales/*.ts', '!./locales/ru.ts'])

let locale = 'ru'
let catalogue: SchoolCatalogue = school
let say = createTranslate(school, locale)
let sayError = createTranslate(errors, locale)

/** Takes up a locale before the program is drawn; an unknown one leaves Russian. */
export async function useLocale(wished: string): Promise<void> {
  const load = furtherLocales[`./locales/${wished}.ts`]
  if (load === undefined) return
  const further = await load()
  locale = wished
  catalogue = further.school
  say = createTranslate(catalogue, locale)
  sayError = createTranslate(further.errors, locale)
}

/** What is spoken now, for the parts that load late. */
export const localeOf = (): string => locale
export const catalogueOf = (): SchoolCatalogue => catalogue

/** Says a sentence of the school's program; a date that ends in «г.» closes the sentence by itself. */
export const t: Translate<SchoolCatalogue> = (key, ...params) => say(key, ...params).replaceAll('г..', 'г.')

/** Says what a code means for the head; a code of a newer server is named as it is. */
export function errorText(code: string): string {
  return isSpoken(code) ? sayError(code) : sayError('Unknown', { code })
}

function isSpoken(code: string): code is Exclude<SpokenCode, 'Unknown'> {
  return code !== 'Unknown' && Object.hasOwn(errors, code)
}
