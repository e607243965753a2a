import { clampStamp } from '#core/clock'
import type { ChangeId, DeviceId, OfficerId, PersonId } from '#core/directive'
import { type Change, type JsonObject, type KnownKind, type StoredChange, type SubjectKey, changeIdOf, schemaVersion } from '#core/sync'
import { linkChange } from './chain.ts'
import type { HistoryHead } from '../store/records.ts'
import type { OrganizationStore, SealedChange } from '../store/store.ts'

/** What an append needs from outside. */
export interface AppendDeps {
  readonly nowMs: number
  /** The server's own version, named by the changes the office writes. */
  readonly version: string
}

/**
 * Appends changes to an organization's one history in the given order, each with the next receipt, its stamp clamped
 * to the server's clock and the hash of the history up to it. To be called inside a transaction.
 */
export async function appendChanges(organization: OrganizationStore, changes: readonly Change[], { nowMs }: Pick<AppendDeps, 'nowMs'>): Promise<StoredChange[]> {
  if (changes.length === 0) return []
  const chainKey = await organization.history.readChainKey()
  const head = await organization.history.takeSequences(changes.length)
  const sealed = seal(head, changes, nowMs, chainKey)
  await organization.history.insert(sealed)
  await organization.history.setChainHash(sealed.at(-1)?.chainHash ?? head.chainHash)
  return sealed.map(({ change }) => change)
}

function seal(head: HistoryHead, changes: readonly Change[], nowMs: number, chainKey: string): SealedChange[] {
  const first = head.sequence - changes.length + 1
  let previous = head.chainHash
  return changes.map((change, i) => {
    const stored: StoredChange = { ...change, sequence: first + i, effectiveStampMs: clampStamp(change.stampMs, nowMs) }
    previous = linkChange(chainKey, previous, stored)
    return { change: stored, chainHash: previous }
  })
}

/** A change as plain JSON, for comparisons. */
export function changeToJson(change: Change): JsonObject {
  const { extra, ...rest } = change
  return { ...rest, ...(extra === undefined ? {} : { extra }) }
}

/** A change the office's server is about to write: an officer's, or what came by a link. */
export interface OfficeDraft {
  readonly authorId: OfficerId | PersonId
  readonly subject: SubjectKey
  readonly kind: KnownKind
  readonly value: JsonObject
  readonly subjectVersion: number
  readonly supersedes: readonly ChangeId[]
}

/** Appends the office's own changes, written by its device of this organization. To be called inside a transaction. */
export async function appendOfficeChanges(organization: OrganizationStore, drafts: readonly OfficeDraft[], deps: AppendDeps): Promise<StoredChange[]> {
  const [owner, head] = [await organization.read(), await organization.history.readHead()]
  if (owner === null || head === null || drafts.length === 0) return []
  const first = (await organization.history.takeOfficeSequences(drafts.length)) - drafts.length + 1
  const changes = drafts.map((draft, i): Change => {
    const deviceSequence = first + i
    return {
      ...draft,
      ...identify(head.officeDeviceId, deviceSequence),
      districtId: owner.districtId,
      organizationId: owner.id,
      stampMs: deps.nowMs,
      schemaVersion,
      appVersion: deps.version,
    }
  })
  return appendChanges(organization, changes, deps)
}

function identify(deviceId: DeviceId, deviceSequence: number): Pick<Change, 'id' | 'deviceId' | 'deviceSequence'> {
  return { id: changeIdOf(deviceId, deviceSequence), deviceId, deviceSequence }
}
