import { type Change, type ErrorCode, type ExchangeAnswer, type ExchangeRequest, type StoredChange, type SubjectKey, type Writer, joinReceipts, keyToSubject, subjectToKey, wholePeriod } from '#core/sync'
import { appendChanges, changeToJson } from '../history/history.ts'
import { fastHash } from '../secrets.ts'
import { canonicalJson } from '../store/canonicalJson.ts'
import type { OrganizationStore } from '../store/store.ts'
import { type ReadableChange, sortChanges } from './sortChanges.ts'

/** What became of the sent changes. */
export interface Taken extends Pick<ExchangeAnswer, 'receipts' | 'stamps' | 'rejected' | 'quarantined'> {
  /** How many stand in the history now and did not before, and how many stood there already. */
  readonly stored: number
  readonly repeated: number
}

interface TakeDeps {
  readonly nowMs: number
  /** The phone's cursor named another life of the history. */
  readonly historyChanged: boolean
}

type QuarantineCode = Extract<ErrorCode, 'IdReused' | 'SubjectUnknown' | 'SubjectUnreadable'>

interface Judged {
  readonly fresh: readonly Change[]
  readonly known: readonly StoredChange[]
  readonly quarantined: readonly (ReadableChange & { readonly code: QuarantineCode })[]
}

/** Puts what a phone sent into its organization's history, each change by itself. Call inside a transaction. */
export async function takeChanges(organization: OrganizationStore, request: ExchangeRequest, writer: Writer, { nowMs, historyChanged }: TakeDeps): Promise<Taken> {
  const { readable, rejected } = sortChanges(request, writer)
  const { fresh, known, quarantined: unfit } = await judge(organization, readable, writer)
  // What is unknown here may be what the server lost: the phone gives that back first and offers its own again.
  const quarantined = unfit.filter(({ code }) => !historyChanged || code !== 'SubjectUnknown')
  const stored = await appendChanges(organization, fresh, { nowMs })
  for (const { change, sent, code } of quarantined) {
    const { deviceId, deviceSequence } = change
    await organization.quarantine.keep({ deviceId, deviceSequence, code, body: sent, contentHash: fastHash(canonicalJson(sent)), receivedMs: nowMs })
  }
  const standing = [...known, ...stored]
  const sentStamps = new Map(readable.map(({ change }) => [change.deviceSequence, change.stampMs]))
  return {
    receipts: joinReceipts(standing),
    stamps: standing.filter((change) => change.effectiveStampMs !== sentStamps.get(change.deviceSequence)).map((change) => [change.deviceSequence, change.effectiveStampMs]),
    rejected,
    quarantined: quarantined.map(({ change, code }) => [change.deviceSequence, code]),
    stored: stored.length,
    repeated: known.length,
  }
}

/** Tells new changes from repeats and from what the office must look at. */
async function judge(organization: OrganizationStore, readable: readonly ReadableChange[], writer: Writer): Promise<Judged> {
  const stood = await organization.history.listOfDevice(writer.deviceId, readable.map(({ change }) => change.deviceSequence))
  const published = new Set(await organization.history.findPublished([...new Set(readable.flatMap(({ change }) => topicToPublish(change.subject) ?? []))]))
  const stoodBySequence = new Map(stood.map((change) => [change.deviceSequence, change]))
  const freshBySequence = new Map<number, Change>()
  const known = new Map<number, StoredChange>()
  const quarantined: (ReadableChange & { code: QuarantineCode })[] = []
  for (const item of readable) {
    const { change } = item
    const { deviceSequence } = change
    const before = stoodBySequence.get(deviceSequence)
    const rival = before ?? freshBySequence.get(deviceSequence)
    const refusal = refuseSubject(change.subject, published)
    if (rival !== undefined && !isSameContent(rival, change)) quarantined.push({ ...item, code: 'IdReused' })
    else if (before !== undefined) known.set(deviceSequence, before)
    else if (refusal !== null) quarantined.push({ ...item, code: refusal })
    else freshBySequence.set(deviceSequence, change)
  }
  return { fresh: [...freshBySequence.values()], known: [...known.values()], quarantined }
}

/** What a subject of this version's kinds must not be; those of a newer version are relayed as they are. */
function refuseSubject(key: SubjectKey, published: ReadonlySet<string>): QuarantineCode | null {
  if (keyToSubject(key) === null) return /^[ord](:|$)/.test(key) ? 'SubjectUnreadable' : null
  const topic = topicToPublish(key)
  return topic === null || published.has(topic) ? null : 'SubjectUnknown'
}

/** The document or directive a subject belongs to; null for the organization itself and for what this version cannot read. */
function topicToPublish(key: SubjectKey): SubjectKey | null {
  const subject = keyToSubject(key)
  if (subject === null || subject.type === 'organization') return null
  return subject.type === 'resolution' ? key : subjectToKey({ ...subject, period: wholePeriod, childId: null })
}

/** A change that another phone gave back stands with its clamped stamp; its author sends the later one of its own clock. */
function isSameContent(known: Change | StoredChange, sent: Change): boolean {
  return sent.stampMs >= known.stampMs && canonicalJson(contentOf(known)) === canonicalJson(contentOf({ ...sent, stampMs: known.stampMs }))
}

function contentOf(change: Change | StoredChange): ReturnType<typeof changeToJson> {
  const { sequence: _sequence, effectiveStampMs: _stamp, ...content } = { sequence: 0, effectiveStampMs: 0, ...change }
  return changeToJson(content)
}
