import { type ControlState, type DateOnly, type DeviceId, type Directive, type DistrictId, type OfficerId, type OrganizationId, type ResolutionId, type RuleSet, addDays, addressByScope, calendarOf, decodeRuleSet, isUnaddressed, parseDateOnly } from '#core/directive'
import { type DraftedDocument, documentOf, draftOf } from '#core/draft'
import { parseResolution } from '#core/resolution'
import type { JsonObject } from '#core/sync'
import { readDocument } from '../../src/formats/readDocument.ts'
import type { AppendDeps } from '../history/history.ts'
import { publishProfile } from '../history/profile.ts'
import { publishDirectives } from '../history/publish.ts'
import { type RandomBytes, passwordCost, slowHash } from '../secrets.ts'
import type { DistrictRecord, OfficerRecord, OrganizationRecord } from '../store/records.ts'
import type { Store, StoreAccess } from '../store/store.ts'
import { dateInZone } from '../zoneDate.ts'
import type { DistrictSeed, OrganizationSeed, ResolutionSeed } from './readSeeds.ts'
import { withReportDates } from './reportDates.ts'

/** What loading needs from outside. */
export interface DemonstrationDeps {
  readonly nowMs: number
  readonly newId: () => string
  readonly randomBytes: RandomBytes
  readonly version: string
  /** The password of each officer by sign-in name. */
  readonly passwordByLogin: ReadonlyMap<string, string>
}

/** Under this key the database remembers that it holds demonstration data, whole or in the making. */
export const demonstrationKey = 'demonstration'

const dayMs = 86_400_000

/**
 * Loads the districts of the seeds into an empty database, each in one transaction; a load that was cut off goes on
 * with what is missing. Answers whether the database holds the demonstration now: one with other data is left alone.
 */
export async function loadDemonstration(store: Store, seeds: readonly DistrictSeed[], deps: DemonstrationDeps): Promise<boolean> {
  const state = await store.readMeta(demonstrationKey)
  if (state === 'loaded') return true
  const known = (await store.listDistricts()).map(({ key }) => key)
  if (state === null && known.length > 0) return false
  await store.writeMeta(demonstrationKey, 'loading')
  for (const seed of seeds.filter(({ key }) => !known.includes(key))) await loadDistrict(store, seed, deps)
  await store.writeMeta(demonstrationKey, 'loaded')
  return true
}

async function loadDistrict(store: Store, seed: DistrictSeed, deps: DemonstrationDeps): Promise<void> {
  const district = districtOf(seed, deps)
  const password = deps.passwordByLogin.get(seed.officerLogin)
  if (password === undefined) throw new Error(`No password for the officer ${seed.officerLogin}.`)
  const officer: OfficerRecord = {
    id: deps.newId() as OfficerId,
    districtId: district.id,
    login: seed.officerLogin,
    name: seed.clerk.name,
    post: seed.clerk.post,
    roles: ['specialist', 'administrator'],
    passwordHash: await slowHash(password, passwordCost, deps.randomBytes),
  }
  await store.transaction(async (access) => {
    await access.forDistrict(district.id).insert(district)
    await access.forDistrict(district.id).officers.insert(officer)
    await loadOrganizations(access, { seed, district, officer }, deps)
    for (const document of seed.resolutions) await loadDocument(access, document, { seed, district, officer }, deps)
  })
}

interface Loaded {
  readonly seed: DistrictSeed
  readonly district: DistrictRecord
  readonly officer: OfficerRecord
}

function districtOf(seed: DistrictSeed, deps: DemonstrationDeps): DistrictRecord {
  const { key, name, region, zone, office, clerk } = seed
  const ruleSet: JsonObject = JSON.parse(JSON.stringify(seed.ruleSet)) as JsonObject
  return { id: deps.newId() as DistrictId, key, name, region, zone, office, clerk, ruleSet, standingPeriodUnit: rulesOf(ruleSet).standingUnit }
}

