import type { DocumentErrorType } from '#core/resolution'

/** Why a file gave no text. `format` names a known format that is not read, e.g. "RTF". */
export interface DocumentError {
  readonly type: DocumentErrorType
  readonly format?: string
}
