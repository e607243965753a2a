import { type ControlState, type Directive, type DirectiveId, type OfficerId, addressedOrganizations, isOpen, isUnaddressed } from '#core/directive'
import { type Result, err, ok } from '#core/result'
import type { AddressDecision, SummaryContext } from '#core/report'
import type { AppendDeps } from '../history/history.ts'
import { publishDirectives } from '../history/publish.ts'
import type { DistrictRecord, OrganizationRecord } from '../store/records.ts'
import type { StoreAccess } from '../store/store.ts'

/** What the clerk decided, and who and where he is. */
export interface AddressWish {
  readonly district: DistrictRecord
  readonly officerId: OfficerId
  readonly directiveId: DirectiveId
  readonly decision: AddressDecision
}

/** Why nothing was addressed. `TransitionNotAllowed`: somebody is named already, by the text or by another specialist. */
export type AddressRefusal = 'NotFound' | 'TransitionNotAllowed' | 'AddresseeInvalid'

/**
 * Addresses a directive nobody was named for and publishes it: a new version of the directive, «адресовано
 * специалистом», in the history of each organization it reaches. Call inside a transaction.
 */
export async function addressDirective(
  access: StoreAccess,
  { district, officerId, directiveId, decision }: AddressWish,
  context: SummaryContext,
  deps: AppendDeps,
): Promise<Result<{ readonly reach: number }, AddressRefusal>> {
  const { documents, organizations } = access.forDistrict(district.id)
  const directive = await documents.findDirective(directiveId)
  const resolution = directive === null ? null : await documents.findResolution(directive.resolutionId)
  if (directive === null || resolution === null) return err('NotFound')
  const isWithdrawn = (await access.forDistrict(district.id).lives.listWithdrawn(resolution.id)).has(directive.id)
  if (isWithdrawn || !isUnaddressed(directive.addressee)) return err('TransitionNotAllowed')
  const addressed = withAddressee(directive, decision)
  const known = await organizations.list()
  const reached = addressedOrganizations(addressed.addressee, known, context.today)
  if (reached.length === 0 || !areOpen(decision, known, context)) return err('AddresseeInvalid')
  await documents.saveDirective(addressed)
  const controlOf = (): ControlState | undefined => undefined
  await publishDirectives(access, { districtId: district.id, officerId, today: context.today, resolution, directives: [addressed], controlOf }, deps)
  return ok({ reach: reached.length })
}

function withAddressee(directive: Directive, { audience, organizationIds }: AddressDecision): Directive {
  return {
    ...directive,
    version: directive.version + 1,
    addressee: { ...directive.addressee, audience: audience.filter((one) => one !== 'unaddressed'), organizationIds, decidedBy: 'clerk' },
  }
}

/** Every organization picked by name is one of the district that still works. */
function areOpen({ organizationIds }: AddressDecision, known: readonly OrganizationRecord[], { today }: SummaryContext): boolean {
  return organizationIds.every((id) => known.some((organization) => organization.id === id && isOpen(organization, today)))
}
