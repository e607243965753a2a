import type { DocumentErrorType } from '#core/resolution'

/** Why a file gave no text. `format` names a known format that is not read, e.g. "PDF". */
export interface DocumentError {
  readonly type: DocumentErrorType
  readonly format?: string
}
