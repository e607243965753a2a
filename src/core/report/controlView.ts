import * as v from 'valibot'
import { type DateOnly, type DirectiveId, type Organization, type OrganizationId, type Resolution, type ResolutionId, organizationKinds } from '#core/directive'
import { type DeviceTrouble, deviceTroubles } from './deviceTroubles.ts'
import { type ControlCell, unpackCells } from './controlCells.ts'

/** A document as the control names it. */
export type ControlDocument = Pick<Resolution, 'id' | 'kindText' | 'number' | 'date' | 'title' | 'force'>

/** A directive as a column: enough to know it by; its whole wording is on the assignment's page. */
export interface ControlColumn {
  readonly id: DirectiveId
  readonly resolutionId: ResolutionId
  readonly number: string | null
  readonly position: number
  /** With the heading that carries its verb, cut after 200 characters. */
  readonly text: string
  /** The heading it stands under in the document, the honest name of its theme; null where it has none. */
  readonly area: string | null
  readonly dueDate: DateOnly | null
  readonly isStanding: boolean
}

/** One organization with its cells; directives not addressed to it have none. */
export interface ControlRow {
  readonly organization: Pick<Organization, 'id' | 'name' | 'number' | 'kinds' | 'settlement'>
  readonly lastContactMs: number | null
  readonly trouble: DeviceTrouble | null
  readonly cells: readonly ControlCell[]
}

/** `GET /api/office/control`: the whole district, or, with `?organizations=`, the rows that changed. */
export interface ControlView {
  /** By what day, rules and versions of documents the cells were made: rows of another revision do not fit. */
  readonly revision: string
  readonly documents: readonly ControlDocument[]
  readonly columns: readonly ControlColumn[]
  readonly rows: readonly ControlRow[]
  /** Whether `rows` are all of the district. */
  readonly isWhole: boolean
}

/** `ControlView` as it travels: cells packed by `packCells`. */
export interface PackedControl extends Omit<ControlView, 'rows'> {
  readonly periods: readonly string[]
  readonly rows: readonly (Omit<ControlRow, 'cells'> & { readonly cells: readonly number[] })[]
}

const id = <Id extends string>() => v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,60}$/), v.transform((text) => text as Id))
const date = v.nullable(v.pipe(v.string(), v.isoDate(), v.transform((text) => text as DateOnly)))
const packed: v.GenericSchema<unknown, PackedControl> = v.looseObject({
  revision: v.string(),
  isWhole: v.boolean(),
  periods: v.array(v.string()),
  documents: v.array(v.looseObject({ id: id<ResolutionId>(), kindText: v.string(), number: v.nullable(v.string()), date, title: v.string(), force: v.picklist(['order', 'recommendation']) })),
  columns: v.array(
    v.looseObject({ id: id<DirectiveId>(), resolutionId: id<ResolutionId>(), number: v.nullable(v.string()), position: v.number(), text: v.string(), area: v.nullable(v.string()), dueDate: date, isStanding: v.boolean() }),
  ),
  rows: v.array(
    v.looseObject({
      organization: v.looseObject({ id: id<OrganizationId>(), name: v.string(), number: v.string(), kinds: v.array(v.picklist(organizationKinds)), settlement: v.string() }),
      lastContactMs: v.nullable(v.number()),
      trouble: v.nullable(v.picklist(deviceTroubles)),
      cells: v.array(v.pipe(v.number(), v.integer())),
    }),
  ),
})

/** Reads the answer of `GET /api/office/control`; null when it is not of this version's shape. */
export function readControl(body: unknown): ControlView | null {
  const parsed = v.safeParse(packed, body)
  if (!parsed.success) return null
  const { periods, rows, ...rest } = parsed.output
  const tables = { directiveIds: rest.columns.map((column) => column.id), periods }
  const unpacked: ControlRow[] = []
  for (const row of rows) {
    const cells = unpackCells(row.cells, tables)
    if (cells === null) return null
    unpacked.push({ ...row, cells })
  }
  return { ...rest, rows: unpacked }
}

/** A view with the rows of a narrower one in their places; null where they do not fit together and all must be read anew. */
export function withRows(view: ControlView, narrow: ControlView): ControlView | null {
  if (narrow.isWhole) return narrow
  if (view.revision !== narrow.revision) return null
  const byId = new Map(narrow.rows.map((row) => [row.organization.id, row]))
  const known = new Set(view.rows.map((row) => row.organization.id))
  return { ...view, rows: [...view.rows.map((row) => byId.get(row.organization.id) ?? row), ...narrow.rows.filter((row) => !known.has(row.organization.id))] }
}
