// Sums in an engine beside the engine's own computation of as many sums of the same form, which is the physical limit.
// CAUSALKIT_SQL_ROWS=1e7,3e7,1e8 takes other sizes than a million rows, in a file (see sql-sizes.mjs).
import { DuckDBInstance } from '@duckdb/node-api'
import {
  aipw,
  bootstrapGrams,
  dag,
  doubleMachineLearning,
  duckdb,
  estimateEffectFrom,
  fisherZ,
  from,
  gramsFrom,
  logisticRegression,
  momentsFrom,
  pc,
  regressionAdjustment,
  ridge,
  standardization,
  warehouse,
} from '../dist/index.js'
import { sizes } from './sql-sizes.mjs'

const size = 1e6
const asked = process.env['CAUSALKIT_SQL_ROWS']?.split(',').map(Number)
const p = 10

export default async function run({ print }) {
  if (asked !== undefined) return sizes(asked, print)
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const uniform = (name) => `hash('${name}' || i) / 1.8446744073709552e19`
  const covariates = Array.from({ length: p }, (_, k) => `x${k}`)
  await connection.run(
    `CREATE TABLE events AS SELECT *, CASE WHEN u < 0.3 + 0.4 * x0 THEN 1 ELSE 0 END AS t, CASE WHEN v < 0.5 THEN 'a' ELSE 'b' END AS g FROM (SELECT i AS id, ${covariates.map((x) => `${uniform(x)} AS ${x}`).join(', ')}, ${uniform('u')} AS u, ${uniform('v')} AS v, ${uniform('y')} AS e FROM range(${size}) r(i))`,
  )
  await connection.run('ALTER TABLE events ADD COLUMN y DOUBLE')
  await connection.run('UPDATE events SET y = t + x0 + x1 + e')
  let scans = 0
  const ask = async (text, parameters = []) => {
    scans++
    return (await connection.runAndReadAll(text, [...parameters])).getRowObjects()
  }
  const events = from(warehouse({ query: ask, dialect: duckdb }), 'events', {
    columns: {
      t: 'number',
      y: 'number',
      g: 'category',
      ...Object.fromEntries(covariates.map((x) => [x, 'number'])),
    },
  })
  const seconds = async (work) => {
    let best = Number.POSITIVE_INFINITY
    for (let round = 0; round < 3; round++) {
      const before = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(before)
      best = Math.min(best, (user + system) / 1e6)
    }
    return best
  }
  /** The engine's own time for the sums of products of these columns: what cannot be done without. */
  const products = (names) => {
    const sums = names.flatMap((a, i) => names.slice(i).map((b) => `SUM((${a} - 0.5) * (${b} - 0.5))`))
    return `SELECT ${[...names.map((a) => `SUM(${a} - 0.5)`), ...sums].map((s, k) => `${s} AS c${k}`).join(', ')} FROM events`
  }
  const line = async (what, limit, work) => {
    const own = await seconds(() => ask(limit))
    scans = 0
    const ours = await seconds(work)
    print(
      `${what}, ${size} rows: ${ours.toFixed(3)} s, the engine's own sums ${own.toFixed(3)} s, ${scans / 3} statements; ratio ${(ours / own).toPrecision(2)}`,
    )
  }
  await line(`moments of ${p} columns`, products(covariates), () => momentsFrom(events, covariates))
  const graph = dag(`${covariates.map((x) => `${x} -> t; ${x} -> y`).join('; ')}; t -> y`)
  const question = { graph, treatment: 't', outcome: 'y', adjustment: covariates }
  const design = ['t', 'y', ...covariates]
  await line(`regression with interactions, ${p} covariates`, products(design), () =>
    estimateEffectFrom(events, { ...question, estimator: regressionAdjustment() }),
  )
  await line('regression without interactions, classical errors', products(design), () =>
    estimateEffectFrom(events, {
      ...question,
      estimator: regressionAdjustment({ interactions: false, standardErrors: 'classical' }),
    }),
  )
  await line(`aipw, ${p} covariates`, products(design), () =>
    estimateEffectFrom(events, { ...question, estimator: aipw() }),
  )
  const learners = { outcome: ridge({ penalty: 0 }), treatment: logisticRegression() }
  await line(`double machine learning, partially linear, ${p} covariates`, products(design), () =>
    estimateEffectFrom(events, {
      ...question,
      estimator: doubleMachineLearning({ learner: ridge({ penalty: 0 }), folds: { key: 'id' } }),
    }),
  )
  await line(`double machine learning, interactive, ${p} covariates`, products(design), () =>
    estimateEffectFrom(events, {
      ...question,
      estimator: doubleMachineLearning({ model: 'interactive', learners, folds: { key: 'id' } }),
    }),
  )
  const strata = { graph: dag('g -> t; g -> h; t -> h'), treatment: 't', outcome: 'h' }
  const coarse = from(
    warehouse({ query: ask, dialect: duckdb }),
    { query: 'SELECT t, g, CASE WHEN y > 1.5 THEN 1 ELSE 0 END AS h FROM events' },
    {
      columns: { t: 'number', g: 'category', h: 'number' },
    },
  )
  const groups = 'SELECT t, g, CASE WHEN y > 1.5 THEN 1 ELSE 0 END AS h, COUNT(*) AS n FROM events GROUP BY t, g, h'
  await line('standardization over strata', groups, () =>
    estimateEffectFrom(coarse, { ...strata, estimator: standardization() }),
  )
  await line('aipw over strata', groups, () => estimateEffectFrom(coarse, { ...strata, estimator: aipw() }))
  await line('1,000 bootstraps of a slope over random groups', products(['x0', 'y']), async () => {
    const found = await gramsFrom(events, ['x0', 'y'], { buckets: { key: 'id' } })
    bootstrapGrams(found, ({ covariance }) => covariance[1] / covariance[0])
  })
  // a search for a graph of 100 columns: the scan, and what comes after it
  const many = Array.from({ length: 100 }, (_, k) => `c${k}`)
  const chained = many.map(
    (name, k) => `${uniform(name)}${k % 3 === 0 ? '' : ` + 0.7 * ${uniform(many[k - 1])}`} AS ${name}`,
  )
  await connection.run(`CREATE TABLE wide AS SELECT ${chained.join(', ')} FROM range(100000) r(i)`)
  const wide = from(warehouse({ query: ask, dialect: duckdb }), 'wide')
  const summed = await momentsFrom(wide, many)
  const scan = await seconds(() => momentsFrom(wide, many))
  const search = await seconds(async () => pc(fisherZ(summed), { alpha: 1e-4 }))
  print(`pc of 100 columns, 100000 rows: one scan ${scan.toFixed(2)} s, the search ${search.toFixed(2)} s`)
  await connection.run(
    `CREATE TABLE fifty AS SELECT ${many
      .slice(0, 50)
      .map((name) => `${uniform(name)} AS ${name}`)
      .join(', ')} FROM range(1000000) r(i)`,
  )
  const fifty = from(warehouse({ query: ask, dialect: duckdb }), 'fifty')
  print(
    `moments of 50 columns, 1000000 rows: ${(await seconds(() => momentsFrom(fifty, many.slice(0, 50)))).toFixed(2)} s`,
  )
  connection.closeSync()
  instance.closeSync()
}
