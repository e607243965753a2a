import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { type LetterView, maxLettersAtOnce } from '#core/organizations'
import type { ApiFailure } from '../api/ask.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** Asked for together: small enough for the progress to move. */
const lettersAtOnce = Math.min(5, maxLettersAtOnce)

/** Letters made for one print job. Their secrets live on this page alone and go with it. */
export const useLettersStore = defineStore('letters', () => {
  const job = createJob()
  return { ...job.state, ...job.steps }
})

function createState() {
  return {
    letters: shallowRef<readonly LetterView[]>([]),
    /** Organizations without a letter yet, of those asked for. */
    waiting: shallowRef<readonly string[]>([]),
    failure: shallowRef<ApiFailure | null>(null),
    isMaking: shallowRef(false),
    isStopping: shallowRef(false),
  }
}

function createJob() {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const state = createState()
  let job = 0

  async function makeBatch(own: number): Promise<boolean> {
    const batch = state.waiting.value.slice(0, lettersAtOnce)
    const result = await api.letters(batch)
    // The page was left: what came too late is printed by nobody.
    if (own !== job) return false
    if (!result.ok) {
      session.hear(result.error)
      state.failure.value = result.error
      return false
    }
    state.letters.value = [...state.letters.value, ...result.value]
    state.waiting.value = state.waiting.value.slice(batch.length)
    return state.waiting.value.length > 0 && !state.isStopping.value
  }

  /** Goes on with those that have no letter yet. */
  async function resume(): Promise<void> {
    const own = ++job
    state.isMaking.value = true
    state.isStopping.value = false
    state.failure.value = null
    while (await makeBatch(own));
    if (own === job) state.isMaking.value = false
  }

  function clear(): void {
    job += 1
    state.isMaking.value = false
    state.letters.value = []
    state.waiting.value = []
    state.failure.value = null
  }

  /** Makes a letter for each; on a failure those made stay, and `resume` goes on with the rest. */
  async function make(organizationIds: readonly string[]): Promise<void> {
    clear()
    state.waiting.value = organizationIds
    await resume()
  }

  // The letters being made when it is stopped are made: their codes are in force already.
  return { state, steps: { make, resume, clear, stop: () => { state.isStopping.value = true } } }
}
