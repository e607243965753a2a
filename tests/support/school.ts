import type { OrganizationId, Resolution, ResolutionId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import { makeDirective } from './historyFactory.ts'
import { MemoryServer, type MemoryAnswer } from './memoryServer.ts'
import { SimulatedDevice, type ServerDoor } from './simulatedDevice.ts'

export const resolution: Resolution = {
  id: 'r1' as ResolutionId,
  version: 1,
  kind: 'resolution',
  kindText: 'Решение коллегии',
  number: '3',
  date: null,
  issuer: null,
  title: 'Об итогах года',
  force: 'order',
  materials: [],
}

/** Subjects of the first published directives. */
export const point1 = 'd:point1' as SubjectKey
export const point2 = 'd:point2' as SubjectKey

/** One server with one school that has two points, and phones over a network a test can break. */
export class School {
  nowMs = Date.UTC(2026, 10, 22)
  readonly server: MemoryServer
  readonly id: OrganizationId
  /** Replaced by a test to lose, double or refuse what goes over the network. */
  network: (deliver: () => MemoryAnswer) => MemoryAnswer = (deliver) => deliver()
  readonly #devices: SimulatedDevice[] = []
  #codes = 0

  constructor({ pageSize = 200, points = 2 } = {}) {
    this.server = new MemoryServer({ nowMs: () => this.nowMs, pageSize })
    this.id = this.addSchool('school1', points)
  }

  addSchool(name: string, points = 2): OrganizationId {
    const id = this.server.addOrganization(name)
    const profile = {
      organization: { number: '1047', name, kinds: ['general_school'], settlement: 'с. Верхнее' },
      district: { name: 'Район', zone: 'Asia/Yakutsk', standingPeriodUnit: 'year' },
      office: { name: 'Управление', phone: '1' },
      clerk: { name: 'Петрова', post: 'специалист', phone: '2' },
      officers: [],
    }
    this.server.writeOffice(id, 'o' as SubjectKey, 'profile', profile, 0)
    const directives = Array.from({ length: points }, (_, index) => makeDirective(`point${String(index + 1)}`, { position: index + 1 }))
    this.server.publish(id, resolution, directives)
    return id
  }

  /** A phone with its own empty database, not enrolled yet. */
  phone(name: string): SimulatedDevice {
    const door: ServerDoor = {
      exchange: (body, token) => this.network(() => this.server.exchange(body, token)),
      enrol: (proof, token) => this.network(() => this.server.enrol('secret' in proof ? proof.secret : proof.code, this.#organizationOf(proof), token)),
    }
    const device = new SimulatedDevice({ name: `${name}-${String(Math.random()).slice(2)}`, nowMs: () => this.nowMs, door })
    this.#devices.push(device)
    return device
  }

  /** A phone that is enrolled and has read everything. */
  async enrolledPhone(name: string): Promise<SimulatedDevice> {
    const device = this.phone(name)
    await device.enrol(this.code())
    await device.sync()
    return device
  }

  /** A fresh code's secret for an organization. */
  code(organizationId: OrganizationId = this.id): string {
    this.#codes += 1
    return `${organizationId}.${String(this.#codes)}`
  }

  async close(): Promise<void> {
    for (const device of this.#devices) await device.db.delete()
  }

  #organizationOf(proof: object): OrganizationId {
    const code = 'secret' in proof ? String(proof.secret) : this.id
    return (code.split('.')[0] ?? this.id) as OrganizationId
  }
}
