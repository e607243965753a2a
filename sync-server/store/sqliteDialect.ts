import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  type SqliteDatabase,
  type SqliteStatement,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
} from 'kysely'

/** Statements kept ready; the program has fewer, but lists of different lengths make statements of their own. */
const maxKeptStatements = 300

/** Gives Node's own SQLite the shape Kysely's SQLite dialect asks for; a statement is prepared once. */
function wrap(database: DatabaseSync): SqliteDatabase {
  const bind = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[]
  const kept = new Map<string, SqliteStatement>()
  const prepare = (sql: string): SqliteStatement => {
    const statement = database.prepare(sql)
    return {
      reader: statement.columns().length > 0,
      all: (parameters) => statement.all(...bind(parameters)),
      run: (parameters) => statement.run(...bind(parameters)),
      iterate: (parameters) => statement.iterate(...bind(parameters)),
    }
  }
  return {
    close: () => { database.close() },
    prepare(sql) {
      const known = kept.get(sql)
      if (known !== undefined) return known
      const statement = prepare(sql)
      // The oldest goes: what every exchange asks comes back at once.
      const oldest = kept.size < maxKeptStatements ? undefined : kept.keys().next().value
      if (oldest !== undefined) kept.delete(oldest)
      kept.set(sql, statement)
      return statement
    },
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    super({ database: wrap(database) })
    this.#database = database
  }

  /** Takes the writer's lock at once: a transaction that reads first could otherwise fail when it comes to write. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** A full disk may have rolled back by itself; a second rollback would hide the error that says so. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection)
  }
}

/** SQLite does roll back changes of the schema, so a migration cut off in the middle leaves nothing behind. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Kysely over `node:sqlite`; every transaction is a writing one and begins as such. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    super({ database: wrap(database) })
    this.#database = database
  }

  override createDriver(): Driver {
    return new ImmediateSqliteDriver(this.#database)
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalSqliteAdapter()
  }
}
