import { type ShallowRef, shallowRef } from 'vue'

/** The browser's own offer to install, kept until the person asks for it; only Chromium gives one. */
export interface InstallPrompt extends Event {
  prompt(): Promise<unknown>
  readonly userChoice: Promise<{ readonly outcome: string }>
}

declare global {
  interface WindowEventMap {
    beforeinstallprompt: InstallPrompt
  }
}

/** Keeps the offer from showing itself; null where the browser has made none. It may come before any late part does. */
export function keepInstallPrompt(page: Window): ShallowRef<InstallPrompt | null> {
  const kept = shallowRef<InstallPrompt | null>(null)
  page.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault()
    kept.value = event
  })
  return kept
}
