import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { type ReadParquet, readParquet } from '../../../examples/playground/src/data/parquet/read-parquet'
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

const query = `select range as whole, (range * 3 - 50)::integer as small, range / 7.0::double as half, (range * 0.25)::decimal(12, 2) as price, (range % 5)::float as quarter,
  case when range % 7 = 0 then null else 'group ' || (range % 3) || repeat('ä', (range % 4)::integer) end as "long, name",
  case when range % 11 = 0 then null else range % 2 = 0 end as even, (range % 300)::usmallint as few, 'row ' || range as own
  from range(7000)`

/** Bigints as numbers and booleans as 0 and 1, which is what a table holds. */
const held = (rows: readonly unknown[]): unknown[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row as Record<string, unknown>).map(([name, value]) => [
        name,
        typeof value === 'bigint' || typeof value === 'boolean' || name === 'price'
          ? Number(String(value).replace(/^(true|false)$/, (word) => (word === 'true' ? '1' : '0')))
          : value,
      ]),
    ),
  )

describe('readParquet on what DuckDB writes', () => {
  for (const settings of [
    'compression snappy',
    'compression gzip',
    'compression zstd',
    'compression lz4_raw',
    'compression brotli',
    'compression uncompressed',
    'compression snappy, row_group_size 2048',
    'compression zstd, parquet_version v2',
  ])
    it(`reads it with ${settings}`, async () => {
      const { bytes, rows } = await written(query, settings)
      expect(toRows((await readParquet(bytes)).table)).toEqual(held(rows))
    })
  it('reads dates and times as days, with their notes', async () => {
    const times = `select date '2024-02-29' as d, timestamp '2024-02-29 12:00:00' as ts, (timestamp '2024-02-29 12:00:00')::timestamp_ms as ms,
      timestamptz '2024-02-29 12:00:00+00' as tz, time '06:00:00' as tm`
    const { table, dates, notes } = await readParquet((await written(times, 'compression snappy')).bytes)
    expect(toRows(table)).toEqual([{ d: 19782, ts: 19782.5, ms: 19782.5, tz: 19782.5, tm: 21600 }])
    expect(dates).toEqual(['d', 'ts', 'ms', 'tz'])
    expect(notes.filter((note) => /"(ts|ms)" .*without a zone/.test(note))).toHaveLength(2)
    expect(notes.some((note) => /"tm" .*seconds since midnight/.test(note))).toBe(true)
    expect(notes.some((note) => /"tz"|"d"/.test(note))).toBe(false)
  })
  it('leaves out what it does not read, and says so', async () => {
    const nested = `select [1, 2] as list, {'a': 1, 'b': {'c': 2}} as record, map {'k': 1} as m, 5 as x, interval 3 day as span, '\\xFF\\xFE'::blob as bytes, 7 as y`
    const { table, notes } = await readParquet((await written(nested, 'compression snappy')).bytes)
    expect(toRows(table)).toEqual([{ x: 5, y: 7 }])
    expect(notes[0]).toMatch(/^Left out.*"list".*"record".*"m".*"span".*"bytes"/)
    const alone = await written('select [1, 2] as list', 'compression snappy')
    await expect(readParquet(alone.bytes)).rejects.toThrow(
      /No column.*"list" holds nested values.*save the rows as CSV/,
    )
    const empty = await written('select 1 as a where false', 'compression snappy')
    await expect(readParquet(empty.bytes)).rejects.toThrow(/columns \(a\) but no row/)
    const infinite = await written("select 'inf'::double as a", 'compression snappy')
    await expect(readParquet(infinite.bytes)).rejects.toThrow(/"a" .*infinite in row 1/)
  })
})

type Truth = Readonly<Record<string, readonly (number | string | null | { readonly days: number })[]>>
const files = join(import.meta.dirname, 'files')
const truths = JSON.parse(readFileSync(join(files, 'truth.json'), 'utf8')) as Readonly<Record<string, Truth>>
const bytesOf = (file: string): Uint8Array => new Uint8Array(readFileSync(join(files, file)))

function cellsOf({ table }: ReadParquet, name: string): (number | string | null)[] {
  const column = table.data[table.columns.indexOf(name as never)]!
  return column instanceof Float64Array
    ? Array.from(column, (value) => (Number.isNaN(value) ? null : value))
    : Array.from(column.codes, (code) => column.levels[code] ?? null)
}

describe('readParquet on what others write', () => {
  it('finds a truth for every file', () => {
    expect(readdirSync(files).filter((file) => file.endsWith('.parquet'))).toEqual(Object.keys(truths).sort())
  })
  for (const [file, truth] of Object.entries(truths))
    it(file, async () => {
      const read = await readParquet(bytesOf(file))
      expect(read.table.columns).toEqual(Object.keys(truth))
      for (const [name, values] of Object.entries(truth)) {
        const all = cellsOf(read, name)
        const cells = all.length > values.length ? [...all.slice(0, 5), ...all.slice(-5)] : all
        expect(cells).toHaveLength(values.length)
        for (const [i, value] of values.entries()) {
          if (typeof value === 'object' && value !== null) {
            expect(read.dates).toContain(name)
            expect(cells[i]).toBeCloseTo(value.days, 9)
          } else if (/^time/.test(name) && value !== null) expect(cells[i]).toBeCloseTo(value as number, 9)
          else if (typeof value === 'number' && typeof cells[i] === 'number' && !Number.isSafeInteger(value))
            // a decimal of more than 15 digits is rounded as a whole number, and once more when the point is set
            expect(Math.abs((cells[i] as number) - value)).toBeLessThanOrEqual(2 ** -52 * Math.abs(value))
          else expect(cells[i]).toBe(typeof cells[i] === 'string' ? String(value) : value)
        }
      }
      if ('big' in truth) expect(read.notes.some((note) => /"big" .*no digit is lost/.test(note))).toBe(true)
    })
})

describe('broken Parquet files', () => {
  const places = [0, 3, 4, 11, 12, 100, 0.2, 0.5, 0.8, 0.95, 0.999]
  for (const file of Object.keys(truths))
    it(`${file}: cut short anywhere is told`, async () => {
      const bytes = bytesOf(file)
      for (const place of places) {
        const cut = bytes.slice(0, place < 1 ? Math.floor(place * bytes.length) : place)
        await expect(readParquet(cut)).rejects.toThrow(/broken or was cut short.*again/)
      }
    })
  it('a flipped bit gives a sentence or rows, soon', async () => {
    const bytes = bytesOf('polars-zstd.parquet')
    let told = 0
    for (let at = 0; at < bytes.length; at += 211) {
      const flipped = bytes.slice()
      flipped[at]! ^= 1 << (at % 8)
      const before = performance.now()
      try {
        await readParquet(flipped)
      } catch (error) {
        expect((error as Error).message).toMatch(/Parquet file/)
        told++
      }
      expect(performance.now() - before).toBeLessThan(3000)
    }
    expect(told).toBeGreaterThan(3)
  })
})
