import { AsyncDuckDB, VoidLogger } from '@duckdb/duckdb-wasm'
import thread from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?raw'
import engine from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url'
import { duckdb, type Warehouse, warehouse } from '../../src/sql/index.js'

/** DuckDB in this page, with a text that it can read as a file. */
export async function duckdbInPage(
  file: string,
  text: string,
): Promise<{ readonly engine: Warehouse; readonly close: () => Promise<void> }> {
  const worker = new Worker(URL.createObjectURL(new Blob([thread], { type: 'text/javascript' })))
  const database = new AsyncDuckDB(new VoidLogger(), worker)
  await database.instantiate(new URL(engine, location.href).href)
  await database.registerFileText(file, text)
  const connection = await database.connect()
  return {
    engine: warehouse({
      dialect: duckdb,
      query: async (statement, parameters) => {
        const prepared = await connection.prepare(statement)
        try {
          return (await prepared.query(...parameters)).toArray().map((row) => row.toJSON())
        } finally {
          await prepared.close()
        }
      },
    }),
    close: async () => {
      await connection.close()
      await database.terminate()
    },
  }
}
