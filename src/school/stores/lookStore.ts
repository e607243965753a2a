import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

export const themes = ['auto', 'light', 'dark', 'sun'] as const
export type Theme = (typeof themes)[number]
export const textSizes = ['normal', 'large', 'largest'] as const
export type TextSize = (typeof textSizes)[number]

/*
 * The look is kept beside the database, in localStorage: it is needed before the first paint, and losing it loses
 * nothing.
 */
export const useLookStore = defineStore('look', () => {
  const theme = ref<Theme>(read('theme', themes))
  const text = ref<TextSize>(read('text', textSizes))

  watch([theme, text], apply, { immediate: true })

  function apply(): void {
    for (const [key, value] of Object.entries({ theme: theme.value, text: text.value })) {
      localStorage.setItem(key, value)
      document.documentElement.dataset[key] = value
    }
  }

  return { theme, text }
})

function read<Value extends string>(key: string, known: readonly [Value, ...Value[]]): Value {
  const kept = localStorage.getItem(key)
  return known.find((value) => value === kept) ?? known[0]
}
