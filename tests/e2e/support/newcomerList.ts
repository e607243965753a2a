/** The list of organizations that a newcomer has in Excel: Suntar's, with one kind that the program does not know. */
import { readFileSync } from 'node:fs'
import writeXlsxFile from 'write-excel-file/node'
import type { OrganizationKind } from '#core/directive'

interface ListedOrganization {
  readonly name: string
  readonly kinds: readonly OrganizationKind[]
  readonly settlement: string
  readonly phone: string
  readonly head: string
}

/** As offices write them; no other kind stands in this list. */
const kindWords: Partial<Readonly<Record<OrganizationKind, string>>> = {
  general_school: 'СОШ', preschool: 'детский сад', supplementary: 'дополнительное образование', methodological_center: 'методический центр', education_authority: 'управление образования',
  administration: 'администрация',
}

const seed = JSON.parse(readFileSync(new URL('../../../seeds/districts/suntar.json', import.meta.url), 'utf8')) as { readonly organizations: readonly ListedOrganization[] }
export const listed = seed.organizations

/** The row whose kind is written as no program can know, and what stands there. */
export const badRow = { name: 'МБУ ДО «Детско-юношеская спортивная школа»', kind: 'ДЮШС', rightKind: 'supplementary' } as const

const headings = ['Название', 'Вид', 'Населённый пункт', 'Телефон', 'Руководитель']

/** The bytes of the .xlsx file: a title, an empty line, headings, an organization a line. */
export async function writeNewcomersList(): Promise<Buffer> {
  const rows = listed.map(({ name, kinds, settlement, phone, head }) => [name, name === badRow.name ? badRow.kind : kinds.map((kind) => kindWords[kind] ?? kind).join(', '), settlement, phone, head])
  const lines = [['Образовательные организации улуса'], [], headings, ...rows]
  return writeXlsxFile(lines.map((cells) => cells.map((value) => ({ value, type: String })))).toBuffer()
}

/** Its number in the file, as Excel counts. */
export const badRowNumber = 4 + listed.findIndex(({ name }) => name === badRow.name)
