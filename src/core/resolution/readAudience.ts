import type { Audience } from '#core/directive'
import {
  addresseeHeads,
  administrationWords,
  educationLevels,
  everyOrganization,
  headsOfAny,
  institutionPatterns,
  organizationKindPatterns,
  outsideBody,
  plainOrganization,
  staffPatterns,
} from './addresseeLexicon.ts'
import { blankBracketed } from './findAction.ts'
import type { AddresseeRule } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'

/** Words of a text that name a kind of organization, in the order of the text. */
export interface KindMention {
  readonly audience: Audience
  readonly from: number
  /** The words as printed; kinds that share a noun share the words. */
  readonly words: string
}

export interface ReadAudience {
  readonly audience: readonly Audience[]
  readonly rule: AddresseeRule
}

/** Whose subordinates they are, where they work and who is left out says nothing of who they are. */
const aside = /[,\s(]+(?:подведомственн|расположенн|находящ|имеющ|вошедш|участвующ|реализующ|показавш|являющ|кроме|за\sисключением|на\sбазе|на\sтерритории|в\sкотор|при\sкотор|–\sпункт)[\p{L}]*.*$/isu

/** Where the next addressee begins beside another: «Управлению образования, руководителям школ и старшим воспитателям». */
const besideOther = new RegExp(`(?:,\\s|\\sи\\s)(?=(?:[\\p{L}-]{2,30}(?:ым|им|ому|ему|ые|ие)\\s){0,3}(?:${addresseeHeads})(?!\\p{L}))`, 'iu')

/** The audience an addressee's name stands for; `unaddressed` where no word of it is known, so that a person decides. */
export function readAudience(name: string): ReadAudience {
  const parts = splitBeside(name.replace(aside, ''))
  const read = parts.map(readPart)
  const known = read.filter(({ audience }) => !audience.includes('unaddressed'))
  const [first] = known
  if (first === undefined) return read[0] ?? unknown
  return { audience: [...new Set(known.flatMap(({ audience }) => audience))], rule: first.rule }
}

const unknown: ReadAudience = { audience: ['unaddressed'], rule: 'audience_unknown' }

/** Names in quotes and brackets are not cut. */
function splitBeside(text: string): readonly string[] {
  const blank = blankBracketed(blankQuoted(text))
  const parts: string[] = []
  let from = 0
  for (let found = besideOther.exec(blank.slice(from)); found !== null; found = besideOther.exec(blank.slice(from))) {
    parts.push(text.slice(from, from + found.index))
    from += found.index + found[0].length
  }
  return [...parts, text.slice(from)]
}

function readPart(text: string): ReadAudience {
  const kinds = findKinds(formsOnly(text))
  const institutions = mentionsOf(text, institutionPatterns)
  const staff = mentionsOf(text, staffPatterns)
  const isEvery = text.search(everyOrganization) >= 0 || text.search(plainOrganization) >= 0
  if (institutions.length > 0 && !(headsOfAny.test(text) && (kinds.length > 0 || isEvery))) return { audience: distinct([...institutions, ...staff]), rule: 'institution_named' }
  if (staff.length > 0) return { audience: distinct([...staff, ...kinds.filter(({ audience }) => staff.every((own) => own.audience !== 'teachers' || audience === 'teachers'))].filter(({ audience }, _, all) => audience !== 'teachers' || !all.some((other) => other.audience === 'preschool'))), rule: 'staff_named' }
  const isOutside = text.search(outsideBody) >= 0 && text.search(everyOrganization) < 0
  if (kinds.length > 0 && !(isOutside && !headsOfAny.test(text) && kinds.every(({ words }) => !/^(?:[МГК]|ДО)/u.test(words)) && /^\p{L}+\s?(?:культур|МВД|полици)/iu.test(text))) return { audience: distinct([...kinds, ...plainSchools(text)]), rule: kindsRule(text) }
  if (isOutside) return { audience: ['other'], rule: 'institution_named' }
  if (isEvery) return { audience: ['all_organizations'], rule: 'every_kind' }
  if (text.search(administrationWords) >= 0) return { audience: ['administration'], rule: 'institution_named' }
  if (isHeadOfAnything(text)) return { audience: ['all_organizations'], rule: 'every_kind' }
  return /^(?:[\p{L}-]+\s){0,4}(?:управлени|отдел|комитет|департамент)/iu.test(text.replace(headsOfAny, '').trim()) ? { audience: ['administration'], rule: 'institution_named' } : unknown
}

/** «Руководителям», «директорам организаций района»: whose heads they are is not said, or said of any. */
function isHeadOfAnything(text: string): boolean {
  const rest = text.replace(headsOfAny, '').replace(/\([^()]*\)/gu, '').trim()
  return rest !== text.trim() && /^(?:(?:муниципальн|подведомственн|бюджетн|казённ|казенн|автономн)\p{L}+\s?){0,3}(?:(?:организаци|учреждени)\p{L}+)?(?:\s?(?:района|города|округа|улуса|края|области|[\p{Lu}][\p{L}-]+(?:ого|ой|а|ы)))*$/u.test(rest)
}

/** Beside a form that says the kind («МБУ ДО «Школа искусств»»), the words of the name say nothing. */
function formsOnly(text: string): string {
  return /(?<!\p{L})М[БАК]?(?:ДОУ|ОУ|УДО|У\sДО)(?!\p{L})/u.test(text) ? blankQuoted(text) : text
}

/** «ОУ» beside another kind means general schools. */
function plainSchools(text: string): readonly KindMention[] {
  return [...text.matchAll(plainOrganization)].map((found) => ({ audience: 'general_school', from: found.index, words: found[0] }))
}

function kindsRule(text: string): AddresseeRule {
  return text.trimEnd().endsWith(')') && findKinds(blankBracketed(text)).length === 0 ? 'kinds_in_brackets' : 'kinds_named'
}

/** Every word of the text that names a kind of organization; kinds that share a noun («дошкольного и общего образования») count each. */
export function findKinds(text: string): readonly KindMention[] {
  const found = [...mentionsOf(text, organizationKindPatterns)]
  for (const levels of text.matchAll(educationLevels)) found.push(...levelsOf(levels[0], levels.index))
  return found.sort((a, b) => a.from - b.from)
}

function levelsOf(text: string, at: number): readonly KindMention[] {
  const found: KindMention[] = []
  for (const word of text.matchAll(/(?<!\p{L})(общ|дошкольн|дополнительн)\p{L}{2,3}(?=(?:,\s|\s)(\p{L}+))/giu)) {
    if (/^профессиональн/iu.test(word[2] ?? '')) continue
    const stem = (word[1] ?? '').toLowerCase()
    const audience = stem === 'общ' ? 'general_school' : stem === 'дошкольн' ? 'preschool' : 'supplementary'
    found.push({ audience, from: at + word.index, words: text })
  }
  return found
}

/** Where the patterns match, in the order of the text. */
export function mentionsOf(text: string, patterns: readonly { readonly audience: Audience; readonly pattern: RegExp }[]): readonly KindMention[] {
  const found = patterns.flatMap(({ audience, pattern }) =>
    [...text.matchAll(pattern)].map((match): KindMention => ({ audience, from: match.index, words: match[0] })),
  )
  return found.sort((a, b) => a.from - b.from)
}

/** The audiences of the mentions, each once, in the order of the text. */
export function distinct(mentions: readonly KindMention[]): readonly Audience[] {
  return [...new Set([...mentions].sort((a, b) => a.from - b.from).map(({ audience }) => audience))]
}
