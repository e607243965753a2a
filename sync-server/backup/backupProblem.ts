/** Why no backup was made, or none restored; `docs/errors.md` lists the lines a terminal shows for them. */
export const backupProblemTypes = [
  'BackupDiskFull',
  'BackupFolderUnusable',
  'BackupFileMissing',
  'BackupFileUnreadable',
  'BackupFileExists',
  'BackupDamaged',
  'BackupOfAnotherProgram',
  'DataFolderInUse',
] as const
export type BackupProblemType = (typeof backupProblemTypes)[number]

export interface BackupProblem {
  readonly type: BackupProblemType
  /** What it is about: a path, or what the check of a database found. Never contents. */
  readonly detail: string
}

const lines: Readonly<Record<BackupProblemType, string>> = {
  BackupDiskFull: 'The disk is full, nothing was changed: {detail}. Free some space and repeat.',
  BackupFolderUnusable: 'The folder cannot be made, read or written: {detail}.',
  BackupFileMissing: 'There is no such file: {detail}.',
  BackupFileUnreadable: 'The file cannot be read: {detail}.',
  BackupFileExists: 'The file is there already, nothing was overwritten: {detail}.',
  BackupDamaged: 'The copy is damaged and was not used: {detail}.',
  BackupOfAnotherProgram: 'The file is no database of this program, or of a newer version of it: {detail}.',
  DataFolderInUse: 'A server or another command works on the data, nothing was changed: {detail}. Stop it and repeat.',
}

/** The problem as a line for a terminal. */
export function backupProblemText({ type, detail }: BackupProblem): string {
  return lines[type].replace('{detail}', detail)
}

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
const sqliteCodes = { denied: 3, busy: 5, readOnly: 8, input: 10, corrupt: 11, full: 13, cantOpen: 14, notDatabase: 26 } as const

/** The problem behind what the disk or the database threw; null for what is a bug instead. `path` is what was worked on. */
export function problemOf(error: unknown, path: string): BackupProblem | null {
  const type = typeOf(error)
  return type === null ? null : { type, detail: path }
}

function typeOf(error: unknown): BackupProblemType | null {
  if (!(error instanceof Error)) return null
  const errcode: unknown = 'errcode' in error ? error.errcode : null
  // The lower byte is the primary code, the rest says more of it.
  if (typeof errcode === 'number') return sqliteTypeOf(errcode & 0xff)
  switch ('code' in error ? error.code : null) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'BackupDiskFull'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EEXIST':
    case 'EISDIR':
      return 'BackupFolderUnusable'
    default:
      return null
  }
}

function sqliteTypeOf(code: number): BackupProblemType | null {
  switch (code) {
    case sqliteCodes.full:
      return 'BackupDiskFull'
    case sqliteCodes.denied:
    case sqliteCodes.readOnly:
    case sqliteCodes.input:
    case sqliteCodes.cantOpen:
      return 'BackupFolderUnusable'
    case sqliteCodes.busy:
      return 'DataFolderInUse'
    case sqliteCodes.corrupt:
    case sqliteCodes.notDatabase:
      return 'BackupDamaged'
    default:
      return null
  }
}
