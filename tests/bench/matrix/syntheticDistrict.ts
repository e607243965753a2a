import type { DateOnly, DeviceId, Directive, DirectiveId, DistrictId, OfficerId, OrganizationId, PersonId } from '#core/directive'
import { type Change, type JsonObject, changeIdOf, schemaVersion, subjectToKey, wholePeriod } from '#core/sync'
import { appendChanges } from '../../../sync-server/history/history.ts'
import { publishDirectives } from '../../../sync-server/history/publish.ts'
import { slowHash, systemRandomBytes } from '../../../sync-server/secrets.ts'
import type { OrganizationRecord } from '../../../sync-server/store/records.ts'
import type { Store, StoreAccess } from '../../../sync-server/store/store.ts'
import { testPassword } from '../../support/officeClient.ts'
import { createRandom } from '../../support/random.ts'
import { makeDeviceRecord, makeDirective, makeDistrictRecord, makeOfficerRecord, makeOrganizationRecord, makeResolution } from '../../support/recordFactory.ts'
import { readSeedDirectives } from '../../support/seedDirectives.ts'

export const benchLogin = 'north'
const districtId = 'north' as DistrictId
const officerId = 'northofficer' as OfficerId
const documentCount = 5
const seedTexts = 92
const dayMs = 86_400_000
const version = '0.1.0'

/** Fills an empty store with one district: `organizations` schools, each with the same `directives` points of five documents and marks on many of them. */
export async function fillDistrict(store: Store, organizations: number, directives: number, nowMs: number): Promise<void> {
  const passwordHash = await slowHash(testPassword, { cost: 16, blockSize: 1, parallelization: 1 }, systemRandomBytes)
  const schools = Array.from({ length: organizations }, (_, i) => makeOrganizationRecord(districtId, `school${String(i)}`, String(1000 + i)))
  await store.transaction(async (access) => {
    const own = access.forDistrict(districtId)
    await own.insert(makeDistrictRecord(districtId))
    await own.officers.insert({ ...makeOfficerRecord(districtId, officerId, benchLogin), passwordHash })
    for (const school of schools) await own.organizations.insert(school, { epoch: 'epoch1', officeDeviceId: `desk-${school.id}` as DeviceId })
  })
  const points = makePoints(directives)
  for (let document = 0; document < documentCount; document += 1) {
    await store.transaction((access) => publishPoints(access, document, points.filter((_, i) => i % documentCount === document), nowMs - 30 * dayMs))
  }
  const random = createRandom(1)
  await store.transaction(async (access) => {
    for (const school of schools) await markSchool(access, school, points, nowMs, random)
  })
}

/** The texts of the real documents, again from the first where they end; their report dates lie from July to December, most of them past. */
function makePoints(count: number): Directive[] {
  const texts = readSeedDirectives(seedTexts, () => 'unused').directives.map(({ text }) => text)
  return Array.from({ length: count }, (_, i) => {
    const reportDue = `2026-${String(7 + (i % 6)).padStart(2, '0')}-${String(1 + (i % 28)).padStart(2, '0')}` as DateOnly
    const position = Math.floor(i / documentCount) + 1
    return makeDirective(resolutionIdOf(i % documentCount), `point${String(i)}`, { position, number: String(position), text: texts[i % texts.length] ?? '', reportDue })
  })
}

const resolutionIdOf = (document: number): string => `document${String(document)}`

async function publishPoints(access: StoreAccess, document: number, directives: readonly Directive[], nowMs: number): Promise<void> {
  const resolution = makeResolution(resolutionIdOf(document))
  const { documents } = access.forDistrict(districtId)
  await documents.saveResolution(resolution)
  for (const directive of directives) await documents.saveDirective(directive)
  const publication = { districtId, officerId, today: '2026-10-22' as DateOnly, resolution, directives, controlOf: () => 'onControl' as const }
  await publishDirectives(access, publication, { nowMs, version })
}

interface Said {
  readonly kind: 'execution' | 'control' | 'extensionRequest'
  readonly value: JsonObject
}

/** A third claimed, a tenth of all released and a fifteenth returned, a sixth begun, some asking for more time. */
function script(luck: number): Said[] {
  const reported: Said = { kind: 'execution', value: { state: 'reported', text: 'Издан приказ № 41 от 30.08.2026' } }
  const begun: Said = { kind: 'execution', value: { state: 'inProgress' } }
  if (luck < 0.1) return [reported, { kind: 'control', value: { state: 'released' } }]
  if (luck < 0.166) return [reported, { kind: 'control', value: { state: 'returned', reason: 'Нет приложения', fixBy: '2026-12-10' } }]
  if (luck < 0.333) return [reported]
  if (luck < 0.5) return [begun]
  if (luck < 0.53) return [begun, { kind: 'extensionRequest', value: { to: '2026-12-20', reason: 'Болеет учитель' } }]
  return []
}

async function markSchool(access: StoreAccess, school: OrganizationRecord, points: readonly Directive[], nowMs: number, random: () => number): Promise<void> {
  const door = access.forOrganization(districtId, school.id)
  const silentDays = random() < 0.1 ? 19 : 1
  await door.devices.insert({ ...makeDeviceRecord(districtId, school.id, `phone-${school.id}`), lastContactMs: nowMs - silentDays * dayMs })
  const numbers = { phone: 0, deskmarks: 0 }
  const changes = points.flatMap(({ id }) =>
    script(random()).map(({ kind, value }): Change => {
      // A desk of its own: the office's writer has counted its publications already.
      const writer = kind === 'control' ? 'deskmarks' : 'phone'
      numbers[writer] += 1
      return makeChange(school.id, `${writer}-${school.id}` as DeviceId, numbers[writer], id, { kind, value }, Math.round(nowMs - (random() + (kind === 'control' ? 0 : 1)) * 10 * dayMs))
    }),
  )
  await appendChanges(door, changes, { nowMs })
}

function makeChange(organizationId: OrganizationId, deviceId: DeviceId, deviceSequence: number, directiveId: DirectiveId, { kind, value }: Said, stampMs: number): Change {
  return {
    id: changeIdOf(deviceId, deviceSequence), deviceId, deviceSequence, districtId, organizationId, kind, value, stampMs, schemaVersion,
    authorId: (kind === 'control' ? officerId : 'person1') as PersonId,
    subject: subjectToKey({ type: 'directive', directiveId, period: wholePeriod, childId: null }),
    supersedes: [],
    subjectVersion: 1,
    appVersion: version,
  }
}
