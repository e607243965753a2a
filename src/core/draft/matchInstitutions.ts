import { type Organization, type OrganizationKind, isOpen } from '#core/directive'
import type { DateOnly } from '#core/directive'

/** An institution a text calls by name or number, and the organization it is; null where none or several fit. */
export interface InstitutionMatch {
  readonly text: string
  readonly organization: Organization | null
}

/** Finds the organizations that a text names, e.g. «МБОУ «Ягодинская СОШ»», «школа № 7», among those that work on `today`. */
export function matchInstitutions(texts: readonly string[], organizations: readonly Organization[], today: DateOnly): readonly InstitutionMatch[] {
  const open = organizations.filter((organization) => isOpen(organization, today))
  return texts.map((text) => {
    const named = namesOf(text)
    const fitting = open.filter((organization) => fits(named, organization))
    return { text, organization: fitting.length === 1 ? (fitting[0] ?? null) : null }
  })
}

/** «школ № 2, 7 и 11» are three, «МБОУ СОШ № 3, лицея «Исток»» two. */
export function namesIn(text: string): readonly string[] {
  const list = /^(.*?)№{1,2}\s?(\d{1,4}(?:(?:,\s?|\sи\s)(?:№\s?)?\d{1,4})*)$/u.exec(text.trim())
  if (list !== null) return ((list[2] ?? '').match(/\d+/gu) ?? []).map((number) => `${(list[1] ?? '').trim()} № ${number}`)
  return text.split(/,\s|\sи\s(?=[\p{L}«])/u).map((name) => name.trim()).filter((name) => name !== '')
}

interface Named {
  readonly kind: OrganizationKind | null
  readonly number: string | null
  /** Words of the proper name, without case and endings. */
  readonly words: readonly string[]
}

/** Words that say what kind of institution it is, so they are no part of a proper name. */
const kindWords: readonly { readonly pattern: RegExp; readonly kind: OrganizationKind | null }[] = [
  { pattern: /(?<!\p{L})(?:(?:детск\p{L}{2,3}\sсад\p{L}{0,3})|М?[БАК]?ДОУ|ДОО|ясли\p{L}{0,3}-сад\p{L}{0,3}|д\/с)(?!\p{L})/iu, kind: 'preschool' },
  { pattern: /(?<!\p{L})(?:школ\p{L}{1,2}\sискусств|дом\p{L}{0,2}\sтворчества|ДЮСШ|ДШИ|ДДТ|УДО|ЦДО|М?[БАК]?У\sДО)(?!\p{L})/iu, kind: 'supplementary' },
  { pattern: /(?<!\p{L})(?:школ\p{L}{0,3}|[СОН]ОШ|гимнази\p{L}{1,2}|лице\p{L}{1,2}|интернат\p{L}{0,2})(?!\p{L})/iu, kind: 'general_school' },
]
const legalForms = /(?<!\p{L})(?:М?[БАК]?(?:ОУ|ДОУ|У|УДО)|[СОН]ОШ|М?[БАК]?У\sДО|муниципальн\p{L}+|бюджетн\p{L}+|общеобразовательн\p{L}+|казённ\p{L}+|автономн\p{L}+|учреждени\p{L}+|дошкольн\p{L}+|образовательн\p{L}+|средн\p{L}{2}|основн\p{L}{2}|им(?:ени|\.))(?!\p{L})/giu

function namesOf(text: string): Named {
  const flat = text.replace(/ё/giu, 'е')
  const kind = kindWords.find(({ pattern }) => pattern.test(flat))?.kind ?? null
  const number = /№\s?(\d{1,4})/u.exec(flat)?.[1] ?? null
  const proper = kindWords.reduce((rest, { pattern }) => rest.replace(new RegExp(pattern, 'giu'), ' '), flat).replace(legalForms, ' ')
  return { kind, number, words: [...new Set((proper.match(/\p{L}{3,}/gu) ?? []).map(stemOf))] }
}

/** «Ягодинской» and «Ягодинская» are one name. */
function stemOf(word: string): string {
  const lower = word.toLowerCase()
  return lower.length > 5 ? lower.replace(/(?:ого|его|ому|ему|ой|ей|ая|яя|ую|юю|ий|ый|ым|им|ом|ем|а|я|у|ю|е|и|ы|ь)$/u, '') : lower
}

function fits(named: Named, organization: Organization): boolean {
  const own = namesOf(organization.name)
  if (named.kind !== null && !organization.kinds.includes(named.kind)) return false
  if (named.number !== null || own.number !== null) {
    if (named.number !== own.number) return false
    return named.words.every((word) => own.words.includes(word))
  }
  return named.words.length > 0 && named.words.every((word) => own.words.includes(word))
}
