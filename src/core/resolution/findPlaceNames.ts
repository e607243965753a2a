import { adjectiveToNominative, townToNominative } from './nominative.ts'

/** The places of a document are named early; nothing further is read. */
const readCharacters = 60_000

const districtNoun = '(?:муниципального\\s(?:района|округа)|городского\\sокруга|района|улуса|кожууна)'
const quotedDistrict = /(?<!\p{L})(?:МР|МО|ГО|муниципальн\p{L}{2,3}\s(?:район|округ|образовани)\p{L}{0,2})\s«([^«»]{2,80}(?:район|улус|округ|кожуун)[^«»]{0,20})»/u
const inflectedDistrict = new RegExp(`(?<!\\p{L})(\\p{Lu}[\\p{Ll}-]{2,30}(?:ого|его))\\s(${districtNoun})(?!\\p{L})(\\s\\((?:района|улуса)\\))?(?!\\s(?:г\\.|города)\\s)`, 'u')
/** Letterheads print names in capitals, and often in the nominative. */
const capitalDistrict = /(?<!\p{L})([А-ЯЁ][А-ЯЁ-]{3,30}(?:ОГО|ЕГО))\s(МУНИЦИПАЛЬНОГО\s(?:РАЙОНА|ОКРУГА)|ГОРОДСКОГО\sОКРУГА|РАЙОНА|УЛУСА|КОЖУУНА)(?!\p{L})/u
const nominativeDistrict = /(?<!\p{L})(\p{Lu}[\p{Ll}-]{2,30}(?:ий|ый|ой))\s(муниципальный\s(?:район|округ)|городской\sокруг|район|улус|кожуун)(?!\p{L})/u
const namedCircle = /(?<!\p{L})(?:городско(?:го|й)\sокруга?|муниципальн(?:ого|ый)\sокруга?)\s«([^«»]{3,60})»/iu
const townAndDistrict = /(?<!\p{L})(?<!\d\s?)г\.\s?(\p{Lu}[\p{L}-]{1,30})\sи\sрайона(?!\p{L})/u
const town = /(?<!\p{L})(?<!\d\s?)(г\.\s?|город(?:а|е|у|ом)?\s)(\p{Lu}\p{Ll}[\p{L}-]{1,30}(?:\s\p{Lu}\p{Ll}{2,20})?)(?!\p{L})/u

/**
 * The municipality in the nominative: a district by its quoted name, else by its adjective, else a town. A district that
 * goes by two names («…ский район», «г. Н и район») keeps both, the second in brackets. Null where none is named.
 */
export function findMunicipality(text: string): string | null {
  const head = text.slice(0, readCharacters)
  const quoted = quotedDistrict.exec(head)?.[1]
  if (quoted !== undefined) return quoted
  const second = townAndDistrict.exec(head)?.[1]
  const both = second === undefined ? undefined : townToNominative(second, false)
  const district = inflectedDistrict.exec(head)
  if (district !== null) {
    const name = nameDistrict(district[1] ?? '', district[2] ?? '', district[3] ?? '')
    return both === undefined ? name : `${name} (г. ${both} и район)`
  }
  if (both !== undefined) return `г. ${both} и район`
  const named = namedCircle.exec(head)
  if (named !== null) return `${/муницип/iu.test(named[0]) ? 'муниципальный' : 'городской'} округ «${titleCase(named[1] ?? '')}»`
  const capital = capitalDistrict.exec(head)
  if (capital !== null) return nameDistrict(titleCase(capital[1] ?? ''), (capital[2] ?? '').toLowerCase(), '')
  const nominative = nominativeDistrict.exec(head)
  if (nominative !== null) return nominative[0]
  const found = town.exec(head)
  return found === null ? null : `город ${nameTown(found[2] ?? '', /^г\./u.test(found[1] ?? ''))}`
}

function nameDistrict(adjective: string, noun: string, bracket: string): string {
  const words = [adjective, ...noun.split(' ').slice(0, -1)].map((word) => adjectiveToNominative(word, 'masculine'))
  const head = noun.split(' ').at(-1) ?? ''
  return [...words, head.replace(/а$/u, '')].join(' ') + bracket.replace(/а\)$/u, ')')
}

/** «ЗАРЕЧНОГО» → «Заречного», «Город КРАСНОПОЛЬЕ» → «Город Краснополье». */
function titleCase(words: string): string {
  return words.replace(/\p{Lu}{2,}/gu, (capitals) => capitals.charAt(0) + capitals.slice(1).toLowerCase())
}

function nameTown(name: string, abbreviated: boolean): string {
  const [first = '', second] = name.split(' ')
  // «Нижнего Новгорода» is two words of one name; any other second capital word begins something else.
  const whole = second !== undefined && /(?:ого|его|ий|ый)$/u.test(first)
  if (!whole || second === undefined) return townToNominative(first, !abbreviated)
  return `${adjectiveToNominative(first, 'masculine')} ${townToNominative(second, !abbreviated)}`
}

const territory = /(?<!\p{L})(\p{Lu}[\p{Ll}-]{2,30}ого)\sкрая(?!\p{L})/u
const province = /(?<!\p{L})(\p{Lu}[\p{Ll}-]{2,30}ой)\sобласти(?!\p{L})/u
const republic = /(?<!\p{L})Республики\s(\p{Lu}\p{Ll}{1,20}(?:\s\p{Lu}\p{Ll}{1,20}|\s[–-]\s\p{Lu}\p{Ll}{1,20}){0,3}(?:\s\(\p{Lu}\p{Ll}{1,20}\))?)/u
const namedRepublic = /(?<!\p{L})(\p{Lu}[\p{L}-]{2,30}ой)\sРеспублики(?!\p{L})/u
const autonomousArea = /(?<!\p{L})(\p{Lu}[\p{L}-]{2,40}ого)\sавтономного\sокруга(?!\p{L})/u

/** The region in the nominative, e.g. «…ский край»; the one named first. Null where none is named. */
export function findRegion(text: string): string | null {
  const head = text.slice(0, readCharacters)
  const found: { at: number; name: string }[] = []
  const look = (pattern: RegExp, name: (word: string) => string): void => {
    const match = pattern.exec(head)
    if (match !== null) found.push({ at: match.index, name: name(match[1] ?? '') })
  }
  look(territory, (word) => `${adjectiveToNominative(word, 'masculine')} край`)
  look(province, (word) => `${adjectiveToNominative(word, 'feminine')} область`)
  look(republic, (word) => `Республика ${word}`)
  look(namedRepublic, (word) => `${adjectiveToNominative(word, 'feminine')} Республика`)
  look(autonomousArea, (word) => `${adjectiveToNominative(word, 'masculine')} автономный округ`)
  return found.sort((a, b) => a.at - b.at)[0]?.name ?? null
}
