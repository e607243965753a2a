import Dexie, { type DBCore, type DBCoreTable } from 'dexie'
import type { PoruchenoDatabase } from '../../../src/device/database.ts'

/** What a killed program's every step ends in. */
export class PhoneKilled extends Error {}

/**
 * One run of the phone's program, from its start until it is closed or killed. A kill takes the transactions under way
 * with it, and nothing the program does afterwards reaches the database or the network: what stands in the database
 * is what the next run finds. Steps are counted while armed: every request to the database, every commit, every
 * request to the server and every answer.
 */
export class PhoneLife {
  readonly #open = new Set<IDBTransaction>()
  #left = 0
  #isDead = false

  get isDead(): boolean {
    return this.#isDead
  }

  /** Kills at the given step from now on (1 is the next). */
  arm(step: number): void {
    this.#left = step
  }

  disarm(): void {
    this.#left = 0
  }

  /** Throws when the program is dead, or dies here. */
  step(): void {
    if (this.#dies()) throw new PhoneKilled('the program is gone')
  }

  /** Lets everything the program asks of its database pass here. To be called before it is opened. */
  guard(db: PoruchenoDatabase): void {
    db.use({ stack: 'dbcore', name: 'life', level: -100, create: (core) => this.#guardCore(core) })
  }

  #dies(): boolean {
    if (this.#isDead) return true
    if (this.#left === 0) return false
    this.#left -= 1
    if (this.#left > 0) return false
    this.#isDead = true
    for (const transaction of this.#open) transaction.abort()
    this.#open.clear()
    return true
  }

  #guardCore(core: DBCore): DBCore {
    return {
      ...core,
      transaction: (...args) => {
        this.step()
        const transaction = core.transaction(...args)
        if (args[1] === 'readwrite') this.#follow(transaction as IDBTransaction)
        return transaction
      },
      table: (name) => this.#guardTable(core.table(name)),
    }
  }

  /** A commit is a step too: the next thing the program does with what it believes saved may never happen. */
  #follow(transaction: IDBTransaction): void {
    this.#open.add(transaction)
    transaction.addEventListener('complete', () => {
      this.#open.delete(transaction)
      this.#dies()
    })
    transaction.addEventListener('abort', () => this.#open.delete(transaction))
  }

  #guardTable(table: DBCoreTable): DBCoreTable {
    const guarded = <A, R>(method: (request: A) => Promise<R>) => (request: A): Promise<R> => this.#pass(() => method(request))
    return {
      ...table,
      mutate: guarded((request) => table.mutate(request)),
      get: guarded((request) => table.get(request)),
      getMany: guarded((request) => table.getMany(request)),
      query: guarded((request) => table.query(request)),
      openCursor: guarded((request) => table.openCursor(request)),
      count: guarded((request) => table.count(request)),
    }
  }

  #pass<R>(run: () => R): R {
    return this.#dies() ? (Dexie.Promise.reject(new PhoneKilled('the program is gone')) as R) : run()
  }
}
