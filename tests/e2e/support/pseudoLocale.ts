/** The school's program in a language that does not exist: every sentence is longer by two fifths, and none is left as it was. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildOtherProgram } from './otherProgram.ts'

/** Yakut's place, which no catalogue has taken yet: browsers and readers know the name. */
export const pseudoLocale = 'sah'

/** Stands at the head of every sentence, so that one that is not of the catalogue is seen. */
export const pseudoSign = '⁑'

const longer = `
type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>
const stretch = (text: string): string => '${pseudoSign}' + text.replace(/\\{\\w+\\}|([аеиоуыэюяё])/giu, (all, vowel: string | undefined) => vowel === undefined ? all : vowel + vowel.toLowerCase())
const stretchAll = <Of extends Texts>(texts: Of): Of => Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, typeof text === 'string' ? stretch(text) : Object.fromEntries(Object.entries(text).map(([form, one]) => [form, stretch(one)]))])) as Of
`

/** A further locale is two more files of words and the page's language, and no line of code. */
export function buildPseudoProgram(): Promise<string> {
  return buildOtherProgram('pseudo-program', (folder) => {
    const write = (path: string, text: string): void => { writeFileSync(join(folder, path), text) }
    write(`src/i18n/locales/${pseudoLocale}.ts`, `import * as ru from './ru.ts'\n${longer}export const school = stretchAll(ru.school)\nexport const errors = stretchAll(ru.errors)\n`)
    write(`src/i18n/locales/upkeep/${pseudoLocale}.ts`, `import * as ru from './ru.ts'\n${longer}export const upkeep = stretchAll(ru.upkeep)\n`)
    write('index.html', readFileSync(join(folder, 'index.html'), 'utf8').replace('lang="ru"', `lang="${pseudoLocale}"`))
  })
}
