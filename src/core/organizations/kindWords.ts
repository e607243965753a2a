import { type OrganizationKind, organizationKinds } from '#core/directive'

/** How offices write each kind in their lists: whole words, in small letters, «ё» as «е», without dots. */
const wordsByKind: Readonly<Record<OrganizationKind, readonly string[]>> = {
  general_school: [
    'общеобразовательная', 'общеобразовательные', 'общеобразовательная организация', 'общеобразовательное учреждение', 'школа', 'сош', 'оош', 'нош', 'оо', 'моу', 'мбоу', 'мкоу',
    'гимназия', 'лицей', 'средняя школа', 'основная школа', 'начальная школа', 'средняя общеобразовательная школа', 'основная общеобразовательная школа', 'начальная общеобразовательная школа', 'школа-интернат',
  ],
  preschool: [
    'дошкольная', 'дошкольные', 'дошкольная организация', 'дошкольное учреждение', 'дошкольная образовательная организация', 'доу', 'доо', 'мбдоу', 'мдоу', 'мкдоу', 'детский сад', 'детские сады', 'детсад', 'сад', 'ясли-сад',
    'дошкольная группа', 'дошкольные группы',
  ],
  supplementary: [
    'дополнительное образование', 'дополнительного образования', 'организация дополнительного образования', 'учреждение дополнительного образования', 'удо', 'одо', 'дод', 'мбудо', 'мбу до', 'дюсш', 'дши', 'доп образование',
    'детская школа искусств', 'дом творчества', 'дом детского творчества', 'спортивная школа', 'центр детского творчества', 'кванториум',
  ],
  methodological_center: ['методический центр', 'методкабинет', 'методический кабинет', 'имц', 'умц', 'рмк', 'методическая служба'],
  education_authority: ['управление образования', 'уо', 'моуо', 'отдел образования', 'муниципальный орган управления образованием'],
  administration: ['администрация', 'орган местного самоуправления', 'муниципалитет'],
}

const kindByWords: ReadonlyMap<string, OrganizationKind> = new Map(organizationKinds.flatMap((kind) => [[kind, kind] as const, ...wordsByKind[kind].map((words) => [words, kind] as const)]))

/** Kinds read from a cell, in the order of `organizationKinds`, and the pieces that name none. */
export interface ReadKinds {
  readonly kinds: readonly OrganizationKind[]
  readonly unknown: readonly string[]
}

/** Reads «СОШ, детский сад»: several kinds stand with a comma, a semicolon, a plus, a slash or a line break between them. */
export function readKinds(text: string): ReadKinds {
  const found = new Set<OrganizationKind>()
  const unknown: string[] = []
  for (const piece of text.split(/[,;+/\n]|(?<=\s)и(?=\s)/u).map((part) => part.trim()).filter((part) => part !== '')) {
    const kind = kindByWords.get(plainWords(piece))
    if (kind === undefined) unknown.push(piece)
    else found.add(kind)
  }
  return { kinds: inOrder(found), unknown }
}

/** The kinds that an organization's own name says: «МБОУ СОШ № 5» is a school. Empty when it says none. */
export function kindsInName(name: string): readonly OrganizationKind[] {
  const words = ` ${plainWords(name)} `
  const isPreschool = / (?:мб|мк|ма|м)?доу | детск(?:ий|ого) сад| д\/с | црр /u.test(words)
  const isSupplementary = / (?:мбу|мку|мау) до | (?:мбу|мку|мау)?(?:удо|одо) | дюсш| дши | дополнительного образования| (?:детского )?творчества |школа искусств|спортивная школа/u.test(words)
  const isSchool = !isSupplementary && / (?:сош|оош|нош|гимназия|лицей|школа) |школа-интернат|общеобразовательн/u.test(words)
  return [...(isSchool ? ['general_school' as const] : []), ...(isPreschool ? ['preschool' as const] : []), ...(isSupplementary ? ['supplementary' as const] : [])]
}

/** Small letters, «ё» as «е», no dots and quotes, single spaces. */
export function plainWords(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/[.«»"'“”„()]/gu, ' ').replace(/[\s\u00a0]+/gu, ' ').trim()
}

function inOrder(found: ReadonlySet<OrganizationKind>): readonly OrganizationKind[] {
  return organizationKinds.filter((kind) => found.has(kind))
}
