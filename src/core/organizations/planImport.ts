import type { DateOnly, Organization, OrganizationId } from '#core/directive'
import { kindsInName, plainWords, readKinds } from './kindWords.ts'
import { type FieldProblem, type OrganizationFields, checkFields, tidy } from './organizationFields.ts'
import type { ImportRow } from './readImport.ts'

/** An organization as a list is compared with it. */
export type KnownOrganization = OrganizationFields & Pick<Organization, 'id' | 'number' | 'closedOn'>

/** Why one line cannot be taken. */
export type RowProblem =
  | FieldProblem
  | { readonly type: 'kindUnknown'; readonly text: string }
  | { readonly type: 'numberUnknown' | 'numberClosed'; readonly number: string }
  | { readonly type: 'nameAmbiguous' | 'nameClosed'; readonly name: string }
  /** The same organization stands in an earlier line. */
  | { readonly type: 'repeated'; readonly earlierRow: number }

/** What becomes of one line. */
export type PlannedRow = { readonly row: number; readonly source: ImportRow } & (
  | { readonly type: 'added'; readonly fields: OrganizationFields }
  | { readonly type: 'changed'; readonly fields: OrganizationFields; readonly organizationId: OrganizationId; readonly before: OrganizationFields; readonly changes: readonly (keyof OrganizationFields)[] }
  | { readonly type: 'same'; readonly organizationId: OrganizationId }
  | { readonly type: 'bad'; readonly problems: readonly RowProblem[] }
)

/**
 * Compares a list with the organizations of the district. A line is matched by its number, else by its name (with its
 * settlement where two have one name); an empty cell of a known organization leaves what stands.
 */
export function planImport(rows: readonly ImportRow[], known: readonly KnownOrganization[], today: DateOnly): PlannedRow[] {
  const byNumber = new Map(known.map((one) => [one.number, one]))
  const byName = new Map<string, KnownOrganization[]>()
  for (const one of known) byName.set(plainWords(one.name), [...(byName.get(plainWords(one.name)) ?? []), one])
  const earlier = new Map<string, number>()
  return rows.map((source) => {
    const match = findMatch(source, byNumber, byName)
    const planned = match.problem === null ? compare(source, match.found, today) : bad(source, [match.problem])
    const key = planned.type === 'added' ? `name ${plainWords(planned.fields.name)} ${plainWords(planned.fields.settlement)}` : 'organizationId' in planned ? planned.organizationId : null
    const earlierRow = key === null ? undefined : earlier.get(key)
    if (earlierRow !== undefined) return bad(source, [{ type: 'repeated', earlierRow }])
    if (key !== null) earlier.set(key, source.row)
    return planned
  })
}

interface Match {
  readonly found: KnownOrganization | null
  readonly problem: RowProblem | null
}

function findMatch({ number = '', name = '', settlement = '' }: ImportRow, byNumber: ReadonlyMap<string, KnownOrganization>, byName: ReadonlyMap<string, readonly KnownOrganization[]>): Match {
  const written = number.replace(/^№\s*/u, '').replace(/\.0$/u, '')
  if (written !== '') {
    const found = byNumber.get(written) ?? null
    return { found, problem: found === null ? { type: 'numberUnknown', number: written.slice(0, 40) } : null }
  }
  const named = byName.get(plainWords(name)) ?? []
  const near = settlement === '' ? named : named.filter((one) => plainWords(one.settlement) === plainWords(settlement))
  if (named.length < 2) return { found: isElsewhere(named[0], settlement) ? null : (named[0] ?? null), problem: null }
  return near.length > 1 || settlement === '' ? { found: null, problem: { type: 'nameAmbiguous', name } } : { found: near[0] ?? null, problem: null }
}

/** «Детский сад «Солнышко»» of another village is another kindergarten. */
function isElsewhere(found: KnownOrganization | undefined, settlement: string): boolean {
  return found !== undefined && found.settlement !== '' && settlement !== '' && plainWords(found.settlement) !== plainWords(settlement)
}

function compare(source: ImportRow, found: KnownOrganization | null, today: DateOnly): PlannedRow {
  if (found !== null && found.closedOn !== null && found.closedOn <= today) {
    return bad(source, [source.number ? { type: 'numberClosed', number: found.number } : { type: 'nameClosed', name: found.name }])
  }
  const { kinds, unknown } = readKinds(source.kinds ?? '')
  const name = tidy(source.name ?? '') || (found?.name ?? '')
  const fields: OrganizationFields = {
    name,
    kinds: kinds.length > 0 ? kinds : (found?.kinds ?? kindsInName(name)),
    settlement: source.settlement || (found?.settlement ?? ''),
    phone: source.phone || (found?.phone ?? ''),
    head: source.head || (found?.head ?? ''),
  }
  const unread: RowProblem[] = unknown.map((text) => ({ type: 'kindUnknown', text }))
  const problems = [...unread, ...checkFields(fields).filter(({ type }) => type !== 'kindMissing' || unread.length === 0)]
  if (problems.length > 0) return bad(source, problems)
  if (found === null) return { row: source.row, source, type: 'added', fields }
  const changes = changedFields(found, fields)
  if (changes.length === 0) return { row: source.row, source, type: 'same', organizationId: found.id }
  const { name: oldName, kinds: oldKinds, settlement, phone, head } = found
  return { row: source.row, source, type: 'changed', fields, organizationId: found.id, before: { name: oldName, kinds: oldKinds, settlement, phone, head }, changes }
}

/** The fields that differ. */
export function changedFields(before: OrganizationFields, after: OrganizationFields): (keyof OrganizationFields)[] {
  return (['name', 'kinds', 'settlement', 'phone', 'head'] as const).filter((field) =>
    field === 'kinds' ? [...before.kinds].sort().join() !== [...after.kinds].sort().join() : before[field] !== after[field])
}

function bad(source: ImportRow, problems: readonly RowProblem[]): PlannedRow {
  return { row: source.row, source, type: 'bad', problems }
}
