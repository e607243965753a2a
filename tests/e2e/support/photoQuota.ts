/** A photo with words on a phone whose disk is full: the photo may be refused, no word is lost. */
import { expect } from '@playwright/test'
import { createRandom } from '../../support/random.ts'
import { readMemory } from './memory.ts'
import { choosePhoto, keepPhoto } from './photoRounds.ts'
import type { Phone } from './phone.ts'
import type { Point } from './schoolSteps.ts'
import { leaveRoom } from './smallQuota.ts'
import { say, sayError } from './words.ts'

/** Bytes left beside what the phone keeps already: none, room for words, room for a part of a photo. */
const rooms = [-Infinity, -50_000, 500, 8000, 30_000, 150_000] as const

export interface PhotoQuotaCase {
  readonly room: number
  readonly words: string
}

export interface PhotoQuotaResult extends PhotoQuotaCase {
  /** `photo`: all was kept; `words`: the words alone; `nothing`: refused, the words stand in the sheet. */
  readonly kept: 'photo' | 'words' | 'nothing'
  readonly violations: readonly string[]
}

/** Every room in turn; the words are of any length up to the longest. */
export function planPhotoQuota(count: number, seed: number): PhotoQuotaCase[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, (_, index) => {
    const words = `${String(seed)}-${String(index)} ${'слово '.repeat(Math.floor(random() * 45))}`.trim()
    return { room: rooms[index % rooms.length] ?? 0, words }
  })
}

/** One case: the words must stand in the phone's memory once, at the latest after one more press with room again. */
export async function playPhotoQuota(phone: Phone, point: Point, camera: Buffer, { room, words }: PhotoQuotaCase): Promise<PhotoQuotaResult> {
  const violations: string[] = []
  const errorsBefore = phone.errors.length
  const giveRoom = await leaveRoom(phone, room)
  await phone.open(point.path)
  const sheet = await choosePhoto(phone, camera)
  await keepPhoto(phone, sheet, words)
  const refused = sheet.getByText(say('mark.failed', { reason: sayError('StorageFull') }))
  const full = phone.page.getByRole('alert').filter({ hasText: say('quota.full') })
  const shown = phone.page.getByRole('button', { name: say('proof.look', { title: words }), exact: true })
  await expect(refused.or(full).or(shown).first()).toBeVisible({ timeout: 15_000 })
  const kept = (await refused.isVisible()) ? 'nothing' : (await full.isVisible()) ? 'words' : 'photo'
  if (kept === 'nothing' && (await sheet.getByLabel(say('proof.words')).inputValue()) !== words) violations.push('the words are gone from the sheet')
  if (kept === 'words' && !(await full.innerText()).includes(say('quota.full.text'))) violations.push('nothing says that the words are kept')
  await giveRoom()
  if (kept === 'nothing') {
    await phone.tap(sheet.getByRole('button', { name: say('proof.done'), exact: true }))
    await expect(shown.or(full).first()).toBeVisible({ timeout: 15_000 }).catch(() => violations.push('the same press does not work with room again'))
  }
  const holding = (await readMemory(phone.page)).changes.filter(({ value }) => Object.values(value).includes(words))
  if (holding.length !== 1) violations.push(`the words stand ${String(holding.length)} times in the memory`)
  violations.push(...phone.errors.slice(errorsBefore).map((error) => `unhandled: ${error}`))
  return { room, words, kept, violations }
}
