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
