import type { Audience } from '#core/directive'
import { blankBracketed, findAction } from './findAction.ts'
import { findDeadlineInside } from './findDeadline.ts'
import {
  addresseeAbbreviation,
  addresseeStart,
  addressingVerb,
  administrationHead,
  educationLevels,
  everyOrganization,
  headsOfAny,
  institutionPatterns,
  organizationKindPatterns,
  outsideBody,
  plainOrganization,
  staffPatterns,
} from './lexicon.ts'
import type { AddresseeRule, ParsedAddressee } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'

/** A name of one addressee is never longer; a longer clause is a sentence. */
const longestHeading = 400

const person = '\\p{Lu}\\p{Ll}{1,30}(?:-\\p{Lu}\\p{Ll}{1,30})?\\s\\p{Lu}\\.\\s?(?:\\p{Lu}\\.)?|\\p{Lu}\\.\\s?(?:\\p{Lu}\\.\\s?)?\\p{Lu}\\p{Ll}{1,30}(?:-\\p{Lu}\\p{Ll}{1,30})?'
const personInBrackets = new RegExp(`\\s?\\(((?:${person})(?:\\s?[,;]\\s?(?:${person})){0,5})\\)$`, 'u')

/** Words of a text that name a kind of organization, in the order of the text. */
export interface KindMention {
  readonly audience: Audience
  readonly from: number
  /** The words as printed; kinds that share a noun share the words. */
  readonly words: string
}

/**
 * Reads a heading that names who must act, e.g. «Руководителям дошкольных учреждений (Петрова А.А.):».
 * Null where it begins like a task or a field of work.
 */
export function readAddresseeHeading(text: string): ParsedAddressee | null {
  if (text.length > longestHeading) return null
  const name = text.replace(/[\s:.;,–-]+$/u, '').replace(addressingVerb, '')
  if (!isAddressee(name) || findAction(name) >= 0) return null
  return readAddressee(name)
}

/** Reads an addressee inside a point, e.g. «Рекомендовать директорам школ (Иванов И.И.) провести …»; null where there is none. */
export function readInlineAddressee(text: string): ParsedAddressee | null {
  const sentence = text.slice(0, longestHeading).replace(addressingVerb, '')
  if (!isAddressee(sentence)) return null
  const action = findAction(sentence)
  if (action <= 0) return null
  const name = sentence.slice(0, action)
  // «Директорам школ до 1 мая провести …»: a deadline before the verb is none of the name.
  const deadline = findDeadlineInside(name, '2000-01-01')
  return readAddressee(name.slice(0, deadline?.from ?? name.length).replace(/[\s:,–-]+$/u, ''))
}

function isAddressee(text: string): boolean {
  return addresseeStart.test(text) || addresseeAbbreviation.test(text)
}

function readAddressee(name: string): ParsedAddressee {
  const bracket = personInBrackets.exec(name)
  const text = bracket === null ? name : name.slice(0, bracket.index)
  const { audience, rule } = readAudience(text)
  return { text, responsible: bracket?.[1] ?? null, audience, rule }
}

/** The audience an addressee's name stands for; `unaddressed` where no word of it is known, so that a person decides. */
export function readAudience(name: string): { readonly audience: readonly Audience[]; readonly rule: AddresseeRule } {
  // Whose subordinates they are is no addressee: «…, подведомственных управлению образования».
  const text = name.replace(/,?\s(?:подведомственн|расположенн|находящ)\p{L}+.*$/su, '')
  const staff = staffPatterns.flatMap(({ audience, pattern }) => (text.search(pattern) >= 0 ? [audience] : []))
  const institutions = mentionsOf(text, institutionPatterns)
  const kinds = findKinds(text)
  const plain = [...text.matchAll(plainOrganization)]
  if (staff[0] !== undefined && institutions.length === 0) return { audience: [staff[0]], rule: 'staff_named' }
  if (institutions.length === 0 && administrationHead.test(text)) return { audience: ['administration'], rule: 'institution_named' }
  if (institutions.length > 0 && !headsOfAny.test(text)) {
    const outside = kindsBesideInstitutions(text)
    return { audience: distinct([...institutions, ...outside, ...mentionsOf(text, staffPatterns)]), rule: 'institution_named' }
  }
  if (kinds.length > 0) {
    const schools = plain.map((found): KindMention => ({ audience: 'general_school', from: found.index, words: found[0] }))
    const rule = text.trimEnd().endsWith(')') && findKinds(blankBracketed(text)).length === 0 ? 'kinds_in_brackets' : 'kinds_named'
    return { audience: distinct([...kinds, ...schools]), rule }
  }
  if (plain.length > 0 || text.search(everyOrganization) >= 0 || headsOfAny.test(text)) {
    const other = text.search(outsideBody) >= 0 && text.search(everyOrganization) < 0
    return other ? { audience: ['other'], rule: 'institution_named' } : { audience: ['all_organizations'], rule: 'every_kind' }
  }
  if (text.search(outsideBody) >= 0) return { audience: ['other'], rule: 'institution_named' }
  return { audience: ['unaddressed'], rule: 'audience_unknown' }
}

/** Besides an institution in quotes further addressees may stand: «Управлению образования, руководителям школ». */
function kindsBesideInstitutions(text: string): readonly KindMention[] {
  const parts = blankQuoted(text).split(/,\s|\sи\s/u)
  let from = 0
  const found: KindMention[] = []
  for (const part of parts) {
    if (headsOfAny.test(part)) {
      const kinds = findKinds(part)
      const all: KindMention = { audience: 'all_organizations', from: 0, words: part }
      for (const kind of kinds.length > 0 ? kinds : [all]) found.push({ ...kind, from: from + kind.from })
    } else if (administrationHead.test(part)) found.push({ audience: 'administration', from, words: part })
    from += part.length + 2
  }
  return found
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
