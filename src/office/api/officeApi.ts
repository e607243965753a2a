import { type Fetch, createAsking } from './ask.ts'
import { type ControlDoors, createControlDoors } from './controlDoors.ts'
import { type DecisionDoors, createDecisionDoors } from './decisionDoors.ts'
import { type DraftDoors, createDraftDoors } from './draftDoors.ts'
import { type MaterialDoors, createMaterialDoors } from './materialDoors.ts'
import { type ReportDoors, createReportDoors } from './reportDoors.ts'
import { type PeopleDoors, createPeopleDoors } from './peopleDoors.ts'
import { type LifeDoors, createLifeDoors } from './lifeDoors.ts'
import { type OrganizationDoors, createOrganizationDoors } from './organizationDoors.ts'
import { type OrganizationReportDoors, createOrganizationReportDoors } from './organizationReportDoors.ts'
import { type SessionDoors, createSessionDoors } from './sessionDoors.ts'
import { type SettingsDoors, createSettingsDoors } from './settingsDoors.ts'

/** Everything the office's program asks of the server. `byItself` marks a refresh nobody asked for: it does not prolong the session. */
export interface OfficeApi
  extends
    SessionDoors,
    ControlDoors,
    DecisionDoors,
    DraftDoors,
    LifeDoors,
    MaterialDoors,
    ReportDoors,
    OrganizationDoors,
    OrganizationReportDoors,
    PeopleDoors,
    SettingsDoors {}

/** Makes the office's door to its server. */
export function createOfficeApi(fetch: Fetch): OfficeApi {
  const asking = createAsking(fetch)
  return {
    ...createSessionDoors(asking),
    ...createControlDoors(asking),
    ...createDecisionDoors(asking),
    ...createDraftDoors(asking),
    ...createLifeDoors(asking),
    ...createMaterialDoors(),
    ...createReportDoors(asking),
    ...createOrganizationDoors(asking),
    ...createOrganizationReportDoors(asking),
    ...createPeopleDoors(asking),
    ...createSettingsDoors(asking),
  }
}
