import { defineStore } from 'pinia'
import type { InvitedView, OfficerView } from '#core/report'
import type { Result } from '#core/result'
import type { ApiFailure } from '../api/ask.ts'
import { useOfficeServices } from './officeServices.ts'

/** The way in by a link; nobody is signed in yet. */
export const useInvitationStore = defineStore('invitation', () => {
  const { api } = useOfficeServices()
  return {
    read: (secret: string): Promise<Result<InvitedView, ApiFailure>> => api.invited(secret),
    accept: (secret: string, password: string): Promise<Result<OfficerView, ApiFailure>> => api.acceptInvitation(secret, password),
  }
})
