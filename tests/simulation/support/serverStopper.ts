import { DatabaseSync, StatementSync } from 'node:sqlite'

/** What every statement of a stopped server ends in. */
export class ServerStopped extends Error {}

/**
 * Stops the server between two of its statements, as a cut of the power does: from then on nothing reaches the
 * database, not even a rollback. Statements are counted only while armed.
 */
export class ServerStopper {
  #left = 0
  #isAfter = false
  #isStopped = false

  get isStopped(): boolean {
    return this.#isStopped
  }

  /** Stops at the given statement from now on (1 is the next): before it runs, or after it ran and before anybody knows. */
  arm(statement: number, isAfter: boolean): void {
    this.#left = statement
    this.#isAfter = isAfter
  }

  disarm(): void {
    this.#left = 0
  }

  /** The server was started again. */
  revive(): void {
    this.#left = 0
    this.#isStopped = false
  }

  /** Runs one statement, or does not. */
  pass<T>(run: () => T): T {
    if (this.#isStopped) throw new ServerStopped('the server has stopped')
    if (this.#left === 0) return run()
    this.#left -= 1
    if (this.#left > 0) return run()
    if (this.#isAfter) run()
    this.#isStopped = true
    throw new ServerStopped('the server stops here')
  }
}

/** Lets every statement of this process pass the stopper. To be called once: SQLite's own classes are changed. */
export function guardStatements(stopper: ServerStopper): void {
  const { all, run, get } = StatementSync.prototype
  const { exec } = DatabaseSync.prototype
  Object.assign(StatementSync.prototype, {
    all(this: StatementSync, ...values: Parameters<typeof all>) {
      return stopper.pass(() => all.apply(this, values))
    },
    run(this: StatementSync, ...values: Parameters<typeof run>) {
      return stopper.pass(() => run.apply(this, values))
    },
    get(this: StatementSync, ...values: Parameters<typeof get>) {
      return stopper.pass(() => get.apply(this, values))
    },
  })
  Object.assign(DatabaseSync.prototype, {
    exec(this: DatabaseSync, sql: string) {
      stopper.pass(() => { exec.call(this, sql) })
    },
  })
}
