import type { JsonObject, StoredChange } from './change.ts'

/**
 * A change as every phone of the organization is told it: with its receipt and the stamp the server gave it. The author's
 * raw clock is left out, because other phones never learn it. The chain hash covers exactly this form, so that whoever
 * holds a part of the history can show that it is genuine.
 */
export function toldForm(change: StoredChange): JsonObject {
  const { extra, deviceId, deviceSequence, authorId, subject, kind, value, supersedes, effectiveStampMs, subjectVersion, schemaVersion, appVersion, sequence } = change
  // Field by field: a row of a database may hold more than the change. In their order: the hash is made of it so.
  return { ...extra, appVersion, authorId, deviceId, deviceSequence, kind, schemaVersion, sequence, stampMs: effectiveStampMs, subject, subjectVersion, supersedes, value }
}
