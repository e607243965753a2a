import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { DraftView } from '#core/draft'
import { type Result, err } from '#core/result'
import type { ApiFailure, ApiResult } from '../api/ask.ts'
import type { SendFile } from '../api/materialDoors.ts'
import { newDraftId } from '../newDraftId.ts'
import { Autosave } from './autosave.ts'
import { createDraftSteps } from './draftSteps.ts'
import { createReviewLife } from './reviewLife.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** One draft under review: every change can be taken back, and is saved by itself. */
export const useReviewStore = defineStore('review', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const draft = shallowRef<DraftView | null>(null)
  const openFailure = shallowRef<ApiFailure | null>(null)
  const autosave = new Autosave((id, revision, sent) => heard(api.saveDraft(id, revision, sent)))
  const { body, canUndo, begin, apply, undo } = createDraftSteps((next) => { autosave.note(next) })

  async function heard<T>(asked: ApiResult<T>): ApiResult<T> {
    const result = await asked
    if (!result.ok) session.hear(result.error)
    return result
  }

  async function open(draftId: string): Promise<void> {
    draft.value = null
    begin(null)
    const result = await heard(api.draft(draftId))
    openFailure.value = result.ok ? null : result.error
    if (result.ok) show(result.value)
  }

  /** What the server made of the draft is where the steps begin anew. */
  function show(next: DraftView): void {
    draft.value = next
    begin(next.body)
    autosave.start(next.id, next.body, next.revision)
  }

  /** Asks for something about what is on the screen, once the server has it. */
  async function withSaved<T>(ask: (draftId: string, revision: number) => ApiResult<T>): Promise<Result<T, ApiFailure>> {
    const revision = await autosave.flush()
    if (draft.value === null || revision === null) return err(autosave.failure.value ?? { code: 'NetworkUnavailable', retryAfterSeconds: null })
    return heard(ask(draft.value.id, revision))
  }

  const save = (): Promise<number | null> => autosave.flush()
  const publish = () => withSaved((id, revision) => api.publishDraft(id, revision))
  const sendFile: SendFile = (file, tell, signal) => heard(api.keepFile(file, tell, signal))
  const discard = () => withSaved((id, revision) => api.discardDraft(id, revision))
  const documentPoints = (resolutionId: string) => heard(api.documentPoints(resolutionId))
  const life = createReviewLife({ api, draft, withSaved, heard, show })
  return { ...life, documentPoints, draft, body, canUndo, newId: newDraftId, openFailure, saving: autosave.state, saveFailure: autosave.failure, open, apply, undo, save, publish, discard, sendFile }
})