function rulesOf(changes: JsonObject): RuleSet {
  const ruleSet = decodeRuleSet(changes)
  if (!ruleSet.ok) throw new Error('The rule set of a district in seeds/ is invalid.')
  return ruleSet.value
}

async function loadOrganizations(access: StoreAccess, { seed, district, officer }: Loaded, deps: DemonstrationDeps): Promise<void> {
  const idByNumber = new Map(seed.organizations.map(({ number }) => [number, deps.newId() as OrganizationId]))
  const firstPublication = Math.max(0, ...seed.resolutions.map(({ publishedDaysAgo }) => publishedDaysAgo))
  for (const entry of seed.organizations) {
    const organization = organizationOf(entry, district.id, idByNumber)
    const head = { epoch: deps.newId(), officeDeviceId: deps.newId() as DeviceId }
    await access.forDistrict(district.id).organizations.insert(organization, head)
    const source = { organization, district, officers: [officer] }
    await publishProfile(access.forOrganization(district.id, organization.id), source, officer.id, appendDeps(firstPublication, deps))
  }
}

function organizationOf(entry: OrganizationSeed, districtId: DistrictId, idByNumber: ReadonlyMap<string, OrganizationId>): OrganizationRecord {
  const { number, name, kinds, settlement, phone, head, demonstration, closedOn, successorNumber } = entry
  const id = idByNumber.get(number)
  if (id === undefined) throw new Error(`Organization ${number} has no id.`)
  const successorId = successorNumber === null ? null : (idByNumber.get(successorNumber) ?? null)
  return { id, districtId, number, name, kinds, settlement, phone, head, isDemonstration: demonstration, closedOn: closedOn === null ? null : parseDateOnly(closedOn), successorId }
}

async function loadDocument(access: StoreAccess, document: ResolutionSeed, { district, officer }: Loaded, deps: DemonstrationDeps): Promise<void> {
  const today = dateInZone(deps.nowMs, district.zone)
  const { documents, organizations } = access.forDistrict(district.id)
  const { resolution, directives, onControl } = await readSeed(document, { ruleSet: rulesOf(district.ruleSet), organizations: await organizations.list(), today }, deps)
  await documents.saveResolution(resolution)
  for (const directive of directives) await documents.saveDirective(directive)
  const publishedOn = addDays(today, -document.publishedDaysAgo)
  const controlOf = ({ id }: Directive): ControlState | undefined => (onControl.has(id) ? 'onControl' : undefined)
  const publication = { districtId: district.id, officerId: officer.id, today: publishedOn, resolution, directives, controlOf }
  await publishDirectives(access, publication, appendDeps(document.publishedDaysAgo, deps))
}

interface Surroundings {
  readonly ruleSet: RuleSet
  readonly organizations: readonly OrganizationRecord[]
  readonly today: DateOnly
}

/** Reads one document as the office would: parsed, addressed by the clerk where the text names nobody, with report dates. */
async function readSeed(document: ResolutionSeed, { ruleSet, organizations, today }: Surroundings, { newId }: DemonstrationDeps): Promise<DraftedDocument> {
  const text = await readDocument(document.bytes)
  if (!text.ok) throw new Error(`seeds/resolutions/${document.file} cannot be read: ${text.error.type}.`)
  const draft = draftOf(parseResolution(text.value.text), { newId, ruleSet, organizations, today })
  const items = draft.items.map((item) =>
    document.addressUnaddressedByScope && isUnaddressed(item.addressee) ? { ...item, addressee: addressByScope(item.addressee) } : item)
  const drafted = documentOf({ ...draft, items }, newId() as ResolutionId, { ruleSet, publishedOn: addDays(today, -document.publishedDaysAgo) })
  return { ...drafted, directives: withReportDates(drafted.directives, document.reportDueDays, today, calendarOf(ruleSet)) }
}

function appendDeps(daysAgo: number, { nowMs, version }: DemonstrationDeps): AppendDeps {
  return { nowMs: nowMs - daysAgo * dayMs, version }
}
