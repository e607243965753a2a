import { defineStore } from 'pinia'
import { type ShallowRef, shallowRef } from 'vue'
import type { ActWish, ActsAnswer, AssignmentPlace, UndoRequest } from '#core/report'
import type { Result } from '#core/result'
import { errorText, t } from '../../i18n/office.ts'
import type { ApiFailure } from '../api/ask.ts'
import { useAssignmentStore } from './assignmentStore.ts'
import { useControlStore } from './controlStore.ts'
import { useOfficeServices } from './officeServices.ts'
import { useQueueStore } from './queueStore.ts'
import { useSessionStore } from './sessionStore.ts'

/** An assignment with the name people know it by. */
export interface NamedPlace extends AssignmentPlace {
  readonly name: string
}

/** How long (ms) «Отменить» stands at the foot of the page; the assignment's history offers it without a limit. */
const offerMs = 8000

/** The office's decisions, on one assignment or many: what was done, what was refused, and the way back. */
export const useDecisionStore = defineStore('decision', () => {
  const { api } = useOfficeServices()
  const [session, control, queue, assignment] = [useSessionStore(), useControlStore(), useQueueStore(), useAssignmentStore()]
  const said = shallowRef<{ readonly text: string; readonly undo: UndoRequest['places'] } | null>(null)
  const refused = shallowRef<readonly string[]>([])
  const isBusy = shallowRef(false)
  const show = createOffer(said)

  async function run(places: readonly NamedPlace[], work: () => Promise<Result<ActsAnswer, ApiFailure>>, tell: (answer: ActsAnswer) => void): Promise<boolean> {
    isBusy.value = true
    const result = await work()
    isBusy.value = false
    if (!result.ok) {
      session.hear(result.error)
      refused.value = [errorText(result.error.code, result.error.retryAfterSeconds)]
      return false
    }
    refused.value = result.value.refused.map((one) => [nameOf(places, one), errorText(one.code)].filter(Boolean).join(': '))
    if (result.value.done.length > 0) tell(result.value)
    // Refused ones too: somebody was first, and the page shows what stands now.
    await Promise.all([control.refreshRows([...new Set(places.map((place) => place.organizationId))]), queue.refresh(true), assignment.refresh(true)])
    return result.value.refused.length === 0
  }

  /** Decides on all named assignments at once; what the server refused is told by name and costs the rest nothing. */
  function act(places: readonly NamedPlace[], wish: ActWish): Promise<boolean> {
    return run(places, () => api.act(places.map(({ organizationId, subject }) => ({ organizationId, subject })), wish), ({ done }) => {
      show(`${t(`act.done.${wish.act}`, { n: done.length })} ${t('act.schoolSees')}`, done)
    })
  }

  /** Takes decisions back: the last ones, or those named in a history. */
  async function undo(places: UndoRequest['places'] = said.value?.undo ?? []): Promise<void> {
    said.value = null
    const named = places.map((place) => ({ ...place, name: '' }))
    if (places.length > 0) await run(named, () => api.undoActs(places), ({ done }) => { show(t('act.undone', { n: done.length }), []) })
  }

  /** `offer` gives the way back from a decision made elsewhere on the page. */
  return { said, refused, isBusy, act, undo, offer: (text: string, place: UndoRequest['places'][number]) => { show(text, [place]) }, forget: () => { refused.value = [] } }
})

function nameOf(places: readonly NamedPlace[], { organizationId, subject }: AssignmentPlace): string {
  return places.find((place) => place.organizationId === organizationId && place.subject === subject)?.name ?? ''
}

/** Says what was done and takes it away again after a while. */
function createOffer(said: ShallowRef<{ readonly text: string; readonly undo: UndoRequest['places'] } | null>): (text: string, undo: UndoRequest['places']) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return (text, undo) => {
    clearTimeout(timer)
    said.value = { text, undo }
    timer = setTimeout(() => { said.value = null }, offerMs)
  }
}
