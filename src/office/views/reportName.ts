import type { SummaryReport } from '#core/report'
import { t } from '../../i18n/office.ts'

/** Which report is made. */
export const reportKinds = ['document', 'organization', 'period', 'week', 'reminders'] as const
export type ReportKind = (typeof reportKinds)[number]

/** Longest part of a name: with three of them a path stays within what Windows opens. */
const maxPartLength = 40

/** «Сводка_Решение-3_2026-11-22» without its ending: letters, digits and hyphens only, for any disk and any mail. */
export function reportName(kind: ReportKind, report: SummaryReport): string {
  const day = report.head.on
  if (kind === 'week') return [t('file.week'), day].join('_')
  if (kind === 'reminders') return [t('file.reminders'), day].join('_')
  return [t('file.summary'), aboutPart(kind, report), day].join('_')
}

function aboutPart(kind: ReportKind, { documents, organizations, choice }: SummaryReport): string {
  const [organization] = choice.organizationIds.length === 1 ? organizations : []
  if (kind === 'organization' && organization !== undefined) return safe(organization.organization.name)
  const [document, ...others] = documents
  if (kind === 'document' && document !== undefined && others.length === 0) {
    const { kindText, number } = document.resolution
    const word = /[\p{L}]+/u.exec(kindText)?.[0] ?? ''
    return safe([word.charAt(0).toLocaleUpperCase('ru') + word.slice(1).toLocaleLowerCase('ru'), number ?? ''].join('-'))
  }
  return kind === 'period' ? t('file.period') : t('file.all')
}

function safe(text: string): string {
  return text.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, maxPartLength).replace(/^-+|-+$/g, '')
}
