import type { DirectiveId } from '#core/directive'
import type { Directive, Resolution } from '#core/directive'
import type { DraftBody, DraftItem } from './draft.ts'

/** A published point as the office keeps it. */
export interface PublishedPoint {
  /** Its newest version. */
  readonly directive: Directive
  /** Withdrawn from everybody. */
  readonly isWithdrawn: boolean
  readonly isOnControl: boolean
}

/** A published document with its points, in their order. */
export interface PublishedDocument {
  readonly resolution: Resolution
  readonly points: readonly PublishedPoint[]
}

/** The draft of a published document: its points under their own ids, withdrawn ones as lines that are no directives. */
export function draftFromDocument({ resolution, points }: PublishedDocument): DraftBody {
  const { id: _id, version: _version, ...document } = resolution
  return { document, items: points.map(itemOf) }
}

/**
 * Brings what was published meanwhile into a draft that was made from an earlier version: a field the clerk left as it
 * was takes its new value, one he changed stays his. Points that came since are added at the end.
 */
export function rebaseDraft(draft: DraftBody, from: DraftBody, to: DraftBody): DraftBody {
  const [before, after] = [byId(from), byId(to)]
  const known = new Set(draft.items.map(({ id }) => id))
  const kept = draft.items.map((item): DraftItem => {
    const [old, current] = [before.get(item.id), after.get(item.id)]
    return old === undefined || current === undefined ? item : { ...mergeFields(item, old, current), spans: item.spans, doubts: item.doubts }
  })
  const arrived = to.items.filter(({ id }) => !known.has(id) && !before.has(id))
  return { document: mergeFields(draft.document, from.document, to.document), items: [...kept, ...arrived] }
}

function itemOf({ directive, isWithdrawn, isOnControl }: PublishedPoint): DraftItem {
  const { id, number, heading, headingKind, text, children, addressee, deadline, reportDue, periodUnit, reportFields, materials } = directive
  return {
    id,
    isDirective: !isWithdrawn,
    number,
    heading,
    headingKind,
    text,
    children,
    addressee,
    deadline,
    reportDue,
    periodUnit,
    isOnControl,
    reportFields,
    materials,
    spans: { text: null, deadline: null },
    doubts: { text: null, addressee: null, deadline: null },
  }
}

function byId({ items }: DraftBody): ReadonlyMap<DirectiveId, DraftItem> {
  return new Map(items.map((item) => [item.id, item]))
}

function mergeFields<T extends object>(mine: T, from: T, to: T): T {
  const keys = Object.keys(mine) as (keyof T)[]
  const isSame = (key: keyof T): boolean => JSON.stringify(mine[key]) === JSON.stringify(from[key])
  return keys.reduce((merged, key) => (isSame(key) ? { ...merged, [key]: to[key] } : merged), mine)
}
