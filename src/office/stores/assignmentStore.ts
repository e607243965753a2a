import { defineStore } from 'pinia'
import type { AssignmentView, ControlDecision, ExtensionDecision, ToldWish } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { createLoadedView } from './loadedView.ts'
import { useOfficeServices } from './officeServices.ts'
import { useSessionStore } from './sessionStore.ts'

/** Whose assignment, as one key of a view. */
const keyOf = (organizationId: string, subject: string): string => `${organizationId} ${subject}`

/** One assignment with its history, and the office's decisions on it. */
export const useAssignmentStore = defineStore('assignment', () => {
  const { api } = useOfficeServices()
  const session = useSessionStore()
  const view = createLoadedView((key: string, byItself) => {
    const [organizationId = '', subject = ''] = key.split(' ')
    return api.assignment(organizationId, subject, byItself)
  })

  async function then(key: string, result: Result<AssignmentView, ApiFailure>): Promise<Result<AssignmentView, ApiFailure>> {
    if (result.ok) view.take(key, result.value)
    else {
      session.hear(result.error)
      // Another specialist, or the school, was first: show what stands now.
      await view.refresh()
    }
    return result
  }

  async function decide(organizationId: string, subject: string, decision: ControlDecision): Promise<Result<AssignmentView, ApiFailure>> {
    return then(keyOf(organizationId, subject), await api.control(organizationId, subject, decision))
  }

  async function extend(organizationId: string, subject: string, decision: ExtensionDecision): Promise<Result<AssignmentView, ApiFailure>> {
    return then(keyOf(organizationId, subject), await api.extend(organizationId, subject, decision))
  }

  /** Enters for the school what it told the office. */
  async function enterTold(organizationId: string, subject: string, wish: ToldWish): Promise<Result<AssignmentView, ApiFailure>> {
    return then(keyOf(organizationId, subject), await api.enterTold(organizationId, subject, wish))
  }

  async function undoTold(organizationId: string, subject: string, changeId: string): Promise<Result<AssignmentView, ApiFailure>> {
    return then(keyOf(organizationId, subject), await api.undoTold(organizationId, subject, changeId))
  }

  return {
    assignment: view.value,
    failure: view.failure,
    loadedMs: view.loadedMs,
    open: (organizationId: string, subject: string) => view.open(keyOf(organizationId, subject)),
    refresh: view.refresh,
    decide,
    extend,
    enterTold,
    undoTold,
  }
})
