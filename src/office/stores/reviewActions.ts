import { type ShallowRef, shallowRef } from 'vue'
import type { DraftBody } from '#core/draft'
import type { DifferenceView } from '#core/report'
import { errorText } from '../../i18n/office.ts'
import type { ApiFailure, ApiResult } from '../api/ask.ts'
import { useReviewStore } from './reviewStore.ts'

/** What a review asks of the server beside saving, and what it says of the answer. */
export interface ReviewActions {
  readonly asking: ShallowRef<'publish' | 'discard' | 'earlier' | null>
  /** What publishing would do; null until the server has said so. */
  readonly difference: Readonly<ShallowRef<DifferenceView | null>>
  readonly refused: Readonly<ShallowRef<string | null>>
  readonly isBusy: Readonly<ShallowRef<boolean>>
  /** Asks the server; a refusal is said on the page, where everything stands as it was. */
  act<T>(asked: () => ApiResult<T>): ApiResult<T>
  askPublish(): Promise<void>
  /** The points of an earlier document, or why they are not to be had. */
  loadEarlier(resolutionId: string): Promise<DraftBody | string>
}

/** Makes the actions of the draft under review. */
export function useReviewActions(): ReviewActions {
  const store = useReviewStore()
  const asking = shallowRef<'publish' | 'discard' | 'earlier' | null>(null)
  const difference = shallowRef<DifferenceView | null>(null)
  const refused = shallowRef<string | null>(null)
  const isBusy = shallowRef(false)
  const wordsOf = ({ code, retryAfterSeconds }: ApiFailure): string => errorText(code, retryAfterSeconds)

  async function act<T>(asked: () => ApiResult<T>): ApiResult<T> {
    isBusy.value = true
    const result = await asked()
    isBusy.value = false
    refused.value = result.ok ? null : wordsOf(result.error)
    return result
  }

  async function askPublish(): Promise<void> {
    difference.value = null
    asking.value = 'publish'
    const result = await act(store.difference)
    if (result.ok) difference.value = result.value
    else asking.value = null
  }

  async function loadEarlier(resolutionId: string): Promise<DraftBody | string> {
    const result = await store.documentPoints(resolutionId)
    return result.ok ? result.value : wordsOf(result.error)
  }

  return { asking, difference, refused, isBusy, act, askPublish, loadEarlier }
}
