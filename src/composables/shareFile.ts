import { saveBytes } from './saveBytes.ts'

/**
 * Gives a file to another program by the phone's share sheet where it takes such a file, else to the downloads. False where
 * somebody closed the sheet: nothing left the phone then.
 */
export async function shareFile(name: string, type: string, text: string): Promise<boolean> {
  const file = new File([text], name, { type })
  if ('canShare' in navigator && navigator.canShare({ files: [file] })) {
    try {
      await navigator.share({ files: [file], title: name })
      return true
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return false
    }
  }
  saveBytes(name, new TextEncoder().encode(text))
  return true
}
