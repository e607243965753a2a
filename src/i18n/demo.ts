import { demo } from './locales/demo/ru.ts'
import { type Translate, createTranslate } from './translate.ts'

/** Says a sentence of the page that shows both programs. */
export const t: Translate<typeof demo> = createTranslate(demo, 'ru')
