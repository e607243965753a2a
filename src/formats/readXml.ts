import { SaxesParser, type SaxesTagNS } from 'saxes'
import { err, ok, type Result } from '#core/result'
import type { DocumentError } from './documentError.ts'

/** An element as it opens: its name and attributes without prefixes. */
export interface XmlElement {
  readonly name: string
  /** The namespace's address ends with it: "main" for the words of a Word file. */
  readonly namespace: string
  readonly attribute: (name: string) => string | undefined
}

export interface XmlHandler {
  open(element: XmlElement): void
  close(name: string, namespace: string): void
  text(text: string): void
}

/** Deeper nesting is no document. */
const maxDepth = 400

class Refusal extends Error {
  readonly type: 'DocumentBroken' | 'DocumentUnsafe'

  constructor(type: Refusal['type']) {
    super(type)
    this.type = type
  }
}

/** Reads XML piece by piece; own entities and a DTD are refused, nothing outside the bytes is ever asked for. */
export class XmlReader {
  readonly #parser = new SaxesParser({ xmlns: true, position: false })
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #refused: Refusal['type'] | null = null

  constructor(handler: XmlHandler) {
    let depth = 0
    this.#parser.on('doctype', () => { throw new Refusal('DocumentUnsafe') })
    this.#parser.on('error', () => { throw new Refusal('DocumentBroken') })
    this.#parser.on('opentag', (tag) => {
      depth += 1
      if (depth > maxDepth) throw new Refusal('DocumentUnsafe')
      handler.open(toElement(tag))
    })
    this.#parser.on('closetag', (tag) => {
      depth -= 1
      handler.close(tag.local, lastPart(tag.uri))
    })
    this.#parser.on('text', (text) => { handler.text(text) })
    this.#parser.on('cdata', (text) => { handler.text(text) })
  }

  take(piece: Uint8Array): void {
    this.#guard(() => { this.#parser.write(this.#decoder.decode(piece, { stream: true })) })
  }

  /** Errors: `DocumentBroken` (no well-formed XML), `DocumentUnsafe` (a DTD, own entities, absurd nesting). */
  end(): Result<null, DocumentError> {
    this.#guard(() => { this.#parser.write(this.#decoder.decode()).close() })
    return this.#refused === null ? ok(null) : err({ type: this.#refused })
  }

  /** After the first refusal the rest is not looked at. */
  #guard(work: () => void): void {
    if (this.#refused !== null) return
    try {
      work()
    } catch (cause) {
      if (cause instanceof Refusal) this.#refused = cause.type
      // The decoder's word for bytes that are no UTF-8.
      else if (cause instanceof TypeError) this.#refused = 'DocumentBroken'
      else throw cause
    }
  }
}

function toElement({ local, uri, attributes }: SaxesTagNS): XmlElement {
  return { name: local, namespace: lastPart(uri), attribute: (name) => Object.values(attributes).find((attribute) => attribute.local === name)?.value }
}

function lastPart(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1)
}
