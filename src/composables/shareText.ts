/** How a text left the program: through the phone's share sheet, by the clipboard, or not at all. */
export type Shared = 'shared' | 'copied' | 'shown'

/**
 * Gives a text to another program: by the share sheet where there is one, else by the clipboard. «shown» asks the caller to
 * put it on the screen: some browsers allow neither.
 */
export async function shareText(title: string, text: string): Promise<Shared> {
  if ('share' in navigator) {
    try {
      await navigator.share({ title, text })
      return 'shared'
    } catch (error) {
      // Closing the share sheet is an answer too; anything else leaves the clipboard.
      if (error instanceof DOMException && error.name === 'AbortError') return 'shared'
    }
  }
  try {
    await navigator.clipboard.writeText(text)
    return 'copied'
  } catch {
    return 'shown'
  }
}
