import type { OrganizationId, PersonId, ResolutionId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'

/** Whose words to the office they are, and on which document: as with every draft, nobody reads what another began. */
export interface ReportDraftPlace {
  readonly organizationId: OrganizationId
  readonly personId: PersonId
  readonly resolutionId: ResolutionId
}

/** What the keys of an organization's words to the office begin with. */
export function reportDraftStart(organizationId: OrganizationId): string {
  return `reportDraft ${organizationId} `
}

/** The words that were typed and not sent; null where this person typed none. Those of a program before name nobody. */
export async function readReportDraft(db: PoruchenoDatabase, place: ReportDraftPlace): Promise<string | null> {
  const value = ((await db.settings.get(keyOf(place))) ?? (await db.settings.get(sharedKeyOf(place))))?.value
  return typeof value === 'string' ? value : null
}

/** Keeps the words as they are typed; null once they are sent. */
export async function keepReportDraft(db: PoruchenoDatabase, place: ReportDraftPlace, text: string | null): Promise<void> {
  await (text === null ? db.settings.delete(keyOf(place)) : db.settings.put({ key: keyOf(place), value: text }))
  await db.settings.delete(sharedKeyOf(place))
}

function keyOf(place: ReportDraftPlace): string {
  return `${sharedKeyOf(place)} ${place.personId}`
}

function sharedKeyOf({ organizationId, resolutionId }: ReportDraftPlace): string {
  return `${reportDraftStart(organizationId)}${resolutionId}`
}
