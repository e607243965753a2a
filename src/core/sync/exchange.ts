import type { ChangeId, DeviceId } from '#core/directive'
import type { Change, PlacedChange } from './change.ts'
import { schemaVersion } from './change.ts'
import { changeIdOf } from './change.ts'
import { type ExchangeAnswer, type ExchangeRequest, encodeChange, maxChangesLength, maxChangesPerExchange, protocolVersion } from './protocol.ts'

/** What a device knows before an exchange. `unsent` are its own changes without a receipt, in any order. */
export interface ExchangePlanInput {
  readonly unsent: readonly Change[]
  readonly cursor: string | null
  readonly deviceTimeMs: number
  readonly appVersion: string
}

/**
 * Makes the one request of an exchange: the oldest unsent changes up to the limits. A change too large to fit alone
 * is still sent, alone: the server answers for it and the rest goes on.
 */
export function planExchange(input: ExchangePlanInput): ExchangeRequest {
  const versions = { appVersion: input.appVersion, schemaVersion }
  const ordered = [...input.unsent].sort((a, b) => a.deviceSequence - b.deviceSequence)
  const changes = []
  let length = 0
  for (const change of ordered.slice(0, maxChangesPerExchange)) {
    const encoded = encodeChange(change, versions)
    length += JSON.stringify(encoded).length
    if (changes.length > 0 && length > maxChangesLength) break
    changes.push(encoded)
  }
  return {
    protocol: protocolVersion,
    ...versions,
    cursor: input.cursor,
    deviceTimeMs: input.deviceTimeMs,
    waiting: ordered.length - changes.length,
    changes,
  }
}

/** What an answer says of one of this device's own changes. */
export type Settlement =
  | { readonly id: ChangeId; readonly state: 'sent'; readonly sequence: number; readonly effectiveStampMs: number | null }
  | { readonly id: ChangeId; readonly state: 'rejected' | 'quarantined'; readonly code: string }

/** Lists what an answer says of the device's own changes; `effectiveStampMs` is null where the author's stamp stands. */
export function readSettlements(answer: Pick<ExchangeAnswer, 'receipts' | 'stamps' | 'rejected' | 'quarantined'>, deviceId: DeviceId): Settlement[] {
  const stamps = new Map(answer.stamps)
  const sent = answer.receipts.flatMap(([first, count, sequence]) =>
    Array.from({ length: Math.min(count, maxChangesPerExchange) }, (_, i): Settlement => ({
      id: changeIdOf(deviceId, first + i),
      state: 'sent',
      sequence: sequence + i,
      effectiveStampMs: stamps.get(first + i) ?? null,
    })),
  )
  const refused = (state: 'rejected' | 'quarantined') => ([deviceSequence, code]: readonly [number, string]): Settlement => ({
    id: changeIdOf(deviceId, deviceSequence),
    state,
    code,
  })
  return [...sent, ...answer.rejected.map(refused('rejected')), ...answer.quarantined.map(refused('quarantined'))]
}

/** Joins receipts of single changes into ranges `[first device sequence, count, first receipt]`. */
export function joinReceipts(placed: readonly Pick<PlacedChange & { sequence: number }, 'deviceSequence' | 'sequence'>[]): [number, number, number][] {
  const ranges: [number, number, number][] = []
  for (const { deviceSequence, sequence } of [...placed].sort((a, b) => a.deviceSequence - b.deviceSequence)) {
    const last = ranges.at(-1)
    if (last !== undefined && last[0] + last[1] === deviceSequence && last[2] + last[1] === sequence) last[1] += 1
    else ranges.push([deviceSequence, 1, sequence])
  }
  return ranges
}
