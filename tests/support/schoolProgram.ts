import { type VueWrapper, mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { type Component, shallowRef } from 'vue'
import { vi } from 'vitest'
import type { Directive, OrganizationId } from '#core/directive'
import type { JsonObject, SubjectKey } from '#core/sync'
import { enrolDevice } from '../../src/device/enrol.ts'
import { recordPerson } from '../../src/device/people.ts'
import type { SyncProgress } from '../../src/device/runSync.ts'
import { type SchoolRouter, schoolRouterKey } from '../../src/school/router.ts'
import { type Upkeep, type UpkeepBrowser, createUpkeep } from '../../src/school/upkeep.ts'
import { type SchoolServices, schoolServicesKey } from '../../src/school/stores/schoolServices.ts'
import { makeDirective } from './historyFactory.ts'
import type { MemoryServer } from './memoryServer.ts'
import { makeResolution } from './recordFactory.ts'
import { School } from './school.ts'
import type { SimulatedDevice } from './simulatedDevice.ts'

/** Sunday, 22 November 2026, 14:20 in the district. */
export const nowMs = Date.parse('2026-11-22T06:20:00Z')

export const profile = {
  organization: { number: '4012', name: 'МБОУ «СОШ № 3»', kinds: ['general_school'], settlement: 'г. Бодайбо' },
  district: { name: 'Бодайбинский район', zone: 'Asia/Irkutsk', standingPeriodUnit: 'year' },
  office: { name: 'Управление образования', phone: '8 39561 0-00-01' },
  clerk: { name: 'Иванова Т.П.', post: 'специалист', phone: '8 39561 0-00-23' },
  officers: [],
}

/** The school's program over the real device modules and a server in memory. */
export class SchoolProgram {
  readonly #school: School
  readonly device: SimulatedDevice
  readonly services: SchoolServices
  readonly router: SchoolRouter = createStillRouter()
  readonly progress = shallowRef<SyncProgress | null>(null)
  readonly isInstalled = shallowRef(true)
  readonly installPrompt: SchoolServices['installPrompt'] = shallowRef(null)
  #isOffline = false

  constructor({ points = [makeDirective('p1')], pageSize = 200 }: { points?: readonly Directive[]; pageSize?: number } = {}) {
    this.#school = new School({ points: 0, pageSize })
    this.#school.nowMs = nowMs
    this.office('o', 'profile', profile)
    this.server.publish(this.organizationId, makeResolution('r1'), points, { control: 'onControl' })
    this.device = this.#school.phone('mine')
    this.#letOffline(this.device)
    this.upkeep = { ...createUpkeep(this.device.deps, createStillBrowser()), findLoss: () => Promise.resolve({ cleared: [], remembered: [] }) }
    this.services = this.#createServices()
  }

  get server(): MemoryServer {
    return this.#school.server
  }

  get organizationId(): OrganizationId {
    return this.#school.id
  }

  /** Takes the network away, or gives it back; the browser says so. */
  setNetwork(isThere: boolean): void {
    this.#isOffline = !isThere
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(isThere)
    dispatchEvent(new Event(isThere ? 'online' : 'offline'))
  }

  /** From now on the server refuses everything with this code; null lets it answer again. */
  refuse(code: string | null): void {
    this.#school.network = (deliver) => (code === null ? deliver() : { status: 403, body: { error: { type: code } } })
  }

  /** Enrols, loads everything and makes Петрова the author. */
  async start(): Promise<void> {
    await this.#enrol(this.device, 'Петрова А.И.')
  }

  /** A second phone of the same school, up to date, with Сидорова at it. */
  async startSecondPhone(): Promise<SimulatedDevice> {
    const second = this.#school.phone('second')
    await this.#enrol(second, 'Сидорова М.К.')
    return second
  }

  /** One more organization with two points, and a code for this phone. */
  addOrganization(name: string): { readonly id: OrganizationId; readonly secret: string } {
    const id = this.#school.addSchool(name)
    return { id, secret: this.#school.code(id) }
  }

  /** The office writes into the organization's history. */
  office(subject: string, kind: string, value: JsonObject): void {
    this.server.writeOffice(this.organizationId, subject as SubjectKey, kind, value)
  }

  /** What the phone does for itself, over the same database; a test may put its own in the place of a part. */
  readonly upkeep: Upkeep

  mount(page: Component, props: Record<string, unknown> = {}): VueWrapper {
    return mount(page, { props, global: { plugins: [createPinia()], provide: { [schoolServicesKey]: this.services, [schoolRouterKey]: this.router } }, attachTo: document.body })
  }

  async #enrol(device: SimulatedDevice, name: string): Promise<void> {
    await device.enrol(this.#school.code())
    await device.sync()
    await recordPerson(device.deps, { organizationId: this.organizationId, name, post: 'директор' })
    await device.sync()
  }

  #letOffline(device: SimulatedDevice): void {
    const { exchange, enrol } = device.deps.transport
    const unavailable = { ok: false, error: { type: 'NetworkUnavailable' } } as const
    Object.assign(device.deps.transport, {
      exchange: (...request: Parameters<typeof exchange>) => (this.#isOffline ? Promise.resolve(unavailable) : exchange(...request)),
      enrol: (...request: Parameters<typeof enrol>) => (this.#isOffline ? Promise.resolve(unavailable) : enrol(...request)),
    })
  }

  #createServices(): SchoolServices {
    return {
      deps: this.device.deps,
      enrol: (proof) => enrolDevice(this.device.deps, proof),
      sync: (trigger) => this.device.sync(trigger === 'button'),
      progress: this.progress,
      isInstalled: this.isInstalled,
      hasUpdate: shallowRef(false),
      applyUpdate: () => undefined,
      upkeep: () => Promise.resolve(this.upkeep),
      storageTrouble: shallowRef(null),
      installPrompt: this.installPrompt,
      go: this.router.go,
    }
  }
}

/** A browser that keeps notes and promises nothing. */
function createStillBrowser(): UpkeepBrowser {
  const caches = { open: () => Promise.reject(new Error('no cache')) } as unknown as CacheStorage
  return { addEventListener: () => undefined, localStorage, caches, crypto, fetch, navigator: { storage: undefined, userAgent: 'Android Chrome/138' } as unknown as Navigator }
}

/** A router that keeps its address to itself. */
function createStillRouter(): SchoolRouter {
  const url = shallowRef(new URL('https://school.test/'))
  return {
    url,
    go: (address) => {
      url.value = new URL(address, url.value)
    },
  }
}

// A query that failed is a bug; the test's document has no handler for it.
Object.assign(globalThis, {
  reportError: (error: unknown) => {
    throw error
  },
})

/** Waits until the page shows what the database holds. */
export async function shows(wrapper: VueWrapper, text: string | RegExp): Promise<void> {
  await vi.waitFor(() => {
    const shown = tidy(wrapper.text())
    if (typeof text === 'string' ? !shown.includes(text) : !text.test(shown)) throw new Error(`«${String(text)}» is not in «${shown}»`)
  }, { timeout: 20_000 })
}

/** The button with this accessible name or text. */
export function button(wrapper: VueWrapper, name: string | RegExp): ReturnType<VueWrapper['get']> {
  const isNamed = (label: string): boolean => (typeof name === 'string' ? label === name : name.test(label))
  const found = wrapper.findAll('button').find((one) => isNamed(one.attributes('aria-label') ?? tidy(one.text())))
  if (found === undefined) throw new Error(`No button «${String(name)}» among: ${wrapper.findAll('button').map((one) => one.attributes('aria-label') ?? one.text()).join('; ')}`)
  return found
}

/** Text with every run of white space as one space, a non-breaking one too. */
export function tidy(text: string): string {
  return text.replace(/\s+/gu, ' ').trim()
}
