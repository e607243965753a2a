import type { Kysely } from 'kysely'
import { createCodeStore } from './codeStore.ts'
import { createDeviceStore } from './deviceStore.ts'
import { createHistoryStore } from './historyStore.ts'
import { createProofStore } from './proofStore.ts'
import { createQuarantineStore } from './quarantineStore.ts'
import type { OrganizationScope } from './records.ts'
import { rowToOrganization } from './rowsToRecords.ts'
import type { OrganizationStore } from './store.ts'
import type { Tables } from './tables.ts'
import { createTeacherLinkStore } from './teacherLinkStore.ts'

/** Everything of one organization; every query names its district and itself. */
export function createOrganizationStore(db: Kysely<Tables>, scope: OrganizationScope): OrganizationStore {
  return {
    async read() {
      const row = await db
        .selectFrom('organization')
        .selectAll()
        .where('district_id', '=', scope.districtId)
        .where('id', '=', scope.organizationId)
        .executeTakeFirst()
      return row === undefined ? null : rowToOrganization(row)
    },
    history: createHistoryStore(db, scope),
    devices: createDeviceStore(db, scope),
    codes: createCodeStore(db, scope),
    quarantine: createQuarantineStore(db, scope),
    proofs: createProofStore(db, scope),
    teacherLinks: createTeacherLinkStore(db, scope),
  }
}
