/* What the bench uses of the peers' packages. They are installed only when the bench is asked for them. */

declare module 'express' {
  import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

  export interface Request extends IncomingMessage {
    readonly params: Readonly<Record<string, string>>
    readonly query: Readonly<Record<string, string | undefined>>
    readonly body: unknown
  }
  export interface Response extends ServerResponse {
    json(body: unknown): void
  }
  type Handler = (request: Request, response: Response) => void
  export interface App extends RequestListener {
    use(handler: unknown): void
    get(path: string, handler: Handler): void
    post(path: string, handler: Handler): void
    patch(path: string, handler: Handler): void
  }
  const express: { (): App; json(options?: { readonly limit: string }): unknown }
  export default express
}

declare module 'compression' {
  export default function compression(): unknown
}

declare module 'pouchdb-core' {
  export interface PouchDocument {
    readonly _id: string
    readonly _rev?: string
    readonly [field: string]: unknown
  }
  export interface Replicated {
    readonly push?: { readonly errors: readonly unknown[] }
    readonly pull?: { readonly errors: readonly unknown[] }
  }
  export interface Database {
    bulkDocs(documents: readonly PouchDocument[]): Promise<unknown>
    allDocs(options: { readonly include_docs: true }): Promise<{ readonly rows: readonly { readonly doc: PouchDocument }[] }>
    get(id: string): Promise<PouchDocument>
    put(document: PouchDocument): Promise<unknown>
    sync(remote: Database, options: { readonly live: false; readonly retry: false }): Promise<Replicated>
    close(): Promise<void>
    destroy(): Promise<void>
  }
  export interface PouchDB {
    new (name: string, options?: { readonly adapter?: string; readonly fetch?: typeof fetch }): Database
    plugin(plugin: unknown): PouchDB
    defaults(options: { readonly prefix: string }): PouchDB
  }
  const pouch: PouchDB
  export default pouch
}
declare module 'pouchdb-adapter-memory' {
  const plugin: unknown
  export default plugin
}
declare module 'pouchdb-adapter-http' {
  const plugin: unknown
  export default plugin
}
declare module 'pouchdb-adapter-leveldb' {
  const plugin: unknown
  export default plugin
}
declare module 'pouchdb-mapreduce' {
  const plugin: unknown
  export default plugin
}
declare module 'pouchdb-replication' {
  const plugin: unknown
  export default plugin
}
declare module 'express-pouchdb' {
  import type { PouchDB } from 'pouchdb-core'

  export default function expressPouch(pouch: PouchDB, options: { readonly mode: string; readonly inMemoryConfig: boolean }): unknown
}

declare module 'rxdb/plugins/core' {
  export interface RxDocument {
    toJSON(): Readonly<Record<string, unknown>>
  }
  export interface RxCollection {
    insert(document: object): Promise<unknown>
    find(): { exec(): Promise<readonly RxDocument[]> }
  }
  export interface RxDatabase {
    readonly collections: Readonly<Record<string, RxCollection | undefined>>
    addCollections(collections: Readonly<Record<string, { readonly schema: object }>>): Promise<unknown>
    close(): Promise<unknown>
  }
  export function createRxDatabase(options: { readonly name: string; readonly storage: unknown; readonly multiInstance: boolean }): Promise<RxDatabase>
}
declare module 'rxdb/plugins/storage-memory' {
  export function getRxStorageMemory(): unknown
}
declare module 'rxdb/plugins/replication' {
  import type { RxCollection } from 'rxdb/plugins/core'

  export interface Replication {
    readonly error$: { subscribe(listener: (error: unknown) => void): unknown }
    awaitInitialReplication(): Promise<unknown>
    cancel(): Promise<unknown>
  }
  export interface ReplicationOptions {
    readonly collection: RxCollection | undefined
    readonly replicationIdentifier: string
    readonly live: false
    readonly retryTime: number
    readonly waitForLeadership: false
    readonly pull: { readonly batchSize: number; handler(checkpoint: unknown, limit: number): Promise<unknown> }
    readonly push?: { readonly batchSize: number; handler(rows: readonly unknown[]): Promise<unknown> }
  }
  export function replicateRxCollection(options: ReplicationOptions): Replication
}

