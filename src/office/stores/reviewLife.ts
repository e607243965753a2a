import type { ShallowRef } from 'vue'
import type { DraftView } from '#core/draft'
import type { DifferenceView } from '#core/report'
import { err } from '#core/result'
import type { ApiResult } from '../api/ask.ts'
import type { LifeDoors } from '../api/lifeDoors.ts'

/** The review a life is made for. */
export interface ReviewParts {
  readonly api: LifeDoors
  readonly draft: ShallowRef<DraftView | null>
  /** Asks about what is on the screen, once the server has it. */
  withSaved<T>(ask: (draftId: string, revision: number) => ApiResult<T>): ApiResult<T>
  heard<T>(asked: ApiResult<T>): ApiResult<T>
  /** Shows what the server made of the draft. */
  show(next: DraftView): void
}

/** What a draft under review has to do with published documents. */
export interface ReviewLife {
  /** Makes it a new version of a published document, or (null) a document of its own again. */
  join(resolutionId: string | null): ApiResult<DraftView>
  refreshCorrection(): ApiResult<DraftView>
  difference(): ApiResult<DifferenceView>
  setCurator(officerId: string | null): ApiResult<null>
}

export function createReviewLife({ api, draft, withSaved, heard, show }: ReviewParts): ReviewLife {
  async function shown(asked: ApiResult<DraftView>): ApiResult<DraftView> {
    const result = await asked
    if (result.ok) show(result.value)
    return result
  }
  return {
    join: (resolutionId) => shown(withSaved((id, revision) => api.joinDraft(id, revision, resolutionId))),
    refreshCorrection: () => shown(withSaved((id, revision) => api.refreshCorrection(id, revision))),
    difference: () => withSaved((id) => api.draftDifference(id)),
    async setCurator(officerId) {
      const [asked, curatorId] = [draft.value, draft.value?.officers.find(({ id }) => id === officerId)?.id ?? null]
      if (asked === null) return err({ code: 'NotFound', retryAfterSeconds: null })
      const result = await heard(api.setDraftCurator(asked.id, officerId))
      if (result.ok && draft.value?.id === asked.id) draft.value = { ...draft.value, curatorId }
      return result
    },
  }
}
