/**
 * How far a reading is to be trusted: `sure` needs no look, `likely` a glance, `unsure` a decision. Measured over the
 * corpus of `tests/golden`; see `docs/score.md`.
 */
export type Confidence = 'sure' | 'likely' | 'unsure'

/** Why a reading is not sure; each has a sentence for a person. */
export const doubts = [
  'PointWithoutMark',
  'PointWithoutAction',
  'ActionNotFirst',
  'BeginningGuessed',
  'PersonnelNamed',
  'KindNotNamed',
  'SeveralAddressees',
  'TakenFromResponsible',
  'AddresseeUnknown',
  'NobodyNamed',
  'YearAssumed',
  'DayNotComputed',
  'SeveralDates',
  'DateInSentence',
  'LabelNotRead',
  'DateLeftUnread',
] as const
export type Doubt = (typeof doubts)[number]

export interface Judgement {
  readonly confidence: Confidence
  /** Null where the reading is sure. */
  readonly doubt: Doubt | null
}

/** The three things a person checks in every row. */
export interface DirectiveConfidence {
  readonly text: Judgement
  readonly addressee: Judgement
  readonly deadline: Judgement
}
