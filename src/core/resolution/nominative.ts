import type { Gender } from './lexicon.ts'

/** Adjectives whose nominative is stressed on the ending. */
const stressedEnding = /^(?:городск|областн|краев|окружн|больш)/iu

/** «педагогического» → «педагогический», «февральского» → «февральское», «городской» → «городская»; other words as they are. */
export function adjectiveToNominative(word: string, gender: Gender): string {
  if (gender === 'feminine') return word.replace(/ой$/u, 'ая').replace(/ей$/u, 'яя')
  const stem = /^(.+)(ого|его)$/u.exec(word)
  if (stem === null) return word
  const [, base = '', ending = ''] = stem
  if (gender === 'neuter') return base + (ending === 'ого' ? 'ое' : 'ее')
  if (stressedEnding.test(base)) return `${base}ой`
  return base + (ending === 'его' || /[кгхжшщч]$/u.test(base) ? 'ий' : 'ый')
}

/**
 * The name of a town in the nominative. After a full word in the genitive («города Казани») the name is in the genitive too;
 * after «г.» it may already be in the nominative, so only endings that no nominative has are changed.
 */
export function townToNominative(name: string, genitiveForSure: boolean): string {
  const [last = '', ...before] = name.split(/(?=-)|(?<=-)/u).reverse()
  const changed = /(?:ск|цк|град|бург|город|поль|дар|мск|нск)[ае]$/u.test(last)
    ? last.replace(/[ае]$/u, '')
    : genitiveForSure
      ? genitiveToNominative(last)
      : last
  return [...before].reverse().join('') + changed
}

function genitiveToNominative(word: string): string {
  if (/[^аеёиоуыэюя]а$/u.test(word)) return word.slice(0, -1)
  if (word.endsWith('ы')) return `${word.slice(0, -1)}а`
  if (/[кгх]и$/u.test(word)) return `${word.slice(0, -1)}а`
  if (/[^аеёиоуыэюякгх]и$/u.test(word)) return `${word.slice(0, -1)}ь`
  if (word.endsWith('ого')) return adjectiveToNominative(word, 'masculine')
  return word
}

/** An office's name that a passive sentence prints in the instrumental: «Управлением образования» → «Управление образования». */
export function officeToNominative(name: string): string {
  return name.replace(/^(Управлени|Объединени|Учреждени)ем(?!\p{L})/u, '$1е').replace(/^(Отдел|Комитет|Департамент|Центр)ом(?!\p{L})/u, '$1')
}
