import type { Directive, OrganizationId } from '#core/directive'
import { type ControlColumn, type PackedControl, type QueueRow, type SummaryContext, packCells, worstTrouble } from '#core/report'
import { fastHash } from '../secrets.ts'
import type { DeviceRecord, DistrictRecord, OrganizationRecord } from '../store/records.ts'
import type { DistrictStore } from '../store/store.ts'
import { lastContactOf, readUpToOf } from './districtSummary.ts'
import { groupByOrganization } from './histories.ts'
import { type KeptControl, type KeptOrganization, createKeptControl } from './keptControl.ts'

/** The control of every district of a server, each with its own memory. */
export interface ControlReader {
  /** The matrix, of all organizations or, while its revision still stands, of those named. */
  matrix(district: DistrictRecord, store: DistrictStore, context: SummaryContext, narrow?: NarrowWish): Promise<PackedControl>
  /** What waits for the office, the oldest first. */
  queue(district: DistrictRecord, store: DistrictStore, context: SummaryContext): Promise<QueueRow[]>
}

/** Which rows to read again, and by what revision the rest was read. */
export interface NarrowWish {
  readonly organizationIds: readonly OrganizationId[]
  readonly revision: string
}

/** Longest wording of a column (characters). */
const columnLength = 200

/** Opens the control of one server. */
export function createControlReader(): ControlReader {
  const byZone = new Map<string, KeptControl>()
  const keptOf = ({ zone }: DistrictRecord): KeptControl => {
    const kept = byZone.get(zone) ?? createKeptControl(zone)
    byZone.set(zone, kept)
    return kept
  }
  return {
    async matrix(district, store, context, narrow) {
      const { revision, byOrganization } = await keptOf(district).read(district.id, store, context)
      const shortRevision = fastHash(revision).slice(0, 16)
      const isWhole = narrow === undefined || narrow.revision !== shortRevision
      const organizations = (await store.organizations.list()).filter(({ id }) => isWhole || narrow.organizationIds.includes(id))
      const directives = await store.documents.listDirectives()
      const devices = groupByOrganization<DeviceRecord>(await store.listDevices())
      const packing = createPacking(directives)
      const rows = organizations.map((organization) => packRow(organization, byOrganization.get(organization.id), devices.get(organization.id) ?? [], packing.placeOf))
      const documents = (await store.documents.listResolutions()).map(({ id, kindText, number, date, title, force }) => ({ id, kindText, number, date, title, force }))
      return { revision: shortRevision, isWhole, documents, columns: directives.map(columnOf), periods: packing.periods, rows: rows.filter((row) => !isWhole || row.cells.length > 0) }
    },
    async queue(district, store, context) {
      const { byOrganization } = await keptOf(district).read(district.id, store, context)
      const resolutions = new Map((await store.documents.listResolutions()).map((resolution) => [resolution.id, resolution]))
      const officers = new Map((await store.officers.list()).map((officer) => [officer.id as string, officer.name]))
      const rows = (await store.organizations.list()).flatMap(({ id, name, number }) =>
        listQueue({ id, name, number }, byOrganization.get(id), resolutions, officers),
      )
      return rows.sort((a, b) => a.sinceMs - b.sinceMs || a.organization.number.localeCompare(b.organization.number))
    },
  }
}

type Resolutions = ReadonlyMap<Directive['resolutionId'], Awaited<ReturnType<DistrictStore['documents']['listResolutions']>>[number]>

function listQueue(organization: QueueRow['organization'], kept: KeptOrganization | undefined, resolutions: Resolutions, officers: ReadonlyMap<string, string>): QueueRow[] {
  return (kept?.waits ?? []).flatMap(({ directive, authorId, ...wait }) => {
    const resolution = resolutions.get(directive.resolutionId)
    if (resolution === undefined) return []
    const author = officers.get(authorId) ?? [...(kept?.people ?? [])].find(([id]) => id === authorId)?.[1].name ?? ''
    const { id, kindText, number, date } = resolution
    return [{ ...wait, organization, resolution: { id, kindText, number, date }, directive: { id: directive.id, number: directive.number, position: directive.position, text: wordingOf(directive) }, author }]
  })
}

interface Packing {
  readonly periods: string[]
  placeOf(table: 'directive' | 'period', name: string): number
}

function createPacking(directives: readonly Directive[]): Packing {
  const directivePlaces = new Map<string, number>(directives.map(({ id }, place) => [id, place]))
  const periods: string[] = []
  const periodPlaces = new Map<string, number>()
  return {
    periods,
    placeOf(table, name) {
      if (table === 'directive') return directivePlaces.get(name) ?? -1
      const known = periodPlaces.get(name)
      if (known !== undefined) return known
      periods.push(name)
      periodPlaces.set(name, periods.length - 1)
      return periods.length - 1
    },
  }
}

function packRow({ id, name, number, kinds, settlement }: OrganizationRecord, kept: KeptOrganization | undefined, devices: readonly DeviceRecord[], placeOf: Packing['placeOf']): PackedControl['rows'][number] {
  const readUpTo = readUpToOf(devices)
  const cells = (kept?.cells ?? []).map(({ cell, publishedAt }) =>
    cell.delivery === 'undelivered' && readUpTo >= publishedAt ? { ...cell, delivery: 'delivered' as const } : cell,
  )
  const atWork = devices.filter((device) => device.revokedMs === null)
  return { organization: { id, name, number, kinds, settlement }, lastContactMs: lastContactOf(devices), trouble: worstTrouble(atWork), cells: packCells(cells, placeOf) }
}

function columnOf(directive: Directive): ControlColumn {
  const { id, resolutionId, number, position, heading, headingKind, computed, reportDue, periodUnit } = directive
  const area = heading !== null && headingKind === 'area' ? heading : null
  return { id, resolutionId, number, position, text: wordingOf(directive).slice(0, columnLength), area, dueDate: computed.dueDate ?? reportDue, isStanding: periodUnit !== null }
}

function wordingOf({ heading, headingKind, text }: Directive): string {
  return heading !== null && (headingKind === 'task' || headingKind === 'lead_in') ? `${heading} ${text}` : text
}
