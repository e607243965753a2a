/** `shared`: another program took it; `closed`: somebody closed the sheet; `none`: the phone has no such sheet now. */
export type Shared = 'shared' | 'closed' | 'none'

/** Gives a link to another program by the phone's share sheet. A sheet is only opened soon after a tap: later the answer is `none`. */
export async function shareLink(title: string, text: string, url: string): Promise<Shared> {
  if (!('share' in navigator)) return 'none'
  try {
    await navigator.share({ title, text, url })
    return 'shared'
  } catch (error) {
    return error instanceof DOMException && error.name === 'AbortError' ? 'closed' : 'none'
  }
}

/** Puts a text into the clipboard; false where the browser does not let. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}
