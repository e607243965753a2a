/** How long (ms) the browser may take to begin with a file. */
const beginMs = 60_000

/** By the ending of a file's name; never a kind that a browser runs. */
const typeByEnding: Readonly<Record<string, string>> = { pdf: 'application/pdf', jpg: 'image/jpeg', png: 'image/png', txt: 'text/plain', ics: 'text/calendar' }

/** Gives bytes to the phone as a file of the given name, which opens in the program meant for it; no network is needed. */
export function saveBytes(name: string, bytes: Uint8Array<ArrayBuffer>): void {
  const type = typeByEnding[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream'
  const address = URL.createObjectURL(new Blob([bytes], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(address) }, beginMs)
}
