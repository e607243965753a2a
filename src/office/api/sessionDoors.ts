import { type OfficerView, type SignInRequest, readOfficeAnswer } from '#core/report'
import { type ApiResult, type Asking, done, reading } from './ask.ts'

export interface SessionDoors {
  signIn(request: SignInRequest): ApiResult<OfficerView>
  signOut(): ApiResult<null>
  me(byItself: boolean): ApiResult<OfficerView>
}

export function createSessionDoors({ get, post }: Asking): SessionDoors {
  return {
    signIn: (request) => post('sign-in', request, reading(readOfficeAnswer.officer)),
    signOut: () => post('sign-out', {}, done),
    me: (byItself) => get('me', readOfficeAnswer.officer, byItself),
  }
}
