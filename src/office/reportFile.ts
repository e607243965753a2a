import type { Paper, Workbook } from '#core/report'

/** What a worker makes a file of. */
export type ReportFile = { readonly type: 'docx'; readonly paper: Paper } | { readonly type: 'xlsx'; readonly workbook: Workbook }
