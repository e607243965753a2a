/** Kills a phone's browser between a tap and the next frame, and looks at what is there after the restart. */
import { type Locator, expect } from '@playwright/test'
import { type PhoneMemory, findHalves, ownMarks, readMemory } from './memory.ts'
import type { Phone } from './phone.ts'
import { type Point, bringCard, cards, markButton, markedSentence, transferLine } from './schoolSteps.ts'
import { like, say } from './words.ts'

/**
 * When the browser dies: in the tap's own handler, when the database has committed and nobody was told, when the
 * sentence «… отмечен» enters the page and before it is painted, or so many milliseconds after the tap.
 */
export type KillMoment = 'tap' | 'commit' | 'shown' | number

export interface KillResult {
  readonly moment: KillMoment
  /** The sentence stood in the page before the kill. */
  readonly wasShown: boolean
  /** The mark is there after the restart. */
  readonly isKept: boolean
  /** Ways in which a half of a record was found; must be empty. */
  readonly halves: readonly string[]
}

/** One round on a phone that shows its list without a network: mark, kill, start again, look. */
export async function killRound(phone: Phone, point: Point, moment: KillMoment): Promise<KillResult> {
  const marksBefore = ownMarks(await readMemory(phone.page))
  const before = marksBefore.length
  // «Исполнено», or taken back where it is already: a point can be marked as often as there are rounds.
  const isReported = marksBefore.filter(({ subject }) => point.path.endsWith(`/${subject.slice(2)}`)).at(-1)?.value['state'] === 'reported'
  const [label, mark] = isReported ? (['mark.withdraw', 'inProgress'] as const) : (['mark.reported', 'reported'] as const)
  await phone.tap(markButton(await bringCard(phone, point)))
  const row = phone.page.getByRole('dialog').getByRole('button', { name: say(label), exact: true })
  await expect(row).toBeVisible()
  const wasShown = await tapAndKill(phone, row, markedSentence(point), moment)
  await phone.start({ isOffline: true })
  await expect(cards(phone).first()).toBeVisible()
  const memory = await readMemory(phone.page)
  const marks = ownMarks(memory)
  const isKept = marks.length === before + 1 && marks.at(-1)?.value['state'] === mark
  const isUntouched = marks.length === before
  await expect(transferLine(phone)).toHaveText(waitingLine(memory))
  return { moment, wasShown, isKept, halves: [...findHalves(memory), ...(isKept || isUntouched ? [] : ['neither kept nor untouched'])] }
}

/** What the line about sending must say of this memory. */
function waitingLine({ changes }: PhoneMemory): string | RegExp {
  const waiting = changes.filter(({ pending }) => pending === 1).length
  return waiting === 0 ? like('sync.done') : say('sync.waiting.short', { n: waiting })
}

async function tapAndKill(phone: Phone, row: Locator, sentence: string, moment: KillMoment): Promise<boolean> {
  const kill = await phone.arm()
  let wasShown = false
  let die: () => void = () => undefined
  const killed = new Promise<void>((done) => { die = done }).then(kill)
  await phone.page.exposeFunction('__shown', () => { wasShown = true })
  await phone.page.exposeFunction('__die', () => { die() })
  await phone.page.evaluate(watchFor, { sentence, moment })
  // The tap's own promise may break with the browser.
  await Promise.all([killed, phone.tap(row).catch(() => undefined)])
  return wasShown
}

/** Runs in the page: tells when the sentence enters it, and at the chosen moment asks for death and lets nothing more happen. */
function watchFor({ sentence, moment }: { readonly sentence: string; readonly moment: KillMoment }): void {
  const call = (name: string): void => { void (Reflect.get(globalThis, name) as () => Promise<void>)() }
  const dieNow = (): void => {
    call('__die')
    const end = performance.now() + 5000
    while (performance.now() < end) { /* no frame, no callback, until the process is gone */ }
  }
  const status = document.querySelector('[role=status][aria-live=polite]')
  if (status !== null) {
    new MutationObserver(() => {
      if (!status.textContent.includes(sentence)) return
      call('__shown')
      if (moment === 'shown') dieNow()
    }).observe(status, { childList: true, subtree: true, characterData: true })
  }
  if (moment === 'tap') addEventListener('click', dieNow, { once: true })
  if (typeof moment === 'number') addEventListener('click', () => setTimeout(dieNow, moment), { once: true, capture: true })
  if (moment === 'commit') {
    // Before the program's own handler: a listener of ours would come after it, whatever its phase.
    const own = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, 'oncomplete')
    Object.defineProperty(IDBTransaction.prototype, 'oncomplete', {
      ...own,
      set(this: IDBTransaction, handler: (event: Event) => void) {
        const wrapped = (event: Event): void => {
          if (this.mode === 'readwrite') dieNow()
          handler.call(this, event)
        }
        own?.set?.call(this, wrapped)
      },
    })
  }
}
