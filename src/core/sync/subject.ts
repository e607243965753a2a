import type { ChildId, DirectiveId, ResolutionId } from '#core/directive'

/**
 * What a fact is about: a directive (of one period, `whole` when it has none, and perhaps one child), a resolution, or
 * the organization itself (its profile and its people).
 */
export type Subject =
  | { readonly type: 'directive'; readonly directiveId: DirectiveId; readonly period: string; readonly childId: ChildId | null }
  | { readonly type: 'resolution'; readonly resolutionId: ResolutionId }
  | { readonly type: 'organization' }

/** The period of a directive that is reported once. */
export const wholePeriod = 'whole'

declare const subjectBrand: unique symbol
/**
 * A subject as one string, the key of facts on the wire and in both databases: `o`, `r:<resolutionId>`,
 * `d:<directiveId>`, `d:<directiveId>:<period>`, `d:<directiveId>:<period>:<childId>` (a period is `whole`, `2026`,
 * `2026-H1`, `2026-Q3` or `2026/27`). A key of an unknown kind is kept and relayed as it is.
 */
export type SubjectKey = string & { readonly [subjectBrand]: true }

/** 1–80 characters of an id, a period and separators; anything else is no subject. */
const keyPattern = /^[a-z](:[a-z0-9/-]{1,40}){0,3}$/i

/** Writes a subject as its key. */
export function subjectToKey(subject: Subject): SubjectKey {
  switch (subject.type) {
    case 'organization':
      return brand('o')
    case 'resolution':
      return brand(`r:${subject.resolutionId}`)
    case 'directive': {
      const { directiveId, period, childId } = subject
      if (childId !== null) return brand(`d:${directiveId}:${period}:${childId}`)
      return brand(period === wholePeriod ? `d:${directiveId}` : `d:${directiveId}:${period}`)
    }
  }
}

/** Whether outside text has the shape of a subject key, of a known kind or not. */
export function isSubjectKey(text: string): text is SubjectKey {
  return keyPattern.test(text)
}

/** Reads a key; null when its kind is unknown to this version. */
export function keyToSubject(key: SubjectKey): Subject | null {
  const [kind, first, second, third, ...rest] = key.split(':')
  if (rest.length > 0) return null
  if (kind === 'o' && first === undefined) return { type: 'organization' }
  if (kind === 'r' && first !== undefined && second === undefined) return { type: 'resolution', resolutionId: first as ResolutionId }
  if (kind === 'd' && first !== undefined) {
    return {
      type: 'directive',
      directiveId: first as DirectiveId,
      period: second ?? wholePeriod,
      childId: third === undefined ? null : (third as ChildId),
    }
  }
  return null
}

function brand(key: string): SubjectKey {
  return key as SubjectKey
}
