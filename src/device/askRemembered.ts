import { type Remembered, decodeRemembered } from '#core/sync'

/**
 * Asks the server what this browser's cookie still knows of the phones it was: the last resort when everything else was
 * cleared. Empty when it knows nothing or does not answer.
 */
export async function askRemembered(options: { readonly fetch: typeof fetch; readonly baseUrl: string }): Promise<readonly Remembered[]> {
  try {
    const response = await options.fetch(`${options.baseUrl}/api/enrol`, { cache: 'no-store', credentials: 'same-origin', redirect: 'error' })
    return response.ok ? decodeRemembered(await response.json()) : []
  } catch {
    // Without the network the enrolment is what it is on a new phone.
    return []
  }
}
