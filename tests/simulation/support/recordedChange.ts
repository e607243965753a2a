import type { ChangeRow } from '../../../src/device/rows.ts'

/** A change a phone promised to keep, and the marks of its subject the person saw before making it. */
export interface RecordedChange {
  readonly row: ChangeRow
  readonly seen: ReadonlySet<string>
}
