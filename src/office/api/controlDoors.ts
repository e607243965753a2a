import { readOfficeAnswer } from '#core/report'
import type {
  AddressDecision,
  AssignmentView,
  ControlDecision,
  DocumentRow,
  ExtensionDecision,
  NewCodeView,
  OrganizationRow,
  OrganizationView,
  SafetyView,
  UnaddressedRow,
} from '#core/report'
import { type ApiResult, type Asking, done, organizationPath, reading } from './ask.ts'

export interface ControlDoors {
  documents(byItself: boolean): ApiResult<readonly DocumentRow[]>
  unaddressed(byItself: boolean): ApiResult<readonly UnaddressedRow[]>
  address(directiveId: string, decision: AddressDecision): ApiResult<null>
  organizations(byItself: boolean): ApiResult<readonly OrganizationRow[]>
  organization(organizationId: string, byItself: boolean): ApiResult<OrganizationView>
  createCode(organizationId: string): ApiResult<NewCodeView>
  revoke(organizationId: string, deviceId: string): ApiResult<null>
  assignment(organizationId: string, subject: string, byItself: boolean): ApiResult<AssignmentView>
  control(organizationId: string, subject: string, decision: ControlDecision): ApiResult<AssignmentView>
  extend(organizationId: string, subject: string, decision: ExtensionDecision): ApiResult<AssignmentView>
  safety(byItself: boolean): ApiResult<SafetyView>
}

export function createControlDoors({ get, post }: Asking): ControlDoors {
  const assignmentPath = (id: string, subject: string): string => `${organizationPath(id)}/assignments/${encodeURIComponent(subject)}`
  return {
    documents: (byItself) => get('documents', readOfficeAnswer.documents, byItself),
    unaddressed: (byItself) => get('unaddressed', readOfficeAnswer.unaddressed, byItself),
    address: (id, decision) => post(`directives/${encodeURIComponent(id)}/address`, decision, done),
    organizations: (byItself) => get('organizations', readOfficeAnswer.organizations, byItself),
    organization: (id, byItself) => get(organizationPath(id), readOfficeAnswer.organization, byItself),
    createCode: (id) => post(`${organizationPath(id)}/codes`, {}, reading(readOfficeAnswer.newCode)),
    revoke: (id, deviceId) => post(`${organizationPath(id)}/devices/${encodeURIComponent(deviceId)}/revoke`, {}, done),
    assignment: (id, subject, byItself) => get(assignmentPath(id, subject), readOfficeAnswer.assignment, byItself),
    control: (id, subject, decision) => post(`${assignmentPath(id, subject)}/control`, decision, reading(readOfficeAnswer.assignment)),
    extend: (id, subject, decision) => post(`${assignmentPath(id, subject)}/extension`, decision, reading(readOfficeAnswer.assignment)),
    safety: (byItself) => get('safety', readOfficeAnswer.safety, byItself),
  }
}
