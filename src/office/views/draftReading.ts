import { type DraftBody, type DraftItem, type PublishingContext, dueDateOf } from '#core/draft'
import { type ComputedDeadline, type DateOnly, isUnaddressed, kindsReachedBy } from '#core/directive'
import type { OrganizationRow } from '#core/report'

/** What a row means for the district as it stands now. */
export interface ItemReading {
  /** How many organizations would get it. */
  readonly reach: number
  /** Their names, by number. */
  readonly reached: readonly string[]
  /** The organizations picked by name. */
  readonly named: readonly string[]
  readonly dueDate: DateOnly | null
  /** How the printed words became the date; null for a line that is no directive. */
  readonly computed: ComputedDeadline | null
}

/** Whom a document would reach. */
export interface DraftReading {
  readonly byItem: ReadonlyMap<string, ItemReading>
  /** Organizations that would get at least one directive. */
  readonly organizations: number
  readonly directives: number
  /** Directives nobody would get, by number or place. */
  readonly nobodyGets: readonly string[]
  readonly doubtful: readonly DraftItem[]
  /** How many directives nobody is named for, and for how many of them their own wording says whom they concern. */
  readonly unaddressed: { readonly all: number; readonly byScope: number }
}

/** Reads a draft against the organizations that work. */
export function readDraft(body: DraftBody, organizations: readonly OrganizationRow[], context: PublishingContext): DraftReading {
  const open = organizations.filter(({ closedOn }) => closedOn === null || closedOn > context.publishedOn)
  const reached = new Set<string>()
  const byItem = new Map<string, ItemReading>()
  const directives = body.items.filter(({ isDirective }) => isDirective)
  for (const item of directives) {
    const getting = open.filter((organization) => gets(item, organization))
    for (const { id } of getting) reached.add(id)
    const named = open.filter(({ id }) => item.addressee.organizationIds.includes(id)).map(({ name }) => name)
    byItem.set(item.id, { reach: getting.length, reached: getting.map(({ name }) => name), named, ...dueDateOf(item, body.document, context) })
  }
  const unaddressed = directives.filter(({ addressee }) => isUnaddressed(addressee))
  return {
    byItem,
    unaddressed: { all: unaddressed.length, byScope: unaddressed.filter(({ addressee }) => addressee.scope.length > 0).length },
    organizations: reached.size,
    directives: directives.length,
    nobodyGets: directives.flatMap((item, place) => (byItem.get(item.id)?.reach === 0 ? [item.number ?? `[${String(place + 1)}]`] : [])),
    doubtful: directives.filter(({ doubts }) => Object.values(doubts).some((doubt) => doubt !== null)),
  }
}

function gets({ addressee }: DraftItem, organization: OrganizationRow): boolean {
  if (isUnaddressed(addressee)) return false
  const kinds = new Set(addressee.audience.flatMap(kindsReachedBy))
  return addressee.organizationIds.includes(organization.id) || organization.kinds.some((kind) => kinds.has(kind))
}
