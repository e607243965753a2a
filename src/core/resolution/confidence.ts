import { startsWithAction } from './findAction.ts'
import type { Doubt, Judgement } from './judgement.ts'
import type { ParsedAddressee, ParsedDeadline, ParsedSection, PointRule } from './parsedResolution.ts'
import { blankQuoted } from './pattern.ts'
import { monthPattern } from './readDate.ts'

const sure: Judgement = { confidence: 'sure', doubt: null }
const likely = (doubt: Doubt): Judgement => ({ confidence: 'likely', doubt })
const unsure = (doubt: Doubt): Judgement => ({ confidence: 'unsure', doubt })

interface PointToJudge {
  readonly text: string
  readonly rule: PointRule
  readonly section: Pick<ParsedSection, 'headingKind' | 'addressee'>
  /** Its own addressee, and whether it came from «Отв.: …». */
  readonly own: ParsedAddressee | null
  readonly isOwnFromLabel: boolean
  /** Whether words of deciding, an addressee or a table's head show where the points begin. */
  readonly hasBeginning: boolean
}

/** Whether this is a directive, and all of it. */
export function judgeText({ text, rule, section, own, isOwnFromLabel, hasBeginning }: PointToJudge): Judgement {
  if (rule === 'table_row') return sure
  if (!hasBeginning) return likely('BeginningGuessed')
  const acts = startsWithAction(text) || (own !== null && !isOwnFromLabel)
  if (!acts) return section.headingKind === 'lead_in' ? sure : /(?<!\p{L})\p{L}+ть(?:ся)?(?!\p{L})/iu.test(text) ? likely('ActionNotFirst') : unsure('PointWithoutAction')
  return rule === 'plain_point' ? likely('PointWithoutMark') : sure
}

/** Who must act. */
export function judgeAddressee({ section, own, isOwnFromLabel }: Pick<PointToJudge, 'section' | 'own' | 'isOwnFromLabel'>): Judgement {
  const addressee = own ?? section.addressee
  switch (addressee.rule) {
    case 'nobody_named':
      return unsure('NobodyNamed')
    case 'audience_unknown':
      return unsure('AddresseeUnknown')
    case 'staff_named':
      return likely('PersonnelNamed')
    case 'every_kind':
      return /организаци|учреждени|ОО|ОУ/u.test(addressee.text ?? '') ? moreOf(addressee) : likely('KindNotNamed')
    case 'institution_named':
    case 'kinds_named':
    case 'kinds_in_brackets':
      return isOwnFromLabel ? likely('TakenFromResponsible') : moreOf(addressee)
  }
}

function moreOf({ more }: ParsedAddressee): Judgement {
  return more === undefined ? sure : likely('SeveralAddressees')
}

const dateWords = new RegExp(`(?<![\\p{L}\\d])(?:срок\\p{L}{0,2}|\\d{1,2}\\.\\d{2}(?:\\.\\d{2,4})?|${monthPattern}|квартал\\p{L}{0,2}|полугоди\\p{L})(?![\\p{L}\\d])`, 'iu')

/** By when; of a point without a deadline, whether there is none. */
export function judgeDeadline(deadline: ParsedDeadline, { text, more, isUnread }: { readonly text: string; readonly more: number; readonly isUnread: boolean }): Judgement {
  if (isUnread) return unsure('LabelNotRead')
  if (deadline.kind === 'none') return dateWords.test(blankQuoted(text)) ? unsure('DateLeftUnread') : sure
  if ('date' in deadline && deadline.date === null) return unsure('DayNotComputed')
  if (more > 0) return likely('SeveralDates')
  const hasDay = deadline.kind === 'date' || deadline.kind === 'until_date' || deadline.kind === 'period' || deadline.kind === 'from_date'
  if (hasDay && !/\d{4}|\.\d{2}(?!\d)/u.test(deadline.text)) return likely('YearAssumed')
  return deadline.rule === 'day_inside' || deadline.rule === 'recurrence_inside' ? likely('DateInSentence') : sure
}
