import type { DeviceId, DirectiveId, DistrictId, ResolutionId } from '#core/directive'
import { type ExchangeAnswer, type StoredChange, cursorToText, keyToSubject, textToCursor } from '#core/sync'
import type { HistoryHead, VersionKey } from '../store/records.ts'
import type { DocumentStore, HistoryStore, OrganizationStore, StoreAccess } from '../store/store.ts'

/** Where a phone reads on. */
export interface ReadFrom {
  readonly sequence: number
  readonly historyChanged: boolean
  /** With `historyChanged`: how many changes of the life the cursor names stand here, as far as is known for certain. */
  readonly heldUpTo?: number
}

/**
 * Checks a cursor against the history. One that does not stand in it means that phone and server knew different
 * lives of it: the phone begins anew, and if the cursor names this very life (a server restored from a backup still
 * believes it is), a new one begins, so that every other phone notices too.
 *
 * `ackedSequence` is where this history, restored or not, last saw the phone stand: up to there both lives are one.
 */
export async function checkCursor(history: HistoryStore, head: HistoryHead, { text, ackedSequence }: ClaimedCursor, newEpoch: () => string): Promise<ReadFrom> {
  if (text === null) return { sequence: 0, historyChanged: false }
  const cursor = textToCursor(text)
  if (cursor === null) return { sequence: 0, historyChanged: true }
  const stands = cursor.sequence <= head.sequence && (await chainHashAt(history, head, cursor.sequence)) === cursor.chainHash
  if (stands && cursor.epoch === head.epoch) return { sequence: cursor.sequence, historyChanged: false }
  if (cursor.epoch === head.epoch) await history.setEpoch(newEpoch())
  const agreed = ackedSequence < cursor.sequence ? ackedSequence : 0
  return { sequence: 0, historyChanged: true, heldUpTo: stands ? cursor.sequence : agreed }
}

/** The cursor of a request, and the sequence of the one its phone presented last. */
interface ClaimedCursor {
  readonly text: string | null
  readonly ackedSequence: number
}

/** One page of what others wrote, with the documents it publishes. */
export type Page = Pick<ExchangeAnswer, 'cursor' | 'changes' | 'resolutions' | 'directives' | 'remaining' | 'more'>

/** Greatest size of the changes of one page (UTF-16 units of JSON): a weak line must get a page through. */
const maxPageLength = 256 * 1024

/**
 * Reads the page after a receipt, the phone's own changes left out; before it, everything up to the page's end about the
 * points the phone asks back, its own changes too.
 */
export async function readPage(access: StoreAccess, reader: Reader, { after, othersUpTo, fetch = [] }: PageWish, pageSize: number): Promise<Page> {
  const { head } = reader
  const { history } = access.forOrganization(reader.districtId, reader.organizationId)
  const found = othersUpTo <= after ? [] : await history.listAfter(after, reader.deviceId, pageSize + 1)
  const fresh = cutPage(found, pageSize)
  const more = fresh.length < found.length
  const end = more ? (fresh.at(-1)?.sequence ?? after) : head.sequence
  const fetched = fetch.length === 0 ? [] : await history.list({ topics: fetch.flatMap((id) => [`d:${id}`, `r:${id}`]) })
  const changes = [...fetched.filter(({ sequence }) => sequence <= end && !fresh.some((change) => change.sequence === sequence)), ...fresh]
  const cursor = { epoch: head.epoch, sequence: end, chainHash: (await chainHashAt(history, head, end)) ?? '' }
  return {
    cursor: cursorToText(cursor),
    changes,
    ...(await loadBodies(access.forDistrict(reader.districtId).documents, changes)),
    remaining: more ? await history.countPublicationsAfter(end) : 0,
    more,
  }
}

/** Most phones stand at the end of the history, and the head knows its hash. */
async function chainHashAt(history: HistoryStore, head: HistoryHead, sequence: number): Promise<string | null> {
  return sequence === head.sequence ? head.chainHash : history.chainHashAt(sequence)
}

interface PageWish {
  readonly after: number
  /** Where the last change stands that may be another's: nothing of theirs comes after it. */
  readonly othersUpTo: number
  readonly fetch?: readonly (DirectiveId | ResolutionId)[] | undefined
}

interface Reader extends Pick<StoredChange, 'organizationId'> {
  readonly districtId: DistrictId
  readonly deviceId: DeviceId
  /** As the history stands now. */
  readonly head: HistoryHead
}

function cutPage(found: readonly StoredChange[], pageSize: number): StoredChange[] {
  let length = 0
  const fitting = found.slice(0, pageSize).findIndex((change, i) => {
    length += JSON.stringify(change).length
    return i > 0 && length > maxPageLength
  })
  return found.slice(0, fitting === -1 ? pageSize : fitting)
}

/**
 * The versions a page publishes; of several of one thing the greatest whose body is here. A phone may have given an older
 * one back later, and one whose body no phone held any more.
 */
async function loadBodies(documents: DocumentStore, changes: readonly StoredChange[]): Promise<Pick<Page, 'resolutions' | 'directives'>> {
  const resolutions: VersionKey<ResolutionId>[] = []
  const directives: VersionKey<DirectiveId>[] = []
  for (const { kind, subject: key, subjectVersion: version } of changes) {
    const subject = kind === 'publication' ? keyToSubject(key) : null
    if (subject?.type === 'resolution') resolutions.push({ id: subject.resolutionId, version })
    if (subject?.type === 'directive') directives.push({ id: subject.directiveId, version })
  }
  return { resolutions: greatestOf(await documents.loadResolutions(resolutions)), directives: greatestOf(await documents.loadDirectives(directives)) }
}

function greatestOf<Body extends VersionKey<ResolutionId | DirectiveId>>(bodies: readonly Body[]): Body[] {
  const greatest = new Map<Body['id'], Body>()
  for (const body of bodies) if ((greatest.get(body.id)?.version ?? -1) < body.version) greatest.set(body.id, body)
  return [...greatest.values()]
}

/** The head of an organization that is known to be there. */
export async function headOf(organization: OrganizationStore): Promise<HistoryHead> {
  const head = await organization.history.readHead()
  if (head === null) throw new Error('A device belongs to an organization that does not exist.')
  return head
}
