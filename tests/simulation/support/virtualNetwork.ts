import type { SeededRandom } from './seededRandom.ts'

/** Hands one request to the server; never fails. */
export type Deliver = (url: string, init: RequestInit) => Promise<Response>

/** What happens to one request, and how often out of 100. */
const fates = [
  ['delivered', 48],
  ['requestLost', 14],
  ['answerLost', 14],
  ['answerCut', 4],
  ['doubled', 10],
  ['delayed', 10],
] as const
type Fate = (typeof fates)[number][0]

/** A network that loses, doubles, delays and so reorders requests, and loses or cuts answers, until it is healed. */
export class VirtualNetwork {
  readonly #random: SeededRandom
  readonly #deliver: Deliver
  readonly #delayed: (() => Promise<Response>)[] = []
  #isHealed = false

  constructor(random: SeededRandom, deliver: Deliver) {
    this.#random = random
    this.#deliver = deliver
  }

  /** A `fetch` of a phone; `meanwhile` runs between request and answer, as a person who does not wait. */
  fetchFor(meanwhile: () => Promise<void>): typeof fetch {
    return async (input, init = {}) => {
      const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
      const send = (): Promise<Response> => this.#deliver(url, init)
      const response = await this.#carry(send)
      if (!this.#isHealed) await meanwhile()
      return response
    }
  }

  /** Lets one delayed request arrive: long after the phone gave it up, and after later ones. */
  async deliverDelayed(): Promise<void> {
    const index = this.#random.integer(0, Math.max(0, this.#delayed.length - 1))
    await this.#delayed.splice(index, 1)[0]?.()
  }

  /** Ends all faults; what was delayed arrives first. */
  async heal(): Promise<void> {
    this.#isHealed = true
    while (this.#delayed.length > 0) await this.deliverDelayed()
  }

  async #carry(send: () => Promise<Response>): Promise<Response> {
    switch (this.#isHealed ? 'delivered' : this.#pickFate()) {
      case 'delivered':
        return send()
      case 'requestLost':
        throw new TypeError('Failed to fetch')
      case 'answerLost':
        await send()
        throw new TypeError('Failed to fetch')
      case 'answerCut':
        return cut(await send())
      case 'doubled':
        await send()
        return send()
      case 'delayed':
        this.#delayed.push(send)
        throw new TypeError('Failed to fetch')
    }
  }

  #pickFate(): Fate {
    let left = this.#random.integer(1, 100)
    for (const [fate, weight] of fates) {
      left -= weight
      if (left <= 0) return fate
    }
    return 'delivered'
  }
}

/** The first half of an answer: it arrives, and is no JSON. */
async function cut(response: Response): Promise<Response> {
  const text = await response.text()
  return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status })
}
