import { educationalKinds, type Audience } from '#core/directive'
import { distinct, findKinds, mentionsOf, type KindMention } from './readAudience.ts'
import { everywherePatterns, learnerPatterns } from './addresseeLexicon.ts'

/** Which kinds the wording of a section concerns where nobody is named, and the words that say so. */
export interface Scope {
  readonly scope: readonly Audience[]
  /** E.g. «школьников», «дополнительным образованием»; null where no words say it. */
  readonly scopeBasis: string | null
}

const longestText = 4000

/**
 * The heading's words decide; without any, those of the points together. A place of work («в образовательных
 * организациях») or the whole system means every kind and outweighs single kinds.
 */
export function findScope(heading: string | null, points: readonly string[]): Scope {
  const ofHeading = heading === null ? [] : readWords(heading)
  const mentions = ofHeading.length > 0 ? ofHeading : points.flatMap((point, place) => readWords(point).map((mention) => ({ ...mention, from: mention.from + place * longestText })))
  const everywhere = mentions.filter(({ audience }) => audience === 'all_organizations')
  const telling = everywhere.length > 0 ? everywhere : mentions
  const kinds = distinct(telling)
  const whole = educationalKinds.every((kind) => kinds.includes(kind))
  const said = [...new Set(telling.map((mention) => mention.words))]
  const words = said.filter((word) => !said.some((other) => other !== word && other.includes(word))).slice(0, 6)
  return {
    scope: whole ? ['all_organizations'] : kinds,
    scopeBasis: words.length === 0 ? null : words.map((word) => `«${word}»`).join(', '),
  }
}

function readWords(text: string): readonly KindMention[] {
  const head = text.slice(0, longestText)
  const everywhere = mentionsOf(head, everywherePatterns.map((pattern) => ({ audience: 'all_organizations', pattern })))
  if (everywhere.length > 0) return everywhere
  return [...findKinds(head), ...mentionsOf(head, learnerPatterns)].sort((a, b) => a.from - b.from)
}
