import { type ActWish, type ActsAnswer, type AssignmentPlace, type AssignmentView, type ControlView, type QueueRow, type ToldWish, type UndoRequest, readControl, readOfficeAnswer, readQueue } from '#core/report'
import { type ApiResult, type Asking, organizationPath, reading } from './ask.ts'

export interface DecisionDoors {
  /** The matrix of the district; with `narrow` only the rows of those organizations, where the rest still fits. */
  controlView(byItself: boolean, narrow?: { readonly organizationIds: readonly string[]; readonly revision: string }): ApiResult<ControlView>
  queue(byItself: boolean): ApiResult<readonly QueueRow[]>
  act(places: readonly AssignmentPlace[], wish: ActWish): ApiResult<ActsAnswer>
  undoActs(places: UndoRequest['places']): ApiResult<ActsAnswer>
  enterTold(organizationId: string, subject: string, wish: ToldWish): ApiResult<AssignmentView>
  undoTold(organizationId: string, subject: string, changeId: string): ApiResult<AssignmentView>
}

export function createDecisionDoors({ get, post }: Asking): DecisionDoors {
  const toldPath = (id: string, subject: string): string => `${organizationPath(id)}/assignments/${encodeURIComponent(subject)}/told`
  return {
    controlView: (byItself, narrow) => get(narrow === undefined ? 'control' : `control?organizations=${narrow.organizationIds.join(',')}&revision=${narrow.revision}`, readControl, byItself),
    queue: (byItself) => get('queue', readQueue, byItself),
    act: (places, wish) => post('decisions', { places, wish }, reading(readOfficeAnswer.acts)),
    undoActs: (places) => post('decisions/undo', { places }, reading(readOfficeAnswer.acts)),
    enterTold: (id, subject, wish) => post(toldPath(id, subject), wish, reading(readOfficeAnswer.assignment)),
    undoTold: (id, subject, changeId) => post(`${toldPath(id, subject)}/undo`, { changeId }, reading(readOfficeAnswer.assignment)),
  }
}
