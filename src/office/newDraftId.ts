const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** An id of a row of a draft, e.g. "k3v9q0x2mz41"; the server gives directives their own. */
export function newDraftId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => letters.charAt(byte % letters.length)).join('')
}
