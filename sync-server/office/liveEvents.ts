import { randomUUID } from 'node:crypto'
import type { DistrictId, OrganizationId } from '#core/directive'
import type { Store } from '../store/store.ts'

/** What changed in a district: whose histories grew and where they stand now, or that documents or organizations did. */
export interface LiveEvent {
  /** `<life of the server>-<n>`: what a browser that reconnects names as the last it heard. */
  readonly id: string
  readonly organizations: readonly { readonly id: OrganizationId; readonly place: string }[]
  /** A version of a document came: everything made of documents is to be read anew. */
  readonly documents: boolean
}

/** One open page. */
export interface Listener {
  readonly districtId: DistrictId
  tell(event: LiveEvent): void
  /** Whether the session still stands; false closes it. */
  isAlive(): Promise<boolean>
  close(): void
}

/** What every page of a server hears. */
export interface LiveEvents {
  /** A phone of an organization called, or the office wrote to it. Told a moment later, many at once. */
  touch(districtId: DistrictId, organizationId: OrganizationId): void
  /** The office wrote something: what it was is found out by comparing. */
  lookAround(districtId: DistrictId): void
  /** Adds a page; null when there are too many already. Answers how to leave. */
  listen(listener: Listener): (() => void) | null
  /** The id of the last event of all: where a page that begins to listen stands. */
  latestId(): string
  /** What a page missed since an event; null when it is not known any more and the page must read everything anew. */
  since(districtId: DistrictId, eventId: string): readonly LiveEvent[] | null
  /** Closes the pages whose session has ended. */
  recheck(): Promise<void>
  close(): void
}

/** Most open pages of a server; a page over it goes on asking every minute. */
const maxListeners = 200
/** How many events a district remembers for pages that reconnect. */
const remembered = 500
/** Changes within this time (ms) are told as one: a storm of phones is a few events. */
const gatherMs = 100

interface DistrictNews {
  readonly places: Map<OrganizationId, string>
  revision: number
  readonly touched: Set<OrganizationId>
  readonly told: { readonly number: number; readonly event: LiveEvent }[]
  /** The number of the last event that is not remembered here: what came after it is. */
  forgotten: number
  timer: NodeJS.Timeout | null
  /** What stood at the beginning is known. */
  ready: Promise<void>
}

/** Opens the news of one server. `report` hears of what went wrong while looking. */
export function createLiveEvents(store: Store, report: (error: unknown) => void): LiveEvents {
  const life = randomUUID().slice(0, 8)
  const idOf = (number: number): string => `${life}-${String(number)}`
  const districts = new Map<DistrictId, DistrictNews>()
  const listeners = new Set<Listener>()
  let count = 0

  async function tellOf(districtId: DistrictId, news: DistrictNews): Promise<void> {
    const change = await lookAgain(store, districtId, news)
    if (change === null) return
    count += 1
    const event: LiveEvent = { ...change, id: idOf(count) }
    news.told.push({ number: count, event })
    if (news.told.length > remembered) news.forgotten = news.told.shift()?.number ?? news.forgotten
    for (const listener of [...listeners]) if (listener.districtId === districtId) listener.tell(event)
  }

  /** Nothing is looked for where nobody ever listened: nothing is missed there. */
  function soon(districtId: DistrictId): DistrictNews | undefined {
    const news = districts.get(districtId)
    if (news !== undefined) news.timer ??= setTimeout(() => { tellOf(districtId, news).catch(report) }, gatherMs)
    return news
  }

  return {
    touch: (districtId, organizationId) => { soon(districtId)?.touched.add(organizationId) },
    lookAround: (districtId) => { soon(districtId) },
    listen(listener) {
      if (listeners.size >= maxListeners) return null
      listeners.add(listener)
      if (!districts.has(listener.districtId)) districts.set(listener.districtId, beginNews(store, listener.districtId, count, report))
      return () => { listeners.delete(listener) }
    },
    latestId: () => idOf(count),
    since: (districtId, eventId) => toldAfter(districts.get(districtId), numberIn(eventId, life), count),
    async recheck() {
      for (const listener of [...listeners]) if (!(await listener.isAlive())) listener.close()
    },
    close() {
      for (const news of districts.values()) clearTimeout(news.timer ?? undefined)
      for (const listener of [...listeners]) listener.close()
    },
  }
}

/** What a district was told after event number `number`; null where that is not remembered, or no event had it: `count` were told. */
function toldAfter(news: DistrictNews | undefined, number: number | null, count: number): readonly LiveEvent[] | null {
  if (news === undefined || number === null || number < news.forgotten || number > count) return null
  return news.told.filter((one) => one.number > number).map(({ event }) => event)
}

/** The number of an event of this life of the server; null for any other text. */
function numberIn(eventId: string, life: string): number | null {
  const [, named, digits] = /^(.+)-(\d{1,15})$/.exec(eventId) ?? []
  return named === life ? Number(digits) : null
}

/** What stands when the first page of a district begins to listen, after event number `count`. */
function beginNews(store: Store, districtId: DistrictId, count: number, report: (error: unknown) => void): DistrictNews {
  const news: DistrictNews = { places: new Map(), revision: -1, touched: new Set(), told: [], forgotten: count, timer: null, ready: Promise.resolve() }
  news.ready = lookAgain(store, districtId, news, true).then(() => undefined, report)
  return news
}

/** Compares what stands with what was known; null where nothing is new and nobody called. */
async function lookAgain(store: Store, districtId: DistrictId, news: DistrictNews, isFirst = false): Promise<Omit<LiveEvent, 'id'> | null> {
  if (!isFirst) await news.ready
  news.timer = null
  const touched = new Set(news.touched)
  news.touched.clear()
  const district = store.forDistrict(districtId)
  const [places, revision] = [await district.organizations.listPlaces(), await district.documents.readRevision()]
  const organizations = places.filter(({ organizationId, place }) => touched.has(organizationId) || news.places.get(organizationId) !== place)
  const documents = revision !== news.revision || places.length !== news.places.size
  for (const { organizationId, place } of places) news.places.set(organizationId, place)
  news.revision = revision
  return organizations.length === 0 && !documents ? null : { organizations: organizations.map(({ organizationId: id, place }) => ({ id, place })), documents }
}
