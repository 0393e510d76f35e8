// Rows by the hundred million, generated in DuckDB in a file: effects from sums beside the engine's own computation of the same sums, at
// several sizes, with the exponent by which time grows. CAUSALKIT_SQL_ROWS=1e7,3e7,1e8 npm run bench -- sql
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { aipw, dag, duckdb, estimateEffectFrom, from, regressionAdjustment, warehouse } from '../dist/index.js'

const covariates = Array.from({ length: 10 }, (_, k) => `x${k}`)

/** Rows of whole numbers that take few bytes; two columns and the strata decide who is treated. */
const generated = (rows) => `CREATE TABLE events AS
  SELECT *, CAST(40 * t + x0 + x1 + e AS SMALLINT) AS y, CAST(e > 120 - 20 * t AS TINYINT) AS h
  FROM (SELECT *, CAST(u < 70 + 0.3 * x0 + 20 * g AS TINYINT) AS t
        FROM (SELECT ${covariates.map((x, k) => `CAST(hash(i * 16 + ${k}) % 256 AS SMALLINT) AS ${x}`).join(', ')},
                     CAST(hash(i * 16 + 10) % 256 AS SMALLINT) AS u, CAST(hash(i * 16 + 11) % 256 AS SMALLINT) AS e,
                     CAST(hash(i * 16 + 12) % 4 AS TINYINT) AS g
              FROM range(${rows}) r(i)))`

/** The sums of these columns and of their products, about a shift. */
const products = (names) => {
  const about = (a) => `(CAST(${a} AS DOUBLE) - 100)`
  const sums = names.flatMap((a, i) => names.slice(i).map((b) => `SUM(${about(a)} * ${about(b)})`))
  return `SELECT ${[...names.map((a) => `SUM(${about(a)})`), ...sums].map((s, k) => `${s} AS c${k}`).join(', ')} FROM events`
}

async function atSize(rows, print) {
  const folder = mkdtempSync(join(tmpdir(), 'causalkit-bench-'))
  const file = join(folder, 'events.duckdb')
  try {
    const instance = await DuckDBInstance.create(file, {
      threads: '1',
      memory_limit: '4GB',
      preserve_insertion_order: 'false',
    })
    const connection = await instance.connect()
    await connection.run(generated(rows))
    await connection.run('CHECKPOINT')
    const query = async (text, parameters = []) =>
      (await connection.runAndReadAll(text, [...parameters])).getRowObjects()
    const kinds = Object.fromEntries([...covariates, 't', 'y', 'h', 'g'].map((name) => [name, 'number']))
    const events = from(warehouse({ query, dialect: duckdb }), 'events', { columns: { ...kinds, g: 'category' } })
    const seconds = async (work) => {
      const before = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(before)
      return (user + system) / 1e6
    }
    const graph = dag(`${covariates.map((x) => `${x} -> t; ${x} -> y`).join('; ')}; t -> y`)
    const question = { graph, treatment: 't', outcome: 'y', adjustment: covariates }
    const questions = [
      [
        'aipw by strata',
        () => query('SELECT t, g, h, COUNT(*) AS n FROM events GROUP BY t, g, h'),
        () =>
          estimateEffectFrom(events, {
            ...{ graph: dag('g -> t -> h; g -> h'), treatment: 't', outcome: 'h', estimator: aipw() },
          }),
      ],
      [
        'regression, 10 covariates, classical errors',
        () => query(products(['t', 'y', ...covariates])),
        () =>
          estimateEffectFrom(events, {
            ...question,
            estimator: regressionAdjustment({ interactions: false, standardErrors: 'classical' }),
          }),
      ],
      [
        'regression with interactions, sandwich',
        () => query(products(['t', 'y', ...covariates])),
        () => estimateEffectFrom(events, { ...question, estimator: regressionAdjustment() }),
      ],
    ]
    const out = []
    for (const [what, limit, work] of questions) {
      const own = await seconds(limit)
      let effect = null
      const ours = await seconds(async () => {
        effect = await work()
      })
      if (!effect.estimated) throw new Error(effect.message)
      print(
        `${what}, ${rows} rows (${(statSync(file).size / 1e9).toFixed(1)} GB): ${ours.toFixed(2)} s, the engine's own sums ${own.toFixed(2)} s; ratio ${(ours / own).toPrecision(2)}; effect ${effect.estimate.toPrecision(6)}`,
      )
      out.push([what, ours])
    }
    connection.closeSync()
    instance.closeSync()
    return out
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Every size, and the slope of log time on log rows. */
export async function sizes(list, print) {
  const times = new Map()
  for (const rows of list) {
    for (const [what, seconds] of await atSize(rows, print)) times.set(what, [...(times.get(what) ?? []), seconds])
  }
  if (list.length < 2) return
  for (const [what, seconds] of times) {
    const x = list.map(Math.log)
    const y = seconds.map(Math.log)
    const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length
    const [mx, my] = [mean(x), mean(y)]
    const slope =
      x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) /
      x.reduce((sum, value) => sum + (value - mx) ** 2, 0)
    const at = Math.exp(my + slope * (Math.log(1e9) - mx))
    print(
      `${what}: time grows with rows to the power of ${slope.toFixed(2)}; at 1e9 rows ${at.toFixed(0)} s of one thread`,
    )
  }
}
