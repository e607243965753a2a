import { type Directive, type OrganizationId, type Resolution, type ResolutionId, addressByScope, addressedOrganizations, isUnaddressed } from '#core/directive'
import {
  type AssignmentCounts,
  type DocumentRow,
  type HistoryIndex,
  type MatrixView,
  type OrganizationRow,
  type SummaryContext,
  type UnaddressedRow,
  indexHistory,
  noCounts,
  summarizeDirective,
  worstTrouble,
} from '#core/report'
import { type StoredChange, subjectToKey, wholePeriod } from '#core/sync'
import type { DeviceRecord, OrganizationRecord } from '../store/records.ts'
import type { DistrictStore } from '../store/store.ts'
import { cellKinds, groupByOrganization } from './histories.ts'
import { type CountsByDocument, sumCounts } from './keptCounts.ts'

/** One organization with its history, laid out. */
export interface OrganizationSummary {
  readonly organization: OrganizationRecord
  readonly devices: readonly DeviceRecord[]
  readonly history: HistoryIndex
}

/** `GET documents`: every document with the counts of its assignments. */
export async function listDocuments(district: DistrictStore, counts: ReadonlyMap<OrganizationId, CountsByDocument>): Promise<DocumentRow[]> {
  const [directives, lives, officers] = [await district.documents.listDirectives(), await district.lives.list(), await district.officers.list()]
  const [withdrawn, lifeById] = [await district.lives.listWithdrawn(), new Map(lives.map((life) => [life.id, life]))]
  const nameById = new Map(officers.map(({ id, name }) => [id, name]))
  return (await district.documents.listResolutions()).map((resolution) => {
    const own = directives.filter((directive) => directive.resolutionId === resolution.id && !withdrawn.has(directive.id))
    const { state, curatorId = null } = lifeById.get(resolution.id) ?? {}
    return {
      resolution,
      directives: own.length,
      unaddressed: own.filter((directive) => isUnaddressed(directive.addressee)).length,
      counts: sumCounts([...counts.values()].map((byDocument) => byDocument.get(resolution.id) ?? noCounts)),
      isWithdrawn: state === 'withdrawn',
      curatorId,
      curator: curatorId === null ? '' : (nameById.get(curatorId) ?? ''),
    }
  })
}

/** `GET unaddressed`: directives nobody is named for, with the reach of what their wording proposes. */
export async function listUnaddressed(district: DistrictStore, context: SummaryContext): Promise<UnaddressedRow[]> {
  const [resolutions, organizations] = [await district.documents.listResolutions(), await district.organizations.list()]
  const rows: UnaddressedRow[] = []
  const withdrawn = await district.lives.listWithdrawn()
  for (const resolution of resolutions) {
    for (const directive of await district.documents.listDirectives(resolution.id)) {
      if (!isUnaddressed(directive.addressee) || withdrawn.has(directive.id)) continue
      const proposed = addressByScope(directive.addressee)
      rows.push({ resolution, directive, proposalReach: addressedOrganizations(proposed, organizations, context.today).length })
    }
  }
  return rows
}

/** `GET documents/:id/matrix`: null when the district has no such document. */
export async function readMatrix(district: DistrictStore, resolutionId: ResolutionId, context: SummaryContext): Promise<MatrixView | null> {
  const resolution = await district.documents.findResolution(resolutionId)
  if (resolution === null) return null
  const directives = await district.documents.listDirectives(resolutionId)
  const summaries = await summarizeOrganizations(district, topicsOf(resolution, directives))
  const rows = summaries.map(({ organization: { id, name, number, kinds }, devices, history }) => ({
    organization: { id, name, number, kinds },
    lastContactMs: lastContactOf(devices),
    trouble: worstTrouble(atWork(devices)),
    cells: directives.map((directive) => summarizeDirective(directive, history, context)),
  }))
  return { resolution, directives, rows: rows.filter((row) => row.cells.some((cell) => cell !== null)) }
}

/** `GET organizations`: all of the district, closed ones among them. */
export async function listOrganizations(district: DistrictStore, counts: ReadonlyMap<OrganizationId, CountsByDocument>): Promise<OrganizationRow[]> {
  const devices = groupByOrganization<DeviceRecord>(await district.listDevices())
  return (await district.organizations.list()).map((organization) =>
    organizationRow(organization, devices.get(organization.id) ?? [], sumCounts(counts.get(organization.id)?.values() ?? [])),
  )
}

/** An organization as the lists show it. */
export function organizationRow(organization: OrganizationRecord, devices: readonly DeviceRecord[], counts: AssignmentCounts): OrganizationRow {
  const { id, number, name, kinds, settlement, phone, head, closedOn, successorId } = organization
  return { id, number, name, kinds, settlement, phone, head, closedOn, successorId, lastContactMs: lastContactOf(devices), trouble: worstTrouble(atWork(devices)), devices: atWork(devices).length, counts }
}

/** The receipt up to which some phone has read; a phone cut off counts, for the school did read on it. */
export function readUpToOf(devices: readonly DeviceRecord[]): number {
  return devices.reduce((greatest, device) => Math.max(greatest, device.ackedSequence), 0)
}

/** When the last phone at work called; null where none was ever enrolled. */
export function lastContactOf(devices: readonly DeviceRecord[]): number | null {
  // Enrolling is a contact too: the phone may not have got further yet.
  const contacts = atWork(devices).map((device) => device.lastContactMs ?? device.enrolledMs)
  return contacts.length === 0 ? null : Math.max(...contacts)
}

function atWork(devices: readonly DeviceRecord[]): DeviceRecord[] {
  return devices.filter((device) => device.revokedMs === null)
}

function topicsOf(resolution: Resolution, directives: readonly Directive[]): string[] {
  return [
    subjectToKey({ type: 'resolution', resolutionId: resolution.id }),
    ...directives.map(({ id }) => subjectToKey({ type: 'directive', directiveId: id, period: wholePeriod, childId: null })),
  ]
}

/** One query for all organizations; the histories are told apart here. */
async function summarizeOrganizations(district: DistrictStore, topics?: readonly string[]): Promise<OrganizationSummary[]> {
  const changes = await district.listChanges({ kinds: cellKinds, ...(topics === undefined ? {} : { topics }) })
  const [organizations, devices] = [await district.organizations.list(), await district.listDevices()]
  const changesBy = groupByOrganization<StoredChange>(changes)
  const devicesBy = groupByOrganization<DeviceRecord>(devices)
  return organizations.map((organization) => {
    const own = devicesBy.get(organization.id) ?? []
    return { organization, devices: own, history: indexHistory({ changes: changesBy.get(organization.id) ?? [], readUpTo: readUpToOf(own) }) }
  })
}
