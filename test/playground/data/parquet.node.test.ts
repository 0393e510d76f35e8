import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { readParquet } from '../../../examples/playground/src/data/parquet'
import { toRows } from '../../../src/data/index.js'

const folder = mkdtempSync(join(tmpdir(), 'parquet-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What DuckDB writes of a query, and what it says the rows are. */
async function written(query: string, settings: string): Promise<{ bytes: Uint8Array; rows: unknown[] }> {
  const connection = await (await DuckDBInstance.create()).connect()
  const file = join(folder, 'made.parquet')
  await connection.run(`copy (${query}) to '${file}' (format parquet, ${settings})`)
  const rows = (await connection.runAndReadAll(query)).getRowObjects()
  connection.closeSync()
  return { bytes: new Uint8Array(readFileSync(file)), rows: rows as unknown[] }
}

const query = `select range as whole, (range * 3 - 50)::integer as small, range / 7.0::double as half, (range % 5)::float as quarter,
  case when range % 7 = 0 then null else 'group ' || (range % 3) || repeat('ä', (range % 4)::integer) end as "long, name",
  case when range % 11 = 0 then null else range % 2 = 0 end as even, (range % 300)::usmallint as few, 'row ' || range as own
  from range(7000)`

/** Bigints as numbers and booleans as 0 and 1, which is what a table holds. */
const held = (rows: readonly unknown[]): unknown[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row as Record<string, unknown>).map(([name, value]) => [
        name,
        typeof value === 'bigint' || typeof value === 'boolean' ? Number(value) : value,
      ]),
    ),
  )

describe('readParquet', () => {
  for (const settings of [
    'compression snappy',
    'compression gzip',
    'compression uncompressed',
    'compression snappy, row_group_size 2048',
  ])
    it(`reads what DuckDB writes with ${settings}`, async () => {
      const { bytes, rows } = await written(query, settings)
      expect(toRows(await readParquet(bytes))).toEqual(held(rows))
    })
  it('says what it does not read', async () => {
    const packed = await written(query, 'compression zstd')
    await expect(readParquet(packed.bytes)).rejects.toThrow(/Zstandard.*save the rows as CSV/)
    const nested = await written('select [1, 2] as list', 'compression snappy')
    await expect(readParquet(nested.bytes)).rejects.toThrow(/"list".*nested/)
    const { bytes } = await written(query, 'compression snappy')
    await expect(readParquet(bytes.subarray(0, bytes.length - 100))).rejects.toThrow(/cut short/)
  })
})
