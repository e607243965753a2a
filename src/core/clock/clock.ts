/*
 * Stamps order only edits that did not see each other; causality (`supersedes`) always decides first. So a wrong
 * clock can never undo an edit made after seeing another, and no change is ever refused for its clock.
 */

/** How far (ms) a phone's stamp may run ahead of the server's clock before the server clamps it. */
export const maxClampMs = 120_000

/**
 * The stamp (ms since the epoch) of the next local change: never equal to or below the last one of this device.
 * `nowMs` is the device's clock already corrected by `correctNow`.
 */
export function nextStamp(lastStampMs: number, nowMs: number): number {
  return Math.max(lastStampMs + 1, Math.floor(nowMs))
}

/** The stamp (ms) the server gives to a change: the phone's own, but never ahead of the server by more than `maxClampMs`. */
export function clampStamp(rawStampMs: number, serverNowMs: number): number {
  return Math.min(rawStampMs, serverNowMs + maxClampMs)
}

/** What to add to this device's clock (ms) to read the server's, learned from one exchange. */
export function learnClockOffset(serverNowMs: number, deviceNowMs: number): number {
  return Math.round(serverNowMs - deviceNowMs)
}

/** The device's clock (ms) corrected by the last learned offset (ms). */
export function correctNow(deviceNowMs: number, offsetMs: number): number {
  return Math.floor(deviceNowMs + offsetMs)
}

/**
 * The last stamp (ms) a device goes on from after an exchange: the greatest of the stamps the server confirmed and of
 * those still unsent. A stamp the server clamped is forgotten here, or one day with a wrong clock would put every
 * later stamp of the phone into the future.
 */
export function settleStamp(confirmedStampsMs: readonly number[], unsentStampsMs: readonly number[]): number {
  let last = 0
  for (const stamp of confirmedStampsMs) last = Math.max(last, stamp)
  for (const stamp of unsentStampsMs) last = Math.max(last, stamp)
  return last
}
