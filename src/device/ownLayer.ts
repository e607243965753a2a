import Dexie from 'dexie'
import type { OrganizationId } from '#core/directive'
import type { PoruchenoDatabase } from './database.ts'
import { storageFailure } from './deviceFailures.ts'
import type { OwnAssignmentRow, OwnStepRow } from './rows.ts'

/*
 * The school's own layer over the office's points: its small steps, and who does the point by when. It is no part of any
 * exchange and leaves this phone in no way but by the words somebody puts into a report. The rows stand apart from
 * `changes`, so that no mark can come of them.
 */

/** Why a row was not kept: a code of `docs/errors.md`. */
export type OwnFailure = 'StorageFull' | 'StorageFailed'

/** The steps of an organization, oldest first. */
export async function listOwnSteps(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<OwnStepRow[]> {
  const rows = await db.ownSteps.where(':id').between([organizationId, Dexie.minKey], [organizationId, Dexie.maxKey]).toArray()
  return rows.sort((a, b) => a.createdMs - b.createdMs || (a.id < b.id ? -1 : 1))
}

/** Who does what in an organization. */
export async function listOwnAssignments(db: PoruchenoDatabase, organizationId: OrganizationId): Promise<OwnAssignmentRow[]> {
  return db.ownAssignments.where(':id').between([organizationId, Dexie.minKey], [organizationId, Dexie.maxKey]).toArray()
}

/** Keeps a step as it stands now, also one that was taken away; null once the database has it. */
export async function keepOwnStep(db: PoruchenoDatabase, row: OwnStepRow): Promise<OwnFailure | null> {
  return kept(db.ownSteps.put(row))
}

/** Takes a step away. */
export async function removeOwnStep(db: PoruchenoDatabase, { organizationId, id }: OwnStepRow): Promise<OwnFailure | null> {
  return kept(db.ownSteps.delete([organizationId, id]))
}

/** Keeps who does it; the assignment before is replaced. */
export async function keepOwnAssignment(db: PoruchenoDatabase, row: OwnAssignmentRow): Promise<OwnFailure | null> {
  return kept(db.ownAssignments.put(row))
}

/** Nobody in particular does it any more. */
export async function removeOwnAssignment(db: PoruchenoDatabase, { organizationId, subject }: OwnAssignmentRow): Promise<OwnFailure | null> {
  return kept(db.ownAssignments.delete([organizationId, subject]))
}

async function kept(writing: PromiseLike<unknown>): Promise<OwnFailure | null> {
  try {
    await writing
    return null
  } catch (error) {
    return storageFailure(error).error.type
  }
}
