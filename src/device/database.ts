import Dexie, { type Table, type Transaction } from 'dexie'
import type { ChangeId, DirectiveId, OrganizationId, PersonId, ResolutionId } from '#core/directive'
import type { SubjectKey } from '#core/sync'
import type { AssignmentSummary, CardRow, ChangeRow, EnrolmentRow, FilePieceRow, FileRow, OwnAssignmentRow, OwnStepRow, PersonRow, ProofBytesRow, ProofRow, ResolutionRow, SummaryRow } from './rows.ts'

/** The phone's database, opened under this one name by the page and by the worker. */
export const databaseName = 'porucheno'

/**
 * Every version's stores and indexes (first the primary key). A later version only adds to the one before: dropping
 * or re-keying a store is how a phone loses what it has not sent.
 */
const firstSchema = {
  enrolments: 'organizationId',
  changes:
    '[organizationId+id], [organizationId+subject], [organizationId+pending], [organizationId+deviceId+deviceSequence], [organizationId+transfer]',
  cards: '[organizationId+directiveId], organizationId',
  resolutions: '[organizationId+resolutionId], organizationId',
  people: '[organizationId+personId], organizationId',
  settings: 'key',
}
const secondSchema = { ...firstSchema, summaries: '[organizationId+subject], [organizationId+directiveId]' }
// The office's files, apart from every record: they are fetched by themselves and may be thrown away.
const thirdSchema = { ...secondSchema, files: '[organizationId+hash], organizationId', filePieces: '[organizationId+hash+offset]' }
// What the school gives as proof. The bytes stand apart: lists are read without them, and they leave once the office has them.
const fourthSchema = { ...thirdSchema, proofs: '[organizationId+hash], [organizationId+waiting]', proofBytes: '[organizationId+hash]' }
// The school's own layer: it stays on this phone.
const fifthSchema = { ...fourthSchema, ownSteps: '[organizationId+id]', ownAssignments: '[organizationId+subject]' }
export const databaseSchemas: Readonly<Record<number, Readonly<Record<string, string>>>> = {
  1: firstSchema,
  2: secondSchema,
  3: thirdSchema,
  4: fourthSchema,
  5: fifthSchema,
  // After years most points are closed: the list begins without them (`openCards.ts`). Rows of before are placed at the next start (`placeRows.ts`).
  6: { ...fifthSchema, cards: `${firstSchema.cards}, [organizationId+closed+directiveId]`, summaries: `${secondSchema.summaries}, [organizationId+closed+subject]` },
}

/** The newest version this program knows. */
export const databaseVersion = Math.max(...Object.keys(databaseSchemas).map(Number))

/** A value the phone keeps for itself: drafts, the chosen organization, a token not yet answered. Key: `key`. */
export interface SettingRow {
  readonly key: string
  readonly value: unknown
}

/**
 * What a phone keeps. `changes` is the truth; `cards`, `summaries`, `resolutions` and `people` are views made from it. When a newer
 * program in another tab upgrades it, Dexie lets go and opens it again at the next query: as upgrades only add, the
 * older tab still saves what is written in it.
 */
export class PoruchenoDatabase extends Dexie {
  declare readonly enrolments: Table<EnrolmentRow, OrganizationId>
  declare readonly changes: Table<ChangeRow, [OrganizationId, ChangeId]>
  declare readonly cards: Table<CardRow, [OrganizationId, DirectiveId]>
  declare readonly summaries: Table<SummaryRow, [OrganizationId, SubjectKey]>
  declare readonly resolutions: Table<ResolutionRow, [OrganizationId, ResolutionId]>
  declare readonly people: Table<PersonRow, [OrganizationId, PersonId]>
  declare readonly settings: Table<SettingRow, string>
  declare readonly files: Table<FileRow, [OrganizationId, string]>
  declare readonly filePieces: Table<FilePieceRow, [OrganizationId, string, number]>
  declare readonly proofs: Table<ProofRow, [OrganizationId, string]>
  declare readonly proofBytes: Table<ProofBytesRow, [OrganizationId, string]>
  declare readonly ownSteps: Table<OwnStepRow, [OrganizationId, string]>
  declare readonly ownAssignments: Table<OwnAssignmentRow, [OrganizationId, SubjectKey]>

  constructor(name: string) {
    // Chrome's default lets a power cut take back a write that was reported as done.
    // Dexie's cache of answers would go on showing rows that a tab wrote and told nobody of.
    super(name, { chromeTransactionDurability: 'strict', cache: 'disabled' })
    for (const [version, stores] of Object.entries(databaseSchemas)) this.version(Number(version)).stores({ ...stores })
    this.version(2).upgrade(copySummaries)
  }

  /** The tables one change or one answer touches: always written in one transaction. */
  get historyTables(): Table[] {
    return [this.enrolments, this.changes, this.cards, this.summaries, this.resolutions, this.people]
  }
}

/** Until version 2 a card held its summaries. They are left in it for a tab that still runs the program before. */
async function copySummaries(transaction: Transaction): Promise<void> {
  const cards = await transaction.table<CardRow & { readonly summaries: Readonly<Record<string, AssignmentSummary>> }>('cards').toArray()
  const rows = cards.flatMap(({ organizationId, directiveId, summaries }) =>
    Object.entries(summaries).map(([subject, summary]) => ({ ...summary, organizationId, directiveId, subject })),
  )
  await transaction.table('summaries').bulkPut(rows)
}

/** Opens the phone's database lazily: the first query does; a test gives its own name. */
export function openDatabase(name: string = databaseName): PoruchenoDatabase {
  return new PoruchenoDatabase(name)
}
