import type { DirectiveId, Material, ReportField } from '#core/directive'
import { isContentHash, isFileType, isWebLink, maxFileBytes } from '#core/material'
import type { DraftBody, DraftItem } from './draft.ts'

/** Bounds of what the office asks and attaches. */
export const fieldBounds = { fields: 5, labelLength: 200, unitLength: 20, materials: 20, titleLength: 200 } as const

/** What keeps a field from being asked: no words, too many of them, or the words of another field of the same point. */
export type FieldProblem = 'empty' | 'long' | 'repeated'

/** What is wrong with the fields of one point, by field id; empty where nothing is. */
export function findFieldProblems(fields: readonly ReportField[]): ReadonlyMap<string, FieldProblem> {
  const problems = new Map<string, FieldProblem>()
  const labels = new Set<string>()
  for (const { id, label, unit } of fields) {
    const words = wordsOf(label)
    if (words === '') problems.set(id, 'empty')
    else if (label.length > fieldBounds.labelLength || (unit ?? '').length > fieldBounds.unitLength) problems.set(id, 'long')
    else if (labels.has(words)) problems.set(id, 'repeated')
    labels.add(words)
  }
  return problems
}

/** Whether these are fields a point may be published with: at most five, each sound and with an id of its own; a unit is a number's. */
export function areSoundFields(fields: readonly ReportField[]): boolean {
  return (
    fields.length <= fieldBounds.fields &&
    new Set(fields.map(({ id }) => id)).size === fields.length &&
    findFieldProblems(fields).size === 0 &&
    fields.every(({ type, unit, label }) => label === label.trim() && (unit === null || (type === 'number' && unit.trim() !== '')))
  )
}

/** Whether a material is whole: a title, and either a file's hash with its size and sort, or an https link. */
export function isSoundMaterial({ title, hash, link, sizeBytes, fileType }: Material): boolean {
  if (title.trim() === '' || title.length > fieldBounds.titleLength || (hash === null) === (link === null)) return false
  if (hash === null) return isWebLink(link ?? '')
  return isContentHash(hash) && sizeBytes !== null && sizeBytes > 0 && sizeBytes <= maxFileBytes && fileType !== undefined && isFileType(fileType)
}

/**
 * Asks of other points what one point is asked. A field whose words a point has already is not asked twice, and none gets
 * more than five; every copy has an id of its own.
 */
export function copyReportFields(draft: DraftBody, from: DirectiveId, to: readonly DirectiveId[], newId: () => string): DraftBody {
  const source = draft.items.find(({ id }) => id === from)
  if (source === undefined) return draft
  const items = draft.items.map((item) => (item.id !== from && to.includes(item.id) ? withFields(item, source.reportFields, newId) : item))
  return items.every((item, place) => item === draft.items[place]) ? draft : { ...draft, items }
}

/** How many of the fields a point would get by `copyReportFields`. */
export function countNewFields(item: DraftItem, fields: readonly ReportField[]): number {
  return missingFields(item.reportFields, fields).length
}

/** The fields of both, the first's first; those of the second that would be a sixth or a repetition are left out. */
export function joinFields(first: readonly ReportField[], second: readonly ReportField[]): readonly ReportField[] {
  return [...first, ...missingFields(first, second)]
}

/** The materials of both; one file or one address stands once. */
export function joinMaterials(first: readonly Material[], second: readonly Material[]): readonly Material[] {
  const keyOf = ({ hash, link }: Material): string => hash ?? link ?? ''
  const known = new Set(first.map(keyOf))
  return [...first, ...second.filter((material) => !known.has(keyOf(material)))].slice(0, fieldBounds.materials)
}

function withFields(item: DraftItem, fields: readonly ReportField[], newId: () => string): DraftItem {
  const copies = missingFields(item.reportFields, fields).map((field) => ({ ...field, id: newId() }))
  return copies.length === 0 ? item : { ...item, reportFields: [...item.reportFields, ...copies] }
}

function missingFields(standing: readonly ReportField[], wished: readonly ReportField[]): readonly ReportField[] {
  const known = new Set(standing.map(({ label }) => wordsOf(label)))
  return wished.filter(({ label }) => !known.has(wordsOf(label))).slice(0, Math.max(0, fieldBounds.fields - standing.length))
}

function wordsOf(label: string): string {
  return label.trim().replace(/\s+/gu, ' ').toLowerCase()
}
