/** The parts of two drivers that the tests use; their packages bring no types. */
declare module 'pg' {
  export class Client {
    on(event: 'error', listener: (error: Error) => void): this
    constructor(settings: { readonly host: string; readonly user: string; readonly database: string })
    connect(): Promise<void>
    query(text: string, parameters: readonly (string | number | null)[]): Promise<{ readonly rows: readonly unknown[] }>
    end(): Promise<void>
  }
  const pg: { readonly Client: typeof Client }
  export default pg
}

declare module 'sql.js' {
  interface Statement {
    step(): boolean
    getAsObject(): Record<string, unknown>
    free(): void
  }
  interface Database {
    prepare(text: string, parameters: readonly (string | number | null)[]): Statement
    close(): void
  }
  export default function initSqlJs(): Promise<{ readonly Database: new () => Database }>
}

/** The parts of DuckDB in a page that the tests use; its own types need those of another version of Arrow. */
declare module '@duckdb/duckdb-wasm' {
  interface Statement {
    query(
      ...parameters: readonly (string | number)[]
    ): Promise<{ toArray(): readonly { toJSON(): Record<string, unknown> }[] }>
    close(): Promise<void>
  }
  interface Connection {
    prepare(text: string): Promise<Statement>
    close(): Promise<void>
  }
  export class VoidLogger {}
  export class AsyncDuckDB {
    constructor(logger: VoidLogger, worker: Worker)
    instantiate(engine: string): Promise<unknown>
    registerFileText(name: string, text: string): Promise<void>
    connect(): Promise<Connection>
    terminate(): Promise<void>
  }
}

declare module '*?url' {
  const url: string
  export default url
}

declare module '*?raw' {
  const text: string
  export default text
}
