import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import { DuckDBInstance } from '@duckdb/node-api'
import initSqlJs from 'sql.js'
import type { Dialect, SqlRow } from '../../src/sql/index.js'
import { clickHouse, duckdb, postgres, spark, sqlite } from '../../src/sql/index.js'
import { postgresServer } from './postgres-server.js'

/** A real engine with nothing in it. */
export interface Engine {
  readonly name: string
  readonly dialect: Dialect
  readonly query: (text: string, parameters: readonly (string | number)[]) => Promise<readonly SqlRow[]>
  /** Makes a table and fills it; types as each engine's own: `number` (double), `whole` (64 bits) or `text`. */
  readonly load: (
    name: string,
    columns: Readonly<Record<string, 'number' | 'whole' | 'text'>>,
    rows: readonly (readonly (number | string | null)[])[],
  ) => Promise<void>
  readonly close: () => Promise<void>
}

const types = {
  duckdb: { number: 'DOUBLE', whole: 'BIGINT', text: 'VARCHAR' },
  postgres: { number: 'DOUBLE PRECISION', whole: 'BIGINT', text: 'TEXT' },
  sqlite: { number: 'REAL', whole: 'INTEGER', text: 'TEXT' },
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Makes and fills tables by statements of an engine's own types. */
export function loader(
  kind: keyof typeof types,
  run: (text: string, parameters: readonly (string | number | null)[]) => Promise<unknown>,
): Engine['load'] {
  return async (name, columns, rows) => {
    const list = Object.entries(columns)
    await run(`DROP TABLE IF EXISTS ${quoted(name)}`, [])
    await run(
      `CREATE TABLE ${quoted(name)} (${list.map(([column, type]) => `${quoted(column)} ${types[kind][type]}`).join(', ')})`,
      [],
    )
    const most = Math.max(1, Math.floor(900 / list.length))
    for (let from = 0; from < rows.length; from += most) {
      const some = rows.slice(from, from + most)
      let n = 0
      const place = (): string => (kind === 'sqlite' ? '?' : `$${++n}`)
      const tuples = some.map(() => `(${list.map(place).join(', ')})`).join(', ')
      await run(`INSERT INTO ${quoted(name)} VALUES ${tuples}`, some.flat())
    }
  }
}

async function duckdbEngine(): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const run = async (text: string, parameters: readonly (string | number | null)[]): Promise<readonly SqlRow[]> => {
    const reader = await connection.runAndReadAll(text, [...parameters])
    return reader.getRowObjects() as SqlRow[]
  }
  return {
    name: 'DuckDB',
    dialect: duckdb,
    query: run,
    load: loader('duckdb', run),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function sqliteEngine(): Promise<Engine> {
  const { Database } = await initSqlJs()
  const database = new Database()
  const run = async (text: string, parameters: readonly (string | number | null)[]): Promise<readonly SqlRow[]> => {
    const statement = database.prepare(text, [...parameters])
    try {
      const rows: SqlRow[] = []
      while (statement.step()) rows.push(statement.getAsObject() as SqlRow)
      return rows
    } finally {
      statement.free()
    }
  }
  return {
    name: 'SQLite',
    dialect: sqlite,
    query: run,
    load: loader('sqlite', run),
    close: async () => database.close(),
  }
}

/** A PostgreSQL server; null where it is not installed. */
async function postgresEngine(): Promise<Engine | null> {
  const server = await postgresServer()
  if (server === null) return null
  return {
    name: 'PostgreSQL',
    dialect: postgres,
    query: server.ask,
    load: loader('postgres', server.ask),
    close: server.stop,
  }
}

/** The Python that has `pyspark` and `chdb`, engines without a driver for Node: named by CAUSALKIT_SQL_PYTHON. */
async function bridged(name: string, module: string, kind: string, dialect: Dialect): Promise<Engine | null> {
  const python = process.env['CAUSALKIT_SQL_PYTHON']
  if (python === undefined || spawnSync(python, ['-c', `import ${module}`]).status !== 0) return null
  const child = spawn(python, ['test/support/engine-bridge.py', kind], { stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const next = async (): Promise<{ answer?: readonly SqlRow[]; error?: string }> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error(`${name} ended`)
    return JSON.parse(value as string)
  }
  await next()
  const ask = async (asked: object): Promise<readonly SqlRow[]> => {
    child.stdin.write(`${JSON.stringify(asked)}\n`)
    const { answer, error } = await next()
    if (error !== undefined) throw new Error(error)
    return answer ?? []
  }
  return {
    name,
    dialect,
    query: (text, parameters) => ask({ text, parameters }),
    load: async (table, columns, rows) => {
      await ask({ load: table, columns, rows })
    },
    close: async () => {
      child.stdin.end()
      child.kill()
    },
  }
}

/** Spark on this machine, with two threads, in ANSI mode. */
function sparkEngine(): Promise<Engine | null> {
  return bridged('Spark', 'pyspark', 'spark', spark)
}

/** ClickHouse within a process. */
function clickHouseEngine(): Promise<Engine | null> {
  return bridged('ClickHouse', 'chdb', 'clickhouse', clickHouse)
}

/** Every engine that the tests know. */
export const engines: Readonly<Record<string, () => Promise<Engine | null>>> = {
  DuckDB: duckdbEngine,
  SQLite: sqliteEngine,
  PostgreSQL: postgresEngine,
  Spark: sparkEngine,
  ClickHouse: clickHouseEngine,
}