declare module '@actual-app/crdt' {
  export type Trie = Readonly<Record<string, unknown>>
  export class Timestamp {
    static readonly zero: Timestamp
    static parse(text: string): Timestamp
    constructor(millis: number, counter: number, node: string)
    millis(): number
    toString(): string
  }
  export const merkle: {
    insert(trie: Trie, timestamp: Timestamp): Trie
    prune(trie: Trie): Trie
    diff(a: Trie, b: Trie): number | null
  }
  export interface Message {
    readonly dataset: string
    readonly row: string
    readonly column: string
    readonly value: string
  }
  export interface MessageEnvelope {
    readonly timestamp: string
    readonly isEncrypted: boolean
    readonly content: Uint8Array
  }
  export interface SyncRequest {
    readonly messages: readonly MessageEnvelope[]
    readonly fileId: string
    readonly groupId: string
    readonly keyId: string
    readonly since: string
  }
  export interface SyncResponse {
    readonly messages: readonly MessageEnvelope[]
    readonly merkle: string
  }
  export interface Schema<T> {
    readonly shape?: T
  }
  export const MessageSchema: Schema<Message>
  export const MessageEnvelopeSchema: Schema<MessageEnvelope>
  export const SyncRequestSchema: Schema<SyncRequest>
  export const SyncResponseSchema: Schema<SyncResponse>
  export function create<T>(schema: Schema<T>, value: T): T
  export function toBinary<T>(schema: Schema<T>, value: T): Uint8Array
  export function fromBinary<T>(schema: Schema<T>, bytes: Uint8Array): T
}

declare module 'yjs' {
  export class Map {
    get(key: string): unknown
    set(key: string, value: unknown): void
    values(): Iterable<unknown>
    [Symbol.iterator](): Iterator<[string, unknown]>
  }
  export class Array {
    readonly length: number
    push(items: readonly unknown[]): void
    map<T>(read: (item: unknown) => T): T[]
  }
  export class Doc {
    getMap(name: string): Map
    transact(work: () => void): void
    on(event: 'update', listener: (update: Uint8Array, origin: unknown) => void): void
    destroy(): void
  }
  export function applyUpdate(doc: Doc, update: Uint8Array, origin: unknown): void
  export function encodeStateAsUpdate(doc: Doc): Uint8Array
}
declare module 'lib0/encoding' {
  export interface Encoder {
    readonly bytes?: unknown
  }
  export function createEncoder(): Encoder
  export function writeVarUint(encoder: Encoder, value: number): void
  export function toUint8Array(encoder: Encoder): Uint8Array
  export function length(encoder: Encoder): number
}
declare module 'lib0/decoding' {
  export interface Decoder {
    readonly bytes?: unknown
  }
  export function createDecoder(bytes: Uint8Array): Decoder
  export function readVarUint(decoder: Decoder): number
}
declare module 'y-protocols/sync' {
  import type { Decoder } from 'lib0/decoding'
  import type { Encoder } from 'lib0/encoding'
  import type { Doc } from 'yjs'

  export function writeSyncStep1(encoder: Encoder, doc: Doc): void
  export function writeUpdate(encoder: Encoder, update: Uint8Array): void
  export function readSyncMessage(decoder: Decoder, encoder: Encoder, doc: Doc, origin: unknown): number
}
declare module 'ws' {
  import type { IncomingMessage, Server } from 'node:http'

  export default class WebSocket {
    binaryType: string
    constructor(url: string, options: { readonly perMessageDeflate: boolean; readonly headers: Readonly<Record<string, string>> })
    on(event: 'open' | 'close', listener: () => void): void
    on(event: 'message', listener: (bytes: Uint8Array) => void): void
    on(event: 'error', listener: (error: Error) => void): void
    send(bytes: Uint8Array): void
    close(): void
  }
  export class WebSocketServer {
    constructor(options: { readonly server: Server; readonly perMessageDeflate: boolean })
    on(event: 'connection', listener: (socket: WebSocket, request: IncomingMessage) => void): void
  }
}
