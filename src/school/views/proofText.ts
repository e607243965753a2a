import { formatSize } from '../../i18n/formatSize.ts'
import { errorText } from '../../i18n/school.ts'
import { t } from '../../i18n/upkeep.ts'
import { receiptText } from './historyView.ts'
import type { ChangeRow, ProofRow } from './rows.ts'

/** A photo or file of a point: its record, and the file itself where it is or was on this phone. */
export interface ProofView {
  readonly change: ChangeRow
  readonly hash: string
  readonly title: string
  readonly isPhoto: boolean
  readonly row: ProofRow | null
}

/** The proofs among the evidence of a point; links are none. */
export function toProofViews(evidence: readonly ChangeRow[], rows: ReadonlyMap<string, ProofRow>): ProofView[] {
  return evidence.flatMap((change) => {
    const { hash, title, fileType } = change.value
    if (typeof hash !== 'string') return []
    return [{ change, hash, title: typeof title === 'string' ? title : '', isPhoto: fileType === 'jpg', row: rows.get(hash) ?? null }]
  })
}

/** Where the record and the file are, each by itself: «Передано · квитанция 1274. Фото (190 кБ) ещё на телефоне.» */
export function proofPlaceText({ change, isPhoto, row }: ProofView): string {
  const record = `${receiptText(change)}.`
  if (row === null) return `${record} ${t(isPhoto ? 'proof.elsewhere.photo' : 'proof.elsewhere.file')}`
  if (row.waiting === 0) return `${record} ${t(isPhoto ? 'proof.received.photo' : 'proof.received.file')}`
  const failure = row.failure === null ? '' : ` ${proofFailure(row.failure)}`
  return `${record} ${t(isPhoto ? 'proof.waits.photo' : 'proof.waits.file', { size: formatSize(row.sizeBytes) })}${failure}`
}

/** Why a file did not go, in a sentence. */
export function proofFailure(code: string): string {
  switch (code) {
    // Its record has not come to a restored server yet.
    case 'NotFound':
      return t('proof.error.OffsetMismatch')
    case 'OffsetMismatch':
    case 'ProofDamaged':
    case 'ProofTooLarge':
    case 'ProofUnsupported':
      return t(`proof.error.${code}`)
    default:
      return errorText(code)
  }
}

/** What of photos and files is still on this phone: «фото: 1 (190 кБ)». */
export function waitingText(rows: readonly ProofRow[]): string {
  const waiting = rows.filter((row) => row.waiting === 1)
  return t('proof.waiting', { n: waiting.length, size: formatSize(waiting.reduce((sum, { sizeBytes, sentBytes }) => sum + Math.max(0, sizeBytes - sentBytes), 0)) })
}
