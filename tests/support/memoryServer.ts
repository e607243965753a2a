import { createHash } from 'node:crypto'
import { clampStamp } from '#core/clock'
import type { DateOnly, DeviceId, Directive, DirectiveId, DistrictId, OfficerId, OrganizationId, Resolution } from '#core/directive'
import {
  type Change,
  type EnrolmentAnswer,
  type ErrorCode,
  type ExchangeAnswer,
  type ExchangeRequest,
  type JsonObject,
  type StoredChange,
  type SubjectKey,
  changeIdOf,
  cursorToText,
  decodeChange,
  decodeRequest,
  encodeAnswer,
  findSuperseded,
  isOfficeKind,
  isValueOfKind,
  joinReceipts,
  protocolVersion,
  schemaVersion,
  textToCursor,
} from '#core/sync'

/** One organization as the server knows it. `hashes[n]` is the chain hash at receipt n. */
interface MemoryOrganization {
  readonly id: OrganizationId
  epoch: string
  history: StoredChange[]
  hashes: string[]
  quarantine: { readonly change: JsonObject; readonly code: string }[]
}

interface MemoryDevice {
  readonly organizationId: OrganizationId
  readonly deviceId: DeviceId
  revokedOn: DateOnly | null
}

export interface MemoryServerOptions {
  nowMs(): number
  /** Most changes of others in one answer. */
  pageSize?: number
}

/** What a request came to, as it would go over HTTP. */
export interface MemoryAnswer {
  readonly status: number
  readonly body: JsonObject
}

export const districtId = 'district1' as DistrictId
const officerId = 'officer1' as OfficerId

/** The contract's server in memory, deterministic: receipts, epoch, chain check, clamping, paging, quarantine. */
export class MemoryServer {
  readonly #options: MemoryServerOptions
  readonly #organizations = new Map<OrganizationId, MemoryOrganization>()
  readonly #devices = new Map<string, MemoryDevice>()
  readonly #tokenByCode = new Map<string, string>()
  readonly #resolutions = new Map<string, Resolution>()
  readonly #directives = new Map<DirectiveId, Directive>()
  #minted = 0

  constructor(options: MemoryServerOptions) {
    this.#options = options
  }

  addOrganization(name: string): OrganizationId {
    const id = name as OrganizationId
    this.#organizations.set(id, { id, epoch: this.#mint('epoch'), history: [], hashes: [''], quarantine: [] })
    return id
  }

  /** All of an organization's history, oldest first. */
  historyOf(organizationId: OrganizationId): readonly StoredChange[] {
    return this.#organization(organizationId).history
  }

  quarantineOf(organizationId: OrganizationId): readonly { readonly change: JsonObject; readonly code: string }[] {
    return this.#organization(organizationId).quarantine
  }

  publish(organizationId: OrganizationId, resolution: Resolution, directives: readonly Directive[], value: JsonObject = {}): void {
    this.#resolutions.set(resolution.id, resolution)
    this.writeOffice(organizationId, `r:${resolution.id}` as SubjectKey, 'publication', {}, resolution.version)
    for (const directive of directives) {
      this.#directives.set(directive.id, directive)
      this.writeOffice(organizationId, `d:${directive.id}` as SubjectKey, 'publication', value, directive.version)
    }
  }

