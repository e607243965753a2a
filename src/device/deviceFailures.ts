import Dexie from 'dexie'
import { err } from '#core/result'

/** Codes that arise on the phone alone, beside those of `#core/sync`; each has a sentence in `docs/errors.md`. */
export const deviceFailureCodes = [
  'NetworkUnavailable',
  'AnswerUnreadable',
  'EnrolmentMissing',
  'PersonMissing',
  'NothingToUndo',
  'StorageFailed',
] as const
export type DeviceFailureCode = (typeof deviceFailureCodes)[number]

/** Why a local write was not made; nothing of it is kept then. */
export interface RecordFailure {
  readonly type:
    | 'EnrolmentMissing'
    | 'PersonMissing'
    | 'KindNotAllowed'
    | 'ChangeMalformed'
    | 'ChangeTooLarge'
    | 'TransitionNotAllowed'
    | 'ReasonRequired'
    | 'NothingToUndo'
    | 'StorageFull'
    | 'StorageFailed'
}

/** The database's own refusal as a value (a full disk, a closed database); a bug in our code is thrown on. */
export function storageFailure(error: unknown): { readonly ok: false; readonly error: { readonly type: 'StorageFull' | 'StorageFailed' } } {
  if (!(error instanceof Dexie.DexieError)) throw error
  const { name, inner } = error as Error & { readonly inner?: { readonly name?: string } }
  const isFull = name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError'
  return err({ type: isFull ? 'StorageFull' : 'StorageFailed' })
}
