import type { ChildId } from '#core/directive'
import type { DraftBody, DraftItem } from './draft.ts'
import type { PublishedDocument } from './draftFromDocument.ts'
import { draftFromDocument } from './draftFromDocument.ts'

/** From here on (0 to 1) two texts are one point in two wordings; with the same number, a little less is enough. */
const alike = 0.55
const alikeUnderOneNumber = 0.35

/** Where a row and another one stand side by side. */
interface Pair {
  readonly item: DraftItem
  readonly other: DraftItem
  readonly score: number
}

/** How alike two texts are by their words, regardless of order: 0 nothing, 1 the same words. */
export function likenessOf(a: string, b: string): number {
  return likenessOfWords(wordsOf(a), wordsOf(b))
}

function likenessOfWords(first: readonly string[], second: readonly string[]): number {
  if (first.length === 0 || second.length === 0) return 0
  const left = new Map<string, number>()
  for (const word of first) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of second) {
    const n = left.get(word) ?? 0
    if (n > 0) common += 1
    left.set(word, n - 1)
  }
  return (2 * common) / (first.length + second.length)
}

/** Finds for each row the one of another document it repeats: each at most once, the most alike first. */
export function matchRows(items: readonly DraftItem[], others: readonly DraftItem[]): ReadonlyMap<DraftItem, DraftItem> {
  const words = new Map([...items, ...others].map((item) => [item, wordsOf(fullText(item))]))
  const pairs = items.flatMap((item) => others.flatMap((other): Pair[] => pairOf(item, other, words)))
  const found = new Map<DraftItem, DraftItem>()
  const taken = new Set<DraftItem>()
  for (const { item, other } of pairs.toSorted((a, b) => b.score - a.score)) {
    if (found.has(item) || taken.has(other)) continue
    found.set(item, other)
    taken.add(other)
  }
  return found
}

/**
 * Makes of a draft a new version of a published document: rows that repeat a published point become that point, with what
 * the office had set there; the rest are new. What the document no longer has stays out, and is withdrawn with publishing.
 */
export function joinDocument(draft: DraftBody, document: PublishedDocument): DraftBody {
  const published = draftFromDocument(document)
  const matches = matchRows(draft.items.filter(({ isDirective }) => isDirective), published.items)
  return { ...draft, document: { ...draft.document, materials: published.document.materials }, items: draft.items.map((item) => joinItem(item, matches.get(item))) }
}

function joinItem(item: DraftItem, point: DraftItem | undefined): DraftItem {
  if (point === undefined) return item
  const { id, reportDue, periodUnit, isOnControl, reportFields, materials } = point
  const isByHand = point.addressee.decidedBy === 'clerk' && item.doubts.addressee !== null
  return {
    ...item,
    ...(isByHand || likenessOf(item.addressee.text ?? '', point.addressee.text ?? '') === 1 || item.addressee.text === point.addressee.text ? { addressee: point.addressee } : {}),
    id,
    children: item.children.map((child) => ({ ...child, id: idOfChild(child.text, point) ?? child.id })),
    reportDue,
    periodUnit: item.periodUnit === null ? null : (periodUnit ?? item.periodUnit),
    isOnControl,
    reportFields,
    materials,
    doubts: likenessOf(item.text, point.text) === 1 ? { text: null, addressee: isByHand ? null : item.doubts.addressee, deadline: item.doubts.deadline } : item.doubts,
  }
}

function idOfChild(text: string, { children }: DraftItem): ChildId | undefined {
  return children.find((child) => likenessOf(child.text, text) >= alike)?.id
}

function pairOf(item: DraftItem, other: DraftItem, words: ReadonlyMap<DraftItem, readonly string[]>): Pair[] {
  const isSameNumber = item.number !== null && item.number === other.number
  const likeness = likenessOfWords(words.get(item) ?? [], words.get(other) ?? [])
  return likeness >= (isSameNumber ? alikeUnderOneNumber : alike) ? [{ item, other, score: likeness + (isSameNumber ? 0.2 : 0) }] : []
}

function fullText({ text, children }: DraftItem): string {
  return [text, ...children.map((child) => child.text)].join(' ')
}

/** Words by their beginnings, so that endings do not count. */
function wordsOf(text: string): string[] {
  return (text.toLowerCase().replaceAll('ё', 'е').match(/[\p{L}\d]+/gu) ?? []).filter((word) => word.length > 2 || /\d/u.test(word)).map((word) => word.slice(0, Math.min(6, Math.max(4, word.length - 2))))
}
