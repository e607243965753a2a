import { type Change, type ErrorCode, type ExchangeRequest, type JsonObject, type Writer, decodeChange, isOfficeKind, isValueOfKind, maxChangeLength } from '#core/sync'

/** A device sequence no phone reaches; beyond it a number is a misprint. */
const maxDeviceSequence = 2 ** 31 - 1

export type ChangeRefusal = Extract<ErrorCode, 'ChangeMalformed' | 'ChangeTooLarge' | 'KindNotAllowed'>

/** What was sent, each by itself: readable changes in the order of their device sequences, and refusals. */
export interface SortedChanges {
  readonly readable: readonly ReadableChange[]
  /** `[device sequence, code]`. A record without a readable device sequence cannot even be named. */
  readonly rejected: readonly (readonly [number, ChangeRefusal])[]
  readonly unnamed: number
}
export interface ReadableChange {
  readonly change: Change
  /** As the phone sent it. */
  readonly sent: JsonObject
}

/** Reads the changes of a request one by one: a bad one never holds back the others. */
export function sortChanges(request: ExchangeRequest, writer: Writer): SortedChanges {
  const readable: ReadableChange[] = []
  const rejected: [number, ChangeRefusal][] = []
  let unnamed = 0
  for (const sent of request.changes) {
    const deviceSequence = deviceSequenceOf(sent)
    const decoded = deviceSequence === null ? null : readChange(sent, writer, request)
    if (deviceSequence === null || decoded === null) unnamed += 1
    else if (typeof decoded === 'string') rejected.push([deviceSequence, decoded])
    else readable.push({ change: decoded, sent })
  }
  readable.sort((a, b) => a.change.deviceSequence - b.change.deviceSequence)
  return { readable, rejected, unnamed }
}

/** The device sequence of a sent record; null when there is none to name it by. */
export function deviceSequenceOf(sent: JsonObject): number | null {
  const { deviceSequence } = sent
  const isSequence = typeof deviceSequence === 'number' && Number.isInteger(deviceSequence) && deviceSequence >= 1 && deviceSequence <= maxDeviceSequence
  return isSequence ? deviceSequence : null
}

function readChange(sent: JsonObject, writer: Writer, request: ExchangeRequest): Change | ChangeRefusal {
  if (JSON.stringify(sent).length > maxChangeLength) return 'ChangeTooLarge'
  const decoded = decodeChange(sent, writer, request)
  if (!decoded.ok) return decoded.error.type
  const change = decoded.value
  if (isOfficeKind(change.kind)) return 'KindNotAllowed'
  const isSound = isValueOfKind(change.kind, change.value) && change.subjectVersion <= maxDeviceSequence && change.schemaVersion <= maxDeviceSequence
  return isSound ? change : 'ChangeMalformed'
}
