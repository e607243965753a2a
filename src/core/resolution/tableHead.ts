import type { CellRole, TextRange } from './normalizedText.ts'

/** A line with its place in the text. */
export interface TextLine extends TextRange {
  readonly text: string
}

/** The cells of a row by what they hold; a cell that was wrapped has several pieces. */
export type TableRow = Readonly<Partial<Record<CellRole, readonly TextRange[]>>>

export interface FoundTable {
  /** Places among the lines, both inclusive. */
  readonly firstLine: number
  readonly lastLine: number
  readonly rows: readonly TableRow[]
}

/** What a column holds. */
export type Column = Exclude<CellRole, 'section'> | 'other'

const strongText = /мероприят|поручени|содержание|рекомендац|что\s(?:надо\s|нужно\s|необходимо\s)?сделать/iu
const weakText = /наименовани|задач|вопрос|действи|вид\p{L}*\sработ|виды\sдеятельности|направлени|решени/iu

/** What a column holds, by the words of its head. */
function roleOf(head: string): Column | 'weak' {
  const words = head.trim()
  if (words.length > 80) return 'other'
  if (/^(?:(?:№+|No?)(?:\s?п\.?\s?[/.]?\s?п\.?)?|п\.?\/п\.?|№\s?пункта|пункт|п\.)$/iu.test(words)) return 'number'
  if (/^(?:срок|дата|период|когда|время\sпроведения)/iu.test(words)) return 'deadline'
  if (/ответственн|исполнител|^кто(?!\p{L})/iu.test(words)) return 'responsible'
  if (strongText.test(words)) return 'text'
  return weakText.test(words) ? 'weak' : 'other'
}

/** The columns of a table whose head has these cells; null where it is no table of points. */
export function readHead(cells: readonly string[]): readonly Column[] | null {
  if (cells.length < 2) return null
  const roles = cells.map(roleOf)
  const hasStrong = roles.includes('text')
  const seen = new Set<Column>()
  const columns = roles.map((role): Column => {
    const column = role === 'weak' ? (hasStrong ? 'other' : 'text') : role
    if (column === 'other' || seen.has(column)) return 'other'
    seen.add(column)
    return column
  })
  return seen.has('text') && (seen.has('deadline') || seen.has('responsible')) ? columns : null
}
