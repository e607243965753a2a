import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

export interface Notice {
  readonly text: string
  readonly undo: (() => Promise<void>) | null
}

/** How long (ms) «Отменить» stays at hand; the history undoes without a limit. */
export const noticeMs = 8000

/** What the one snackbar says: only facts the database has confirmed. */
export const useNoticeStore = defineStore('notice', () => {
  const notice = shallowRef<Notice | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  function show(text: string, undo: (() => Promise<void>) | null = null): void {
    clearTimeout(timer)
    notice.value = { text, undo }
    timer = setTimeout(clear, noticeMs)
  }

  function clear(): void {
    notice.value = null
  }

  async function undo(): Promise<void> {
    const action = notice.value?.undo
    clear()
    await action?.()
  }

  return { notice, show, clear, undo }
})
