/** Endings of nouns, adjectives and infinitives; a fleeting vowel («справка», «справок») goes with its consonant. */
const ending =
  /(?:(?<=.{4})(?:[ое]к|к(?:[аиоуе]|ой|ам|ах|ами))|(?<=.{3})(?:(?:[аеио]|ова)?ть|и?(?:ями|ях|ям|ем|ей|й|[яеию])|ами|ах|ам|ом|ов|ев|[оеыи](?:го|му|ми|м|х|й)|[аоуеы][яеюй]|[аоуыь]|ью))$/u

/** What the forms of a Russian word have in common, roughly and folded: «нагрузка», «нагрузок» → "нагруз"; words of other kinds stay. */
export function stemOf(word: string): string {
  return foldText(word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(ending, '')
}

/** A text as a search compares it: no capitals, no ё, and «№ 3» is one word. */
export function foldText(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/№\s+/gu, '№')
}
