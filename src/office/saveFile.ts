/** Gives the browser a file to keep under a name. */
export function saveFile(bytes: Uint8Array<ArrayBuffer>, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the bytes by its next turn.
  setTimeout(() => { URL.revokeObjectURL(url) }, 60_000)
}
