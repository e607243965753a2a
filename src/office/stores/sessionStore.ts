import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { OfficerView, SignInRequest } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { useOfficeServices } from './officeServices.ts'

/** `expired`: signed in on this page, but the server no longer knows the session; what is typed stays. */
export type SessionPhase = 'starting' | 'unreachable' | 'signedOut' | 'signedIn' | 'expired'

/** Who works here. */
export const useSessionStore = defineStore('session', () => {
  const { api } = useOfficeServices()
  const officer = shallowRef<OfficerView | null>(null)
  const phase = shallowRef<SessionPhase>('starting')
  const failure = shallowRef<ApiFailure | null>(null)

  async function start(): Promise<void> {
    take(await api.me(false))
  }

  /** Keeps «today» right on a page that stays open over midnight. */
  async function refresh(): Promise<void> {
    const result = await api.me(true)
    if (result.ok) take(result)
    else hear(result.error)
  }

  async function signIn(request: SignInRequest): Promise<Result<OfficerView, ApiFailure>> {
    const result = await api.signIn(request)
    if (result.ok) take(result)
    return result
  }

  async function signOut(): Promise<Result<null, ApiFailure>> {
    const result = await api.signOut()
    if (result.ok || result.error.code === 'SessionMissing') phase.value = 'signedOut'
    return result
  }

  /** Every refusal passes here: one of them may say that the session is over. */
  function hear(refused: ApiFailure): void {
    if (refused.code === 'SessionMissing' && phase.value === 'signedIn') phase.value = 'expired'
  }

  function take(result: Result<OfficerView, ApiFailure>): void {
    failure.value = result.ok ? null : result.error
    if (result.ok) {
      officer.value = result.value
      phase.value = 'signedIn'
    } else phase.value = result.error.code === 'SessionMissing' ? 'signedOut' : 'unreachable'
  }

  return { officer, phase, failure, start, refresh, signIn, signOut, hear }
})
