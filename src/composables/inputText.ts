/**
 * What a typing field holds. Not `v-model`: that waits for the end of a composition, and keyboards of phones compose
 * every word, so a search would lag behind by one.
 */
export function inputText({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement ? target.value : ''
}
