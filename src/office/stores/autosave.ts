import { shallowRef } from 'vue'
import type { DraftBody, DraftSaved } from '#core/draft'
import type { ApiFailure, ApiResult } from '../api/ask.ts'

/** What of the draft the server has: `failed` is tried again with the next change or by hand; `changed` needs a person. */
export type SavingState = 'saved' | 'waiting' | 'failed' | 'changed'

/** How long (ms) nothing is changed before what is on the screen is saved. */
const saveAfterMs = 700

type Send = (draftId: string, revision: number, body: DraftBody) => ApiResult<DraftSaved>

interface Kept {
  readonly draftId: string
  readonly body: DraftBody
  readonly revision: number
}

/** Saves a draft by itself, one request at a time, each on top of the revision the one before made. */
export class Autosave {
  readonly state = shallowRef<SavingState>('saved')
  readonly failure = shallowRef<ApiFailure | null>(null)
  readonly #send: Send
  #kept: Kept | null = null
  #wanted: DraftBody | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #underway: Promise<void> | null = null

  constructor(send: Send) {
    this.#send = send
  }

  /** Begins anew with what the server has. */
  start(draftId: string, body: DraftBody, revision: number): void {
    clearTimeout(this.#timer)
    this.#kept = { draftId, body, revision }
    this.#wanted = body
    this.state.value = 'saved'
    this.failure.value = null
  }

  /** Saves soon; what comes until then is saved with it. */
  note(body: DraftBody): void {
    this.#wanted = body
    if (this.state.value === 'changed') return
    this.state.value = 'waiting'
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), saveAfterMs)
  }

  /** Saves now. The revision the server has afterwards; null when it has not got all. */
  async flush(): Promise<number | null> {
    clearTimeout(this.#timer)
    while (this.#underway !== null) await this.#underway
    const [kept, wanted] = [this.#kept, this.#wanted]
    if (kept !== null && wanted !== null && this.state.value !== 'changed') {
      if (wanted === kept.body) this.state.value = 'saved'
      else {
        this.#underway = this.#saveOnce(kept, wanted).finally(() => { this.#underway = null })
        await this.#underway
      }
    }
    return this.#kept !== null && this.#wanted === this.#kept.body ? this.#kept.revision : null
  }

  async #saveOnce(from: Kept, body: DraftBody): Promise<void> {
    const result = await this.#send(from.draftId, from.revision, body)
    // Another draft was opened meanwhile.
    if (this.#kept !== from) return
    this.failure.value = result.ok ? null : result.error
    if (result.ok) {
      this.#kept = { ...from, body, revision: result.value.revision }
      this.state.value = this.#wanted === body ? 'saved' : 'waiting'
    } else this.state.value = result.error.code === 'DraftChanged' || result.error.code === 'NotFound' ? 'changed' : 'failed'
  }
}
