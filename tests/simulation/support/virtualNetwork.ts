import type { PhoneLife } from './phoneLife.ts'
import type { SeededRandom } from './seededRandom.ts'
import type { Trace } from './trace.ts'

/** Hands one request to the server; rejects when the server stops over it. */
export type Deliver = (url: string, init: RequestInit) => Promise<Response>

/** What happens to one request, and how often out of 100. */
const fates = [
  ['delivered', 50],
  ['requestLost', 13],
  ['answerLost', 14],
  ['answerCut', 4],
  ['doubled', 10],
  ['delayed', 9],
] as const
type Fate = (typeof fates)[number][0]

/** A network that loses, doubles, delays and so reorders requests, and loses or cuts answers, until it is healed. */
export class VirtualNetwork {
  readonly #random: SeededRandom
  readonly #deliver: Deliver
  readonly #trace: Trace
  #delayed: (() => Promise<unknown>)[] = []
  #isHealed = false

  constructor(random: SeededRandom, trace: Trace, deliver: Deliver) {
    this.#random = random
    this.#trace = trace
    this.#deliver = deliver
  }

  get isHealed(): boolean {
    return this.#isHealed
  }

  /** A `fetch` of one run of a phone; `meanwhile` runs between request and answer, as a person who does not wait. */
  fetchFor(name: string, life: PhoneLife, meanwhile: () => Promise<void>): typeof fetch {
    return async (input, init = {}) => {
      const url = typeof input === 'string' ? input : input instanceof URL ? input.href : input.url
      life.step()
      const response = await this.#carry(name, () => this.#deliver(url, init))
      life.step()
      if (!this.#isHealed) await meanwhile()
      return response
    }
  }

  /** Lets one delayed request arrive: long after the phone gave it up, and after later ones. */
  async deliverDelayed(): Promise<void> {
    const index = this.#random.integer(0, Math.max(0, this.#delayed.length - 1))
    const request = this.#delayed.splice(index, 1)[0]
    // Nobody waits for its answer, nor for the server that may stop over it.
    await request?.().catch(() => undefined)
  }

  /** What was under way to a server that is replaced goes with its connections. */
  dropDelayed(): void {
    this.#delayed = []
  }

  /** Ends all faults; what was delayed arrives first. */
  async heal(): Promise<void> {
    this.#isHealed = true
    while (this.#delayed.length > 0) await this.deliverDelayed()
  }

  async #carry(name: string, send: () => Promise<Response>): Promise<Response> {
    const fate = this.#isHealed ? 'delivered' : this.#pickFate()
    if (fate !== 'delivered') this.#trace.add(`  network ${name} ${fate}`)
    switch (fate) {
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
