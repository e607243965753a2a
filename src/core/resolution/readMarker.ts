import { isInfinitive } from './lexicon.ts'

/** What stands before a point: a dash, a bullet, a number. `length` counts its characters with the spaces after it. */
export interface Marker {
  readonly style: 'none' | 'dash' | 'bullet' | 'number' | 'bracket' | 'letter' | 'roman'
  /** As printed, without the closing dot or bracket; null for a dash, a bullet and no marker. */
  readonly number: string | null
  /** How many parts the number has: 2 for «3.1»; 0 without a number. */
  readonly depth: number
  readonly length: number
  /** The dash or bullet itself. */
  readonly sign?: string
}

export const noMarker: Marker = { style: 'none', number: null, depth: 0, length: 0 }

const dashPattern = /^[-–—‒−]+\s*/u
const bulletPattern = /^[•·●○▪■◦‣⁃∙⚫✓➢\uf0b7\uf0a7\uf0d8]\s*/u
const manyLevels = /^(\d{1,3}(?:\.\s?\d{1,3}){1,4})([.)]?)(\s*)/u
const oneLevel = /^(\d{1,3})\s?([.)])(?:[-–—](?!\s?\d))?\s*/u
/** «п.2.», «пункт 3.» */
const named = /^п(?:ункт)?\.?\s?(?=\d{1,3}(?:\.\d{1,3})*[.)])/iu
const lettered = /^([а-яёa-z])\)\s*/iu
const roman = /^([IVXLCХ]{1,6})\s?([.)])\s*/u

/** Reads the marker at the start of a line, e.g. «3.1.», «1)», «а)», «–», «IV.»; a date is no number. */
export function readMarker(line: string): Marker {
  const head = line.slice(0, 48)
  const dash = dashPattern.exec(head)?.[0].length ?? 0
  const number = readNumber(head.slice(dash))
  if (number !== null) return { ...number, length: number.length + dash }
  if (dash > 0) return { style: 'dash', number: null, depth: 0, length: dash, sign: head.charAt(0) }
  const bullet = bulletPattern.exec(head)
  if (bullet !== null) {
    const after = readNumber(head.slice(bullet[0].length))
    if (after !== null) return { ...after, length: after.length + bullet[0].length }
    return { style: 'bullet', number: null, depth: 0, length: bullet[0].length, sign: head.charAt(0) }
  }
  return noMarker
}

function readNumber(head: string): Marker | null {
  const word = named.exec(head)?.[0].length ?? 0
  const number = readManyLevels(head.slice(word)) ?? readOneLevel(head.slice(word))
  return number === null || word === 0 ? number : { ...number, length: number.length + word }
}

function readManyLevels(head: string): Marker | null {
  const match = manyLevels.exec(head)
  if (match === null) return null
  const number = (match[1] ?? '').replace(/\s/gu, '')
  const next = head.slice(match[0].length)
  const levels = number.split('.')
  // «01.09 …» and «25.01.2022» are dates; without a closing dot only a capital shows that «6.5 Обеспечить» is no quantity.
  if (levels.some((level) => level.startsWith('0')) || /^\d/u.test(next)) return null
  if (match[2] === '' && !/^[\p{Lu}«"(]/u.test(next) && !isInfinitive(/^\p{L}+/u.exec(next)?.[0] ?? '')) return null
  return { style: 'number', number, depth: levels.length, length: match[0].length }
}

function readOneLevel(head: string): Marker | null {
  const digit = oneLevel.exec(head)
  if (digit !== null && !/^\d/u.test(head.slice(digit[0].length))) {
    return { style: digit[2] === ')' ? 'bracket' : 'number', number: digit[1] ?? '', depth: 1, length: digit[0].length }
  }
  const numeral = roman.exec(head)
  if (numeral !== null && !isInitials(head)) return { style: 'roman', number: numeral[1] ?? '', depth: 1, length: numeral[0].length }
  const letter = lettered.exec(head)
  if (letter !== null) return { style: 'letter', number: letter[1] ?? '', depth: 1, length: letter[0].length }
  return null
}

/** «Х.Х. Иванов» begins like a Roman number. */
function isInitials(head: string): boolean {
  return /^\p{Lu}\.\s?\p{Lu}\./u.test(head) || /^[XХC]\.\s?\p{Lu}\p{Ll}+$/u.test(head)
}
