import {
  type ClosingDone,
  type ClosingWish,
  type ImportDone,
  type ImportWish,
  type LetterView,
  type OrganizationAdded,
  type OrganizationEdit,
  type OrganizationFields,
  type ReadImport,
  type StandingDocument,
  readOrganizationAnswer,
} from '#core/organizations'
import { type ApiResult, type Asking, ask, done, organizationPath, packed, reading } from './ask.ts'

/** A file may wait for its turn and takes up to 20 s to be read; 5,000 organizations are written in one step. */
const longTimeLimitMs = 90_000

export interface OrganizationDoors {
  addOrganization(fields: OrganizationFields): ApiResult<OrganizationAdded>
  editOrganization(organizationId: string, edit: OrganizationEdit): ApiResult<null>
  closeOrganization(organizationId: string, wish: ClosingWish): ApiResult<ClosingDone>
  reopenOrganization(organizationId: string): ApiResult<null>
  handOver(organizationId: string, head: string): ApiResult<null>
  /** Documents in force that never came to an organization. */
  standing(organizationId: string): ApiResult<readonly StandingDocument[]>
  deliver(organizationId: string, resolutionIds: readonly string[]): ApiResult<{ readonly directives: number }>
  /** Sends a list to be read; nothing is stored. */
  readImport(file: File): ApiResult<ReadImport>
  importOrganizations(wish: ImportWish): ApiResult<ImportDone>
  /** Makes letters; their secrets stand in this answer alone. */
  letters(organizationIds: readonly string[]): ApiResult<readonly LetterView[]>
}

export function createOrganizationDoors({ fetch, get, post }: Asking): OrganizationDoors {
  return {
    addOrganization: (fields) => post('organizations', fields, reading(readOrganizationAnswer.added)),
    editOrganization: (id, edit) => post(`${organizationPath(id)}/edit`, edit, done),
    closeOrganization: (id, wish) => post(`${organizationPath(id)}/close`, wish, reading(readOrganizationAnswer.closed)),
    reopenOrganization: (id) => post(`${organizationPath(id)}/reopen`, {}, done),
    handOver: (id, head) => post(`${organizationPath(id)}/handover`, { head }, done),
    standing: (id) => get(`${organizationPath(id)}/standing`, readOrganizationAnswer.standing, true),
    deliver: (id, resolutionIds) => post(`${organizationPath(id)}/deliver`, { resolutionIds }, reading(readOrganizationAnswer.delivered)),
    readImport: (file) =>
      ask(fetch, 'organizations/import/read', { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file, signal: AbortSignal.timeout(longTimeLimitMs) }, reading(readOrganizationAnswer.read)),
    importOrganizations: async (wish) => ask(fetch, 'organizations/import', { ...(await packed(JSON.stringify(wish))), signal: AbortSignal.timeout(longTimeLimitMs) }, reading(readOrganizationAnswer.imported)),
    letters: (organizationIds) => post('letters', { organizationIds }, reading(readOrganizationAnswer.letters)),
  }
}
