import Dexie from 'dexie'
import { err } from '#core/result'
import type { DeviceCode, ErrorCode } from '#core/sync'

/** Why a local write was not made; nothing of it is kept then. */
export interface RecordFailure {
  readonly type:
    | Extract<DeviceCode, 'EnrolmentMissing' | 'PersonMissing' | 'NothingToUndo' | 'StorageFailed'>
    | Extract<ErrorCode, 'KindNotAllowed' | 'ChangeMalformed' | 'ChangeTooLarge' | 'TransitionNotAllowed' | 'ReasonRequired' | 'StorageFull'>
}

/** What browsers call a database that cannot be read or written just now; any other of its errors is a bug of ours. */
const storageErrorNames: readonly string[] = [
  'AbortError',
  'DatabaseClosedError',
  'InvalidStateError',
  'NotFoundError',
  'OpenFailedError',
  'TimeoutError',
  'TransactionInactiveError',
  'UnknownError',
  'VersionError',
]

/** The database's own refusal as a value (a full or failing disk, a closed database); a bug of ours is thrown on. */
export function storageFailure(error: unknown): { readonly ok: false; readonly error: { readonly type: 'StorageFull' | 'StorageFailed' } } {
  if (!(error instanceof Dexie.DexieError)) throw error
  if (isStorageFull(error)) return err({ type: 'StorageFull' })
  if (isBrokenStorage(error)) return err({ type: 'StorageFailed' })
  throw error
}

/** Whether the disk had no room for it. */
export function isStorageFull(error: unknown): boolean {
  return error instanceof Dexie.DexieError && [error.name, innerName(error)].includes('QuotaExceededError')
}

/** Whether opening the database anew may help: its connection is lost, or it says that there is no room. */
export function isBrokenStorage(error: unknown): boolean {
  if (!(error instanceof Dexie.DexieError)) return false
  return [error.name, innerName(error)].some((name) => name === 'QuotaExceededError' || storageErrorNames.includes(name))
}

/** Dexie wraps the browser's error when it aborts a transaction for it. */
function innerName(error: object): string {
  const inner: unknown = 'inner' in error ? error.inner : null
  return typeof inner === 'object' && inner !== null && 'name' in inner ? String(inner.name) : ''
}
