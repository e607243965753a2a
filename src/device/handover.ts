import type { DateOnly, DirectiveId, OrganizationId } from '#core/directive'
import { type SubjectKey, valueOf } from '#core/sync'
import type { PoruchenoDatabase } from './database.ts'
import { loadAssignment } from './viewQueries.ts'

/** What the head before promised or last wrote of one point. */
export interface Promised {
  readonly directiveId: DirectiveId
  readonly subject: SubjectKey
  /** The date that was asked for and is not answered yet; null where a word was written only. */
  readonly to: DateOnly | null
  readonly text: string
  readonly authorId: string
  readonly atMs: number
}

/** Where it is kept which change of the head (ms) was looked at. */
export function handoverKey(organizationId: OrganizationId): string {
  return `handover ${organizationId}`
}

/** Whether somebody on this phone has put away what was told of a change of the head. */
export async function isHandoverRead(db: PoruchenoDatabase, organizationId: OrganizationId, handedOverMs: number): Promise<boolean> {
  return (await db.settings.get(handoverKey(organizationId)))?.value === handedOverMs
}

/** Puts it away for good; the next change of the head is told anew. */
export async function putAwayHandover(db: PoruchenoDatabase, organizationId: OrganizationId, handedOverMs: number): Promise<void> {
  await db.settings.put({ key: handoverKey(organizationId), value: handedOverMs })
}

/** Open requests and the last words of the school's people before the change of the head, the newest first. */
export async function listPromised(db: PoruchenoDatabase, organizationId: OrganizationId, handedOverMs: number): Promise<Promised[]> {
  const summaries = await db.summaries.where('[organizationId+subject]').between([organizationId, ''], [organizationId, '\uffff']).toArray()
  const promised: Promised[] = []
  for (const { subject, directiveId, noteCount, requestedTo } of summaries) {
    if (noteCount === 0 && requestedTo === null) continue
    const details = await loadAssignment(db, organizationId, subject)
    if (details === null) continue
    const { openRequest, notes } = details.state
    const change = [openRequest, ...notes.toReversed()].find((one) => one !== null && one.stampMs < handedOverMs) ?? null
    if (change === null) continue
    const request = valueOf('extensionRequest', change)
    const text = request?.reason ?? valueOf('progressNote', change)?.text ?? ''
    promised.push({ directiveId, subject, to: request?.to ?? null, text, authorId: change.authorId, atMs: change.effectiveStampMs ?? change.stampMs })
  }
  return promised.sort((a, b) => b.atMs - a.atMs)
}
