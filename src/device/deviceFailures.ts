import Dexie from 'dexie'
import { err } from '#core/result'
import type { DeviceCode, ErrorCode } from '#core/sync'

/** Why a local write was not made; nothing of it is kept then. */
export interface RecordFailure {
  readonly type:
    | Extract<DeviceCode, 'EnrolmentMissing' | 'PersonMissing' | 'NothingToUndo' | 'StorageFailed'>
    | Extract<ErrorCode, 'KindNotAllowed' | 'ChangeMalformed' | 'ChangeTooLarge' | 'TransitionNotAllowed' | 'ReasonRequired' | 'StorageFull'>
}

/** The database's own refusal as a value (a full disk, a closed database); a bug in our code is thrown on. */
export function storageFailure(error: unknown): { readonly ok: false; readonly error: { readonly type: 'StorageFull' | 'StorageFailed' } } {
  if (!(error instanceof Dexie.DexieError)) throw error
  const { name, inner } = error as Error & { readonly inner?: { readonly name?: string } }
  const isFull = name === 'QuotaExceededError' || inner?.name === 'QuotaExceededError'
  return err({ type: isFull ? 'StorageFull' : 'StorageFailed' })
}
