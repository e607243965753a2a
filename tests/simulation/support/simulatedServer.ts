import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import type { DateOnly, DeviceId, DirectiveId, DistrictId, OfficerId, OrganizationId } from '#core/directive'
import { type StoredChange, type SubjectKey } from '#core/sync'
import { createLink } from '../../../sync-server/enrolment/enrolmentCodes.ts'
import { decideControl, decideExtension } from '../../../sync-server/history/decide.ts'
import { publishProfile } from '../../../sync-server/history/profile.ts'
import { publishDirectives } from '../../../sync-server/history/publish.ts'
import { makeDirective, makeDistrictRecord, makeOfficerRecord, makeOrganizationRecord, makeResolution } from '../../support/recordFactory.ts'
import { type TestServer, appendDeps, createTestServer } from '../../support/serverFactory.ts'
import type { SeededRandom } from './seededRandom.ts'
import type { VirtualClock } from './virtualClock.ts'

/** What the running history gives to the server instead of the system's clock and chance. */
interface Surroundings {
  readonly name: string
  readonly clock: VirtualClock
  readonly random: SeededRandom
}

/** Every exchange waits for the disk; thousands of them wait for nothing where the disk is memory. */
const memoryFolder = '/dev/shm'

/** Small pages, so that every first load takes several. */
const pageSize = 4

/** The real server over a real database; each history is a district of its own in it. */
export class SimulatedServer {
  readonly #server: TestServer
  #surroundings: Surroundings | null = null
  #minted = 0

  private constructor(server: TestServer) {
    this.#server = server
  }

  static async open(): Promise<SimulatedServer> {
    const holder: { server?: SimulatedServer } = {}
    const inHistory = (): SimulatedServer => {
      if (holder.server === undefined) throw new Error('no history runs')
      return holder.server
    }
    const server = await createTestServer({
      folder: existsSync(memoryFolder) ? memoryFolder : tmpdir(),
      limits: { pageSize },
      changes: {
        nowMs: () => inHistory().#now.clock.nowMs,
        newId: () => inHistory().#newId(),
        randomBytes: (count) => inHistory().#now.random.bytes(count),
      },
    })
    holder.server = new SimulatedServer(server)
    return holder.server
  }

  close(): Promise<void> {
    return this.#server.close()
  }

  /** Begins a history: its clock and chance are the server's from now on. */
  begin(surroundings: Surroundings): void {
    this.#surroundings = surroundings
    this.#minted = 0
  }

  /** Adds the history's district with organizations and `points` points published to each. */
  async addDistrict(names: readonly string[], points: number): Promise<OrganizationId[]> {
    const { districtId, officerId } = this
    const district = makeDistrictRecord(districtId)
    const officer = makeOfficerRecord(districtId, officerId, districtId)
    const organizations = names.map((name, i) => makeOrganizationRecord(districtId, `${districtId}${name}`, `9${districtId.replace(/\D/g, '')}${String(i)}`))
    await this.#server.store.transaction(async (access) => {
      await access.forDistrict(districtId).insert(district)
      await access.forDistrict(districtId).officers.insert(officer)
      for (const organization of organizations) {
        await access.forDistrict(districtId).organizations.insert(organization, { epoch: 'epoch1', officeDeviceId: `${organization.id}office` as DeviceId })
        await publishProfile(access.forOrganization(districtId, organization.id), { organization, district, officers: [officer] }, officerId, this.#appendDeps)
      }
    })
    await this.publish(1, points)
    return organizations.map(({ id }) => id)
  }

  /** Publishes a document with points to every organization of the district. */
  async publish(number: number, points: number): Promise<void> {
    const { districtId, officerId } = this
    const resolution = makeResolution(`${districtId}doc${String(number)}`)
    const directives = Array.from({ length: points }, (_, i) => makeDirective(resolution.id, `${districtId}p${String(number)}x${String(i)}`, { position: i + 1 }))
    await this.#server.store.transaction(async (access) => {
      const { documents } = access.forDistrict(districtId)
      await documents.saveResolution(resolution)
      for (const directive of directives) await documents.saveDirective(directive)
      const controlOf = ({ id }: { readonly id: DirectiveId }) => (id.endsWith('0') ? ('onControl' as const) : undefined)
      await publishDirectives(access, { districtId, officerId, today: '2026-01-12' as DateOnly, resolution, directives, controlOf }, this.#appendDeps)
    })
  }

  /** The office decides something about a subject, as far as its state allows. */
  async decide(organizationId: OrganizationId, subject: SubjectKey): Promise<void> {
    const { districtId, officerId } = this
    const { random } = this.#now
    const wish = { subject, officerId, reason: 'по итогам проверки' }
    await this.#server.store.transaction(async (access) => {
      const organization = access.forOrganization(districtId, organizationId)
      if (random.chance(0.2)) await decideExtension(organization, { ...wish, to: '2026-12-31' as DateOnly }, this.#appendDeps)
      else await decideControl(organization, { ...wish, state: random.pick(['onControl', 'returned', 'released', 'returned'] as const) }, this.#appendDeps)
    })
  }

  historyOf(organizationId: OrganizationId): Promise<StoredChange[]> {
    return this.#server.store.forOrganization(this.districtId, organizationId).history.list({})
  }

  /** A fresh link's secret. */
  async newSecret(organizationId: OrganizationId): Promise<string> {
    const link = await createLink(this.#server.store, { districtId: this.districtId, organizationId }, this.#server.deps)
    if (link === null) throw new Error('no such organization')
    return link.secret
  }

  /** Closes a phone's access. */
  async revoke(organizationId: OrganizationId, deviceId: DeviceId): Promise<void> {
    await this.#server.store.forOrganization(this.districtId, organizationId).devices.revoke(deviceId, this.#now.clock.nowMs)
  }

  /** One request as it would come over HTTP. */
  async deliver(url: string, { method, headers, body }: RequestInit): Promise<Response> {
    const payload = Buffer.from(await new Response(body ?? null).arrayBuffer())
    const answer = await this.#server.app.inject({ method: method === 'POST' ? 'POST' : 'GET', url, headers: { ...(headers as Record<string, string>) }, payload })
    return new Response(answer.payload, { status: answer.statusCode })
  }

  get districtId(): DistrictId {
    return this.#now.name as DistrictId
  }

  private get officerId(): OfficerId {
    return `${this.#now.name}officer` as OfficerId
  }

  get #now(): Surroundings {
    if (this.#surroundings === null) throw new Error('no history runs')
    return this.#surroundings
  }

  get #appendDeps(): ReturnType<typeof appendDeps> {
    return appendDeps(this.#now.clock.nowMs)
  }

  #newId(): string {
    this.#minted += 1
    return `${this.#now.name}n${String(this.#minted)}`
  }
}
