import { teacher } from './locales/teacher/ru.ts'
import { type Translate, createTranslate } from './translate.ts'

/** Says a sentence of the page behind a school's link. */
export const t: Translate<typeof teacher> = createTranslate(teacher, 'ru')
