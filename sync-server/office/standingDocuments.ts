import { type ControlState, type Directive, type OrganizationId, type ResolutionId, isAddressed, isOpen } from '#core/directive'
import type { StandingDocument } from '#core/organizations'
import { indexHistory, publishedControl } from '#core/report'
import { type Result, err, ok } from '#core/result'
import { type StoredChange, foldAssignment, subjectToKey, valueOf, wholePeriod } from '#core/sync'
import { publishTo } from '../history/publish.ts'
import type { OrganizationRecord } from '../store/records.ts'
import type { DistrictStore, StoreAccess } from '../store/store.ts'
import { groupByOrganization } from './histories.ts'
import type { CareCall } from './organizationCare.ts'

/*
 * Documents in force when an organization was added, or its kinds changed: they are offered and never sent by
 * themselves, for an old term that is over makes an overdue point out of nothing.
 */

interface Missing {
  readonly resolutionId: ResolutionId
  readonly directive: Directive
  readonly control: ControlState | undefined
}

/** `GET organizations/:id/standing`: what is addressed to its kinds, stands at others and never came here. */
export async function listStanding(access: StoreAccess, organization: OrganizationRecord, { district, context }: CareCall): Promise<StandingDocument[]> {
  const own = access.forDistrict(district.id)
  const missing = isOpen(organization, context.today) ? await findMissing(access, own, organization) : []
  return (await own.documents.listResolutions()).flatMap(({ id, kindText, number, date, title }) => {
    const directives = missing.filter(({ resolutionId }) => resolutionId === id).map(({ directive }) => directive)
    const overdue = directives.filter(({ computed, reportDue, periodUnit }) => periodUnit === null && isPast(reportDue ?? computed.dueDate, context.today)).length
    return directives.length === 0 ? [] : [{ resolutionId: id, kindText, number, date, title, directives: directives.length, overdue }]
  })
}

/** Publishes the chosen documents' points to one organization. Answers how many. Call inside a transaction. */
export async function deliverStanding(access: StoreAccess, organizationId: OrganizationId, resolutionIds: readonly ResolutionId[], call: CareCall): Promise<Result<{ readonly directives: number }, 'NotFound' | 'OrganizationClosed'>> {
  const own = access.forDistrict(call.district.id)
  const organization = await own.organizations.find(organizationId)
  if (organization === null) return err('NotFound')
  if (!isOpen(organization, call.context.today)) return err('OrganizationClosed')
  const missing = await findMissing(access, own, organization)
  let directives = 0
  for (const resolution of await own.documents.listResolutions()) {
    const chosen = missing.filter(({ resolutionId }) => resolutionId === resolution.id && resolutionIds.includes(resolution.id))
    if (chosen.length === 0) continue
    const controls = new Map(chosen.map(({ directive, control }) => [directive.id, control]))
    const publication = {
      districtId: call.district.id, officerId: call.officerId, today: call.context.today, resolution, directives: chosen.map(({ directive }) => directive),
      controlOf: ({ id }: Directive): ControlState | undefined => controls.get(id), hashes: new Map<object, string>(),
    }
    directives += await publishTo(access.forOrganization(call.district.id, organizationId), publication.directives, publication, call.append)
  }
  return ok({ directives })
}

async function findMissing(access: StoreAccess, own: DistrictStore, organization: OrganizationRecord): Promise<Missing[]> {
  const { history } = access.forOrganization(organization.districtId, organization.id)
  const here = indexHistory({ changes: await history.list({ kinds: ['publication'] }), readUpTo: 0 })
  const addressed = (await own.documents.listDirectives()).filter((directive) => isAddressed(directive.addressee, organization) && here.changesOf(subjectOf(directive)).length === 0)
  if (addressed.length === 0) return []
  const changes = await own.listChanges({ topics: addressed.map(subjectOf), kinds: ['publication', 'control'] })
  return addressed.flatMap((directive) => {
    const control = controlElsewhere(changes.filter(({ subject }) => subject === subjectOf(directive)))
    return control === null ? [] : [{ resolutionId: directive.resolutionId, directive, control: control === 'noControl' ? undefined : control }]
  })
}

/** The control a point was published with elsewhere; null where it stands nowhere, or the office cancelled it or took it back everywhere. */
function controlElsewhere(changes: readonly StoredChange[]): ControlState | null {
  for (const own of groupByOrganization(changes).values()) {
    const publication = own.filter(({ kind }) => kind === 'publication').at(-1)
    const value = publication === undefined ? null : valueOf('publication', publication)
    if (publication === undefined || value?.withdrawn === true || value?.undone === true) continue
    const published = publishedControl(publication)
    if (foldAssignment(own, published).control !== 'cancelled') return published
  }
  return null
}

function subjectOf({ id }: Directive): ReturnType<typeof subjectToKey> {
  return subjectToKey({ type: 'directive', directiveId: id, period: wholePeriod, childId: null })
}

function isPast(day: string | null, today: string): boolean {
  return day !== null && day < today
}
