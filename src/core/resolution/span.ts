/** Half-open range of UTF-16 offsets into the text given to the parser, e.g. `{ start: 120, end: 184 }`. */
export interface Span {
  readonly start: number
  readonly end: number
}
