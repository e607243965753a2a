import { school } from './locales/ru.ts'
import { upkeep } from './locales/upkeep/ru.ts'
import { catalogueOf, localeOf } from './school.ts'
import { type Translate, createTranslate } from './translate.ts'

type LateCatalogue = typeof school & typeof upkeep

const furtherLocales = import.meta.glob<{ readonly upkeep: typeof upkeep }>(['./locales/upkeep/*.ts', '!./locales/upkeep/ru.ts'])

let say = createTranslate<LateCatalogue>({ ...school, ...upkeep }, 'ru')

/** Takes up the locale the program speaks, before a late part is drawn. */
export async function useLateLocale(): Promise<void> {
  const further = await furtherLocales[`./locales/upkeep/${localeOf()}.ts`]?.()
  if (further !== undefined) say = createTranslate({ ...catalogueOf(), ...further.upkeep }, localeOf())
}

/** Says a sentence of the parts that load late; those of the first load are at hand too. */
export const t: Translate<LateCatalogue> = (key, ...params) => say(key, ...params).replaceAll('г..', 'г.')
