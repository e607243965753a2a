import type { Migration, MigrationProvider } from 'kysely/migration'
import { initial } from './0001_initial.ts'
import { keyedChain } from './0002_keyed_chain.ts'
import { backups } from './0003_backups.ts'
import { published } from './0004_published.ts'
import { deviceHealth } from './0005_device_health.ts'
import { changeByWriter } from './0006_change_by_writer.ts'
import { drafts } from './0007_drafts.ts'
import { officerRoles } from './0008_officer_roles.ts'
import { materials } from './0014_materials.ts'
import { proofs } from './0015_proofs.ts'
import { phoneInvitations } from './0016_phone_invitations.ts'
import { teacherLinks } from './0017_teacher_links.ts'
import { people } from './0009_people.ts'
import { documentLife } from './0010_document_life.ts'
import { handover } from './0013_handover.ts'

/** Every migration by its number and name. A released one is never edited: a change of the schema is a new number. */
const migrations: Readonly<Record<string, Migration>> = {
  '0001_initial': initial,
  '0002_keyed_chain': keyedChain,
  '0003_backups': backups,
  '0004_published': published,
  '0005_device_health': deviceHealth,
  '0006_change_by_writer': changeByWriter,
  '0007_drafts': drafts,
  '0008_officer_roles': officerRoles,
  '0014_materials': materials,
  '0009_people': people,
  '0010_document_life': documentLife,
  '0013_handover': handover,
  '0015_proofs': proofs,
  '0016_phone_invitations': phoneInvitations,
  '0017_teacher_links': teacherLinks,
}

/** Gives the migrations as code, so that nothing is looked for on the disk. */
export const migrationProvider: MigrationProvider = {
  getMigrations: () => Promise.resolve({ ...migrations }),
}
