import type { DateOnly } from '#core/directive'
import type { Paper, PaperPage } from '#core/report'
import { subjectToKey, wholePeriod } from '#core/sync'
import { formatCitedDate } from '../../i18n/formatDate.ts'
import { t } from '../../i18n/upkeep.ts'
import type { CardView } from './cardView.ts'
import { deadlineText, documentName } from './dateText.ts'
import { type OwnLayer, assignmentPlace, innerDueDate } from './ownText.ts'
import { type ReportHead, genitiveName } from './reportPaper.ts'
import type { OwnAssignmentRow } from './rows.ts'

export const planKinds = ['plan', 'order'] as const
export type PlanKind = (typeof planKinds)[number]

/** One line of the table: a point, or a part that somebody of its own does. */
export interface PlanRow {
  readonly number: string
  /** Paragraphs: the wording as signed, its parts, what the school wrote to do. */
  readonly action: readonly string[]
  readonly due: string
  readonly who: string
}

/** The lines of the chosen points in their order; whoever does a part stands in a line below its point. */
export function toPlanRows(views: readonly CardView[], { assignmentBySubject }: Pick<OwnLayer, 'assignmentBySubject'>, today: DateOnly): PlanRow[] {
  return views.flatMap((view, i): PlanRow[] => {
    const { card, wording, subject } = view
    const { directive } = card
    const number = directive.number ?? String(i + 1)
    const own = assignmentBySubject.get(assignmentPlace(subject))
    const parts = directive.children.map(({ id, text }) => ({ text, row: assignmentBySubject.get(subjectToKey({ type: 'directive', directiveId: card.directiveId, period: wholePeriod, childId: id })) }))
    const text = [wording.inherited === null ? '' : `[${wording.inherited}]`, directive.text].filter(Boolean).join(' ')
    const shared = parts.filter(({ row }) => row === undefined).map((part) => `— ${part.text}`)
    return [
      { number, action: [text, ...shared, ...taskOf(own)], due: dueText(own, view, today), who: own?.name ?? '' },
      ...parts.flatMap((part) => (part.row === undefined ? [] : [{ number: '', action: [`— ${part.text}`, ...taskOf(part.row)], due: dueText(part.row, view, today), who: part.row.name }])),
    ]
  })
}

/** The plan or the order as it lies on paper, landscape; number and date are left to a pen. */
export function planPaper(head: ReportHead, kind: PlanKind, rows: readonly PlanRow[]): Paper {
  const { organization, signer } = head
  const words = kind === 'plan' ? planWords(head) : orderWords(head)
  const columns = [
    { title: t('plan.column.number'), share: 7, align: 'center' as const },
    { title: t('plan.column.action'), share: 45, align: 'left' as const },
    { title: t('plan.column.due'), share: 15, align: 'left' as const },
    { title: t('plan.column.who'), share: 18, align: 'left' as const },
    { title: t('plan.column.mark'), share: 15, align: 'left' as const },
  ]
  return {
    title: words.title,
    isLandscape: true,
    pages: [{
      ...words,
      letterhead: [organization.name, organization.settlement].filter(Boolean),
      tables: [{ caption: null, columns, rows: rows.map(({ number, action, due, who }) => ({ kind: 'plain', cells: [[number], action, [due], [who], []] })) }],
      signature: { post: signer.post.charAt(0).toUpperCase() + signer.post.slice(1), name: signer.name },
      hasQrPlace: false,
    }],
  }
}

type Words = Pick<PaperPage, 'title' | 'addressee' | 'lines' | 'opening' | 'closing'>

function planWords({ resolution }: ReportHead): Words {
  const genitive = genitiveName(resolution)
  return {
    title: genitive === null ? t('plan.paper.plan.plain', { document: documentName(resolution) }) : t('plan.paper.plan', { document: genitive }),
    addressee: [t('plan.paper.approved'), t('plan.paper.blank')],
    lines: [t('paper.about', { title: resolution.title })],
    opening: [],
    closing: [],
  }
}

function orderWords({ resolution }: ReportHead): Words {
  const genitive = genitiveName(resolution)
  return {
    title: t('plan.paper.order'),
    addressee: [],
    lines: [t('plan.paper.blank'), genitive === null ? t('plan.paper.about.plain', { document: documentName(resolution) }) : t('plan.paper.about', { document: genitive })],
    opening: [t('plan.paper.opening', { title: resolution.title }), t('plan.paper.first'), t('plan.paper.second')],
    closing: [],
  }
}

function taskOf(row: OwnAssignmentRow | undefined): string[] {
  return row === undefined || row.task === '' ? [] : [row.task]
}

/** The school's own day where it set one, else the office's; without a date the cell is left to a pen. */
function dueText(row: OwnAssignmentRow | undefined, view: CardView, today: DateOnly): string {
  const own = row === undefined ? null : innerDueDate(row, view.subject)
  if (own !== null) return formatCitedDate(own)
  if (view.dueDate === null) return ''
  return view.period === null ? formatCitedDate(view.dueDate) : deadlineText(view, today)
}