  writeOffice(organizationId: OrganizationId, subject: SubjectKey, kind: string, value: JsonObject, subjectVersion = 1): StoredChange {
    const organization = this.#organization(organizationId)
    const deviceId = `office-${organizationId}` as DeviceId
    const deviceSequence = organization.history.filter((change) => change.deviceId === deviceId).length + 1
    const supersedes = findSuperseded({ kind, value }, organization.history.filter((change) => change.subject === subject))
    return this.#append(organization, {
      id: changeIdOf(deviceId, deviceSequence),
      districtId,
      organizationId,
      deviceId,
      deviceSequence,
      authorId: officerId,
      subject,
      kind,
      value,
      supersedes,
      stampMs: this.#options.nowMs(),
      subjectVersion,
      schemaVersion,
      appVersion: 'server',
    })
  }

  enrol(code: string, organizationId: OrganizationId, token: string): MemoryAnswer {
    const used = this.#tokenByCode.get(code)
    if (used !== undefined && used !== token) return refusal(409, 'EnrolmentCodeUsed')
    const device = this.#devices.get(token) ?? { organizationId, deviceId: this.#mint('phone') as DeviceId, revokedOn: null }
    this.#devices.set(token, device)
    this.#tokenByCode.set(code, token)
    const answer: EnrolmentAnswer = { districtId, organizationId, deviceId: device.deviceId, organizationName: `МБОУ ${organizationId}` }
    return { status: 200, body: { ...answer } }
  }

  revoke(token: string, revokedOn: string): void {
    const device = this.#devices.get(token)
    if (device !== undefined) device.revokedOn = revokedOn as DateOnly
  }

  forgetToken(token: string): void {
    this.#devices.delete(token)
  }

  /** A copy to restore later: the history goes back, its epoch with it, as a copied file would. */
  backUp(organizationId: OrganizationId): () => void {
    const organization = this.#organization(organizationId)
    const { epoch, history, hashes } = organization
    const kept = { epoch, history: [...history], hashes: [...hashes] }
    return () => Object.assign(organization, { epoch: kept.epoch, history: [...kept.history], hashes: [...kept.hashes] })
  }

  exchange(body: unknown, token: string): MemoryAnswer {
    const device = this.#devices.get(token)
    if (device === undefined) return refusal(401, 'TokenUnknown')
    const decoded = decodeRequest(body)
    if (!decoded.ok) return refusal(400, decoded.error.type)
    const organization = this.#organization(device.organizationId)
    if (device.revokedOn !== null) return this.#quarantineAll(organization, decoded.value, device.revokedOn)
    const taken = this.#take(organization, device, decoded.value)
    return { status: 200, body: encodeAnswer({ ...taken, ...this.#page(organization, device, decoded.value) }) }
  }

  #quarantineAll(organization: MemoryOrganization, request: ExchangeRequest, revokedOn: DateOnly): MemoryAnswer {
    const taken = request.changes.map((change): [number, number] => {
      organization.quarantine.push({ change, code: 'DeviceRevoked' })
      return [Number(change['deviceSequence']), organization.quarantine.length]
    })
    return { status: 403, body: { error: { type: 'DeviceRevoked', revokedOn, taken } } }
  }

  #take(organization: MemoryOrganization, device: MemoryDevice, request: ExchangeRequest): Taken {
    const stored: StoredChange[] = []
    const refused: Taken = { receipts: [], stamps: [], rejected: [], quarantined: [] }
    for (const sent of request.changes) {
      const decoded = decodeChange(sent, { ...device, districtId }, request)
      const sequence = Number(sent['deviceSequence'])
      const verdict = decoded.ok ? this.#judge(organization, decoded.value) : 'ChangeMalformed'
      if (decoded.ok && verdict === null) stored.push(this.#storeOnce(organization, decoded.value))
      else if (verdict === 'IdReused' || verdict === 'SubjectUnknown') {
        organization.quarantine.push({ change: sent, code: verdict })
        refused.quarantined.push([sequence, verdict])
      } else refused.rejected.push([sequence, verdict ?? 'ChangeMalformed'])
    }
    const clamped = stored.filter((change) => change.effectiveStampMs !== change.stampMs)
    return { ...refused, receipts: joinReceipts(stored), stamps: clamped.map((change) => [change.deviceSequence, change.effectiveStampMs]) }
  }

  #judge(organization: MemoryOrganization, change: Change): ErrorCode | null {
    const known = organization.history.find((one) => one.id === change.id)
    if (known !== undefined) return JSON.stringify(contentOf(known)) === JSON.stringify(contentOf(change)) ? null : 'IdReused'
    if (isOfficeKind(change.kind)) return 'KindNotAllowed'
    if (!isValueOfKind(change.kind, change.value)) return 'ChangeMalformed'
    const about = /^[dr]:[^:]+/.exec(change.subject)?.[0]
    const isPublished = about === undefined || organization.history.some((one) => one.kind === 'publication' && one.subject === about)
    return isPublished ? null : 'SubjectUnknown'
  }

  #storeOnce(organization: MemoryOrganization, change: Change): StoredChange {
    return organization.history.find((one) => one.id === change.id) ?? this.#append(organization, change)
  }

  #append(organization: MemoryOrganization, change: Change): StoredChange {
    const stored = { ...change, sequence: organization.history.length + 1, effectiveStampMs: clampStamp(change.stampMs, this.#options.nowMs()) }
    organization.history.push(stored)
    organization.hashes.push(hash(`${organization.hashes.at(-1) ?? ''}${JSON.stringify(stored)}`))
    return stored
  }

  #page(organization: MemoryOrganization, device: MemoryDevice, { cursor: ownCursor, formerCursor }: Pick<ExchangeRequest, 'cursor' | 'formerCursor'>): Omit<ExchangeAnswer, keyof Taken> {
    const cursorText = ownCursor ?? formerCursor ?? null
    const cursor = cursorText === null ? null : textToCursor(cursorText)
    const isKnown = cursor !== null && cursor.epoch === organization.epoch && organization.hashes[cursor.sequence] === cursor.chainHash
    const historyChanged = cursorText !== null && !isKnown
    if (historyChanged && cursor?.epoch === organization.epoch) organization.epoch = this.#mint('epoch')
    const rest = organization.history.slice(isKnown && ownCursor !== null ? cursor.sequence : 0)
    const limit = this.#options.pageSize ?? 200
    const last = rest.filter((change) => change.deviceId !== device.deviceId).at(limit - 1) ?? rest.at(-1)
    const reached = last?.sequence ?? organization.history.length
    const changes = rest.filter((change) => change.sequence <= reached && change.deviceId !== device.deviceId)
    const later = organization.history.slice(reached).filter((change) => change.deviceId !== device.deviceId)
    const end = later.length > 0 ? reached : organization.history.length
    return {
      protocol: protocolVersion,
      nowMs: this.#options.nowMs(),
      cursor: cursorToText({ epoch: organization.epoch, sequence: end, chainHash: organization.hashes[end] ?? '' }),
      historyChanged,
      changes,
      ...this.#bodiesOf(changes),
      remaining: later.filter((change) => change.kind === 'publication' && change.subject.startsWith('d:')).length,
      more: later.length > 0,
    }
  }

  #bodiesOf(changes: readonly StoredChange[]): Pick<ExchangeAnswer, 'resolutions' | 'directives'> {
    const ids = changes.filter((change) => change.kind === 'publication').map((change) => change.subject.slice(2))
    return {
      resolutions: ids.flatMap((id) => this.#resolutions.get(id) ?? []),
      directives: ids.flatMap((id) => this.#directives.get(id as DirectiveId) ?? []),
    }
  }

  #organization(id: OrganizationId): MemoryOrganization {
    const organization = this.#organizations.get(id)
    if (organization === undefined) throw new Error(`no such organization: ${id}`)
    return organization
  }

  #mint(name: string): string {
    this.#minted += 1
    return `${name}${String(this.#minted)}`
  }
}

interface Taken {
  readonly receipts: ExchangeAnswer['receipts']
  readonly stamps: ExchangeAnswer['stamps']
  readonly rejected: [number, string][]
  readonly quarantined: [number, string][]
}

function refusal(status: number, type: ErrorCode): MemoryAnswer {
  return { status, body: { error: { type } } }
}

/** What two sendings of one change must agree on. */
function contentOf({ subject, kind, value, authorId, supersedes, stampMs }: Change): readonly unknown[] {
  return [subject, kind, value, authorId, supersedes, stampMs]
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
