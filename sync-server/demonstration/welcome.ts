import { renderUnicodeCompact } from 'uqr'
import { type Directive, type Resolution, isUnaddressed } from '#core/directive'
import type { CodeDeps, NewCode } from '../enrolment/enrolmentCodes.ts'
import { createCode, linkOf } from '../enrolment/enrolmentCodes.ts'
import type { DistrictRecord, OrganizationRecord } from '../store/records.ts'
import type { Store } from '../store/store.ts'
import { findDemonstrationSchool } from './demonstrationSchool.ts'

/** What the first words of a start need. */
export interface WelcomeInput {
  readonly store: Store
  readonly publicUrl: string
  readonly passwordByLogin: ReadonlyMap<string, string>
  readonly codeDeps: CodeDeps
}

/** What a start prints of the demonstration: each district's documents, one school's code with its QR, the office's sign-in. */
export async function welcomeText(input: WelcomeInput): Promise<string> {
  const parts: string[] = []
  for (const district of await input.store.listDistricts()) parts.push(await districtText(district, input))
  return [...parts, `Телефон и управление рядом, в одном окне: ${input.publicUrl}/demo`, `Откройте: ${input.publicUrl}/`].join('\n\n')
}

async function districtText(district: DistrictRecord, { store, publicUrl, passwordByLogin, codeDeps }: WelcomeInput): Promise<string> {
  const own = store.forDistrict(district.id)
  const school = findDemonstrationSchool(await own.organizations.list())
  const code = school === null ? null : await createCode(store, { districtId: district.id, organizationId: school.id }, codeDeps)
  const [officer] = await own.officers.list()
  const documents = await Promise.all((await own.documents.listResolutions()).map(async (one) => documentLine(one, await own.documents.listDirectives(one.id))))
  const login = officer?.login ?? ''
  return [
    `── ${district.name}, ${district.region} ${'─'.repeat(Math.max(3, 60 - district.name.length - district.region.length))}`,
    ...documents,
    ...(school === null || code === null ? [] : schoolLines(school, code, linkOf(publicUrl, code.secret))),
    `  Управление: ${publicUrl}/office  вход ${login}  пароль ${passwordByLogin.get(login) ?? `(новый: npm run office:password -- ${login})`}`,
  ].join('\n')
}

function documentLine(resolution: Resolution, directives: readonly Directive[]): string {
  const waiting = directives.filter(({ addressee }) => isUnaddressed(addressee)).length
  const number = resolution.number === null ? '' : ` № ${resolution.number}`
  const counts = `пунктов ${String(directives.length)}${waiting === 0 ? '' : `, без адресата ${String(waiting)}`}`
  return `  ${resolution.kindText}${number}${resolution.date === null ? '' : ` от ${russianDate(resolution.date)}`} «${resolution.title}»: ${counts}`
}

function schoolLines(school: OrganizationRecord, { organizationNumber, code }: NewCode, link: string): string[] {
  const qr = renderUnicodeCompact(link, { border: 1 }).split('\n').map((line) => `    ${line}`)
  return [`  Школа: ${school.name}, ${school.settlement}`, `    ${link}`, `    или № ${organizationNumber}, код ${code.replace(/(\d{3})(?=\d)/g, '$1 ')}`, ...qr]
}

function russianDate(date: string): string {
  return date.split('-').reverse().join('.')
}
