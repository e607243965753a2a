/** A district of the demonstration. */
export interface DemoDistrict {
  readonly key: string
  readonly name: string
}

/** What the demonstration asks of its server; null when no usable answer came. */
export interface DemoApi {
  districts(): Promise<readonly DemoDistrict[] | null>
  /** Signs this browser's office in; false when it failed. */
  signIn(district: string): Promise<boolean>
  /** The path and fragment that enrol the phone with the district's school. */
  enrolmentPath(district: string): Promise<string | null>
}

/** Makes the demonstration's door to its server. */
export function createDemoApi(fetch: typeof globalThis.fetch): DemoApi {
  const post = (path: string, district: string): Promise<unknown> =>
    ask(fetch, path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ district }) })
  return {
    async districts() {
      const answer = await ask(fetch, 'districts', {})
      return Array.isArray(answer) ? answer.filter(isDistrict) : null
    },
    async signIn(district) {
      return (await post('sign-in', district)) !== null
    },
    async enrolmentPath(district) {
      const answer = await post('phone', district)
      const link = typeof answer === 'object' && answer !== null && 'link' in answer ? answer.link : null
      if (typeof link !== 'string' || !URL.canParse(link)) return null
      // The page may be open by another name of this server than the letters print.
      const { pathname, hash } = new URL(link)
      return pathname + hash
    },
  }
}

async function ask(fetch: typeof globalThis.fetch, path: string, init: RequestInit): Promise<unknown> {
  try {
    const answer = await fetch(`/api/demo/${path}`, init)
    return answer.ok ? await answer.json() : null
  } catch (cause) {
    // No network, or an answer that is no JSON: both mean that no usable answer came.
    if (cause instanceof TypeError || cause instanceof SyntaxError) return null
    throw cause
  }
}

function isDistrict(item: unknown): item is DemoDistrict {
  return typeof item === 'object' && item !== null && 'key' in item && 'name' in item && typeof item.key === 'string' && typeof item.name === 'string'
}
