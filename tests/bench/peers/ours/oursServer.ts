/* The real server as `sync-server/main.ts` starts it, its log included; beside it only what loads the district. */
import { join } from 'node:path'
import type { DateOnly, DeviceId, DistrictId } from '#core/directive'
import { subjectToKey, wholePeriod } from '#core/sync'
import { readConfig } from '../../../../sync-server/config.ts'
import { appendOfficeChanges } from '../../../../sync-server/history/history.ts'
import { publishProfile } from '../../../../sync-server/history/profile.ts'
import { publishDirectives } from '../../../../sync-server/history/publish.ts'
import { createLink } from '../../../../sync-server/enrolment/enrolmentCodes.ts'
import { listen, openStore, systemDeps } from '../../../../sync-server/openServer.ts'
import { slowHash, systemRandomBytes } from '../../../../sync-server/secrets.ts'
import type { StoreAccess } from '../../../../sync-server/store/store.ts'
import { appendDeps } from '../../../support/serverFactory.ts'
import { makeDirective, makeDistrictRecord, makeOfficerRecord, makeOrganizationRecord, makeResolution } from '../../../support/recordFactory.ts'
import { dataFolder, runServer, seedSchool } from '../serverKit.ts'
import type { Aggregate } from '../system.ts'
import { type BenchDirective, directiveCount } from '../workload.ts'
import { benchPassword, districtKey, organizationOf } from './oursAccess.ts'

const config = readConfig({ ...process.env, DATA_DIR: join(dataFolder, 'data') })
if (!config.ok) throw new Error(config.error.map(({ name, message }) => `${name} ${message}`).join('\n'))
const store = await openStore(config.value)
// Any free port instead of the configured one.
const parts = { store, config: { ...config.value, port: 0 }, version: '0.1.0', demonstration: false, pagesFolder: null, logLevel: 'info' } as const
const app = await listen(parts)

const districtId = districtKey as DistrictId
const resolution = makeResolution(systemDeps.newId())
const district = makeDistrictRecord(districtKey)
const cheap = { cost: 16, blockSize: 1, parallelization: 1 }
const officer = { ...makeOfficerRecord(districtKey, systemDeps.newId(), districtKey), passwordHash: await slowHash(benchPassword, cheap, systemRandomBytes) }
const today = new Date().toISOString().slice(0, 10) as DateOnly

/** Ids as the intake mints them: they travel with every change, so they must not be easier to compress than real ones. */
const directiveIds = Array.from({ length: directiveCount }, systemDeps.newId)

/** One document for all schools: the district's store keeps its texts once. */
function toDirective({ number, text, due }: BenchDirective, index: number, version = 1) {
  return makeDirective(resolution.id, directiveIds[index] ?? '', {
    version,
    position: index + 1,
    number,
    heading: null,
    headingKind: null,
    text,
    reportDue: due as DateOnly,
  })
}

async function insertSchools(access: StoreAccess, count: number): Promise<void> {
  const own = access.forDistrict(districtId)
  for (let school = 0; school < count; school += 1) {
    const organization = makeOrganizationRecord(districtKey, organizationOf(school), String(10_000 + school))
    await own.organizations.insert(organization, { epoch: systemDeps.newId(), officeDeviceId: systemDeps.newId() as DeviceId })
    const door = access.forOrganization(districtId, organization.id)
    await publishProfile(door, { organization, district, officers: [officer] }, officer.id, appendDeps(Date.now()))
  }
}

async function publishDocument(access: StoreAccess, points: readonly BenchDirective[]): Promise<void> {
  const { documents } = access.forDistrict(districtId)
  const directives = points.map((point, index) => toDirective(point, index))
  await documents.saveResolution(resolution)
  for (const directive of directives) await documents.saveDirective(directive)
  const publication = { districtId, officerId: officer.id, today, resolution, directives, controlOf: () => undefined }
  await publishDirectives(access, publication, appendDeps(Date.now()))
}

let versions = 1

/** A new version of one point, published to one school alone. */
async function updateDirective(access: StoreAccess, school: number, point: BenchDirective, index: number): Promise<void> {
  versions += 1
  const directive = toDirective(point, index, versions)
  await access.forDistrict(districtId).documents.saveDirective(directive)
  const door = access.forOrganization(districtId, organizationOf(school))
  const subject = subjectToKey({ type: 'directive', directiveId: directive.id, period: wholePeriod, childId: null })
  const supersedes = (await door.history.list({ topics: [subject], kinds: ['publication'] })).map(({ id }) => id)
  const draft = { authorId: officer.id, subject, kind: 'publication' as const, value: {}, subjectVersion: directive.version, supersedes }
  await appendOfficeChanges(door, [draft], appendDeps(Date.now()))
}

await runServer(app.server, {
  async seed(count) {
    await store.transaction(async (access) => {
      await access.forDistrict(districtId).insert(district)
      await access.forDistrict(districtId).officers.insert(officer)
      await insertSchools(access, count)
      await publishDocument(access, seedSchool(0).directives)
    })
  },
  update: (school, directive, index) => store.transaction((access) => updateDirective(access, school, directive, index)),
  async link(school: number) {
    const link = await createLink(store, { districtId, organizationId: organizationOf(school) }, systemDeps)
    return link?.secret
  },
  async audit(): Promise<Aggregate> {
    const changes = await store.forDistrict(districtId).listChanges({ kinds: ['execution', 'progressNote'] })
    const marks = changes.filter(({ kind }) => kind === 'execution').map(({ value }) => value)
    return {
      reported: marks.filter(({ state }) => state === 'reported').length,
      notes: changes.length - marks.length,
      percent: marks.reduce((sum, { percent }) => sum + Number(percent), 0),
    }
  },
  async close() {
    await app.close()
    await store.close()
  },
})
