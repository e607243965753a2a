/** A golden file as an annotator writes it; see README.md of this folder. */
export interface Golden {
  readonly source: string
  readonly document: GoldenDocument
  readonly sections: readonly GoldenSection[]
  readonly directives: readonly GoldenDirective[]
  /** Acts of the issuer itself: they count neither way. */
  readonly optional?: readonly { readonly text: string }[]
}

export type GoldenDocument = Readonly<Record<string, unknown>> & { readonly inferred?: readonly string[] }

export interface GoldenSection {
  readonly heading: string | null
  readonly headingKind: string | null
  readonly addressee: GoldenAddressee
}

export interface GoldenAddressee {
  readonly text: string | null
  readonly responsible?: string | null
  readonly audience: readonly string[]
  /** Whom the words concern where nobody is named. */
  readonly scope?: readonly string[]
}

export interface GoldenDirective {
  readonly number: string | null
  readonly section: number
  readonly text: string
  readonly children?: readonly { readonly text: string }[]
  readonly deadline: GoldenDeadline
  readonly addressee?: GoldenAddressee
  readonly responsible?: string | null
  /** Other ways the same point may rightly be written. */
  readonly altTexts?: readonly string[]
}

export type GoldenDeadline = Readonly<Record<string, unknown>> & { readonly kind: string; readonly text?: string | null }
