// @ts-check
// Rows that stay in an SQL engine: DuckDB makes them, sums them up, and answers with a few numbers. The same lines serve a warehouse
// of any size; `node examples/a-billion-rows.mjs 100000000` takes another number of rows.
// Title: Rows that stay in an engine
// Kind: Data at size and tools
// Question: Can effects, tests and a search be had from rows that never leave the SQL engine?
// Believe: The sums that the engine makes give 0.997 and 0.995 where the truth of the made visits is 1: no row has to leave
//   it. Counts tell that the page goes with loyalty, and show no sign that it goes with the region. The effect needs the right
//   graph, as anywhere; and only what sums can carry is to be had this way: a forest is not. The program makes 200,000 rows
//   unless told otherwise.
import { DuckDBInstance } from '@duckdb/node-api'
import {
  aipw,
  bootstrapGrams,
  column,
  dag,
  duckdb,
  estimateEffect,
  estimateEffectFrom,
  fisherZFrom,
  from,
  gramsFrom,
  gSquareFrom,
  moments,
  momentsFrom,
  pc,
  regressionAdjustment,
  sampleFrom,
  select,
  toSvg,
  warehouse,
} from 'causalkit'
import { edgesInWords, number, printTable, savePicture } from './support.mjs'

const size = Number(process.argv[2] ?? 200_000)
const instance = await DuckDBInstance.create()
const connection = await instance.connect()
// visits of a shop: people who spent more before see the new page more often, and the page adds 1 to what they spend
await connection.run(`
  CREATE TABLE visits AS
  SELECT id, region, before, loyal, page,
         20 + 0.5 * before + 2 * loyal + CASE WHEN page = 'new' THEN 1 ELSE 0 END + 8 * (v - 0.5) AS spent
  FROM (
    SELECT id, region, before, loyal, v,
           CASE WHEN u < 0.2 + 0.01 * before + 0.1 * loyal THEN 'new' ELSE 'old' END AS page
    FROM (
      SELECT i AS id, ['north', 'south', 'west'][1 + i % 3] AS region, hash('spent before' || i) / 1.8446744073709552e19 * 40 AS before,
             CAST(hash('is loyal' || i) % 3 = 0 AS INTEGER) AS loyal, hash('chance of the page' || i) / 1.8446744073709552e19 AS u,
             hash('noise of spending' || i) / 1.8446744073709552e19 AS v
      FROM range(${size}) AS r(i)
    )
  )`)

/** @type {string[]} */
const statements = []
const engine = warehouse({
  dialect: duckdb,
  query: async (text, parameters) => {
    statements.push(text)
    const answer = await connection.runAndReadAll(text, [...parameters])
    return /** @type {import('causalkit').SqlRow[]} */ (answer.getRowObjects())
  },
})
const visits = from(engine, 'visits', {
  columns: { page: 'category', spent: 'number', before: 'number', loyal: 'number', region: 'category' },
})

console.log(`${size} visits, of which none comes here.\n`)
const graph = dag('before -> page; before -> spent; loyal -> page; loyal -> spent; page -> spent')
const question = /** @type {const} */ ({
  graph,
  treatment: 'page',
  outcome: 'spent',
  contrast: { from: 'old', to: 'new' },
})
const lines = []
for (const estimator of [regressionAdjustment(), aipw()]) {
  const before = statements.length
  const effect = await estimateEffectFrom(visits, { ...question, estimator })
  if (!effect.estimated) throw new Error(effect.message)
  lines.push([
    estimator.name,
    number(effect.estimate, 4),
    number(effect.standardError, 4),
    String(statements.length - before),
  ])
}
printTable(['estimator', 'effect (truth 1)', 'standard error', 'statements'], lines)

console.log(
  '\nThe same from a sample of a hundredth, drawn by a hash of the id; and tests from the counts of what few values there are:',
)
const drawn = await sampleFrom(from(engine, 'visits'), ['page', 'spent', 'before', 'loyal'], {
  key: 'id',
  share: 0.01,
  categories: ['page'],
})
const sampled = estimateEffect(drawn, /** @type {any} */ ({ ...question, estimator: aipw() }))
console.log(`  ${drawn.rowCount} rows: ${sampled.estimated ? number(sampled.estimate, 3) : sampled.message}`)
const independence = await gSquareFrom(visits, ['region', 'page', 'loyal'])
const [apart, together] = [independence('region', 'page'), independence('loyal', 'page')]
const told = (/** @type {number | null} */ p) => (p === null ? 'could not be tested' : `p = ${p.toPrecision(2)}`)
console.log(`  page and region: ${told(apart.pValue)}; page and loyal: ${told(together.pValue)}`)

console.log('\nA search for the graph of the numbers, from one matrix of covariances:')
const test = await fisherZFrom(visits, ['spent', 'before', 'loyal'])
console.log(`  ${edgesInWords(pc(test, { alpha: 0.001 }).graph)}`)

console.log('\nThe standard error of any statistic of moments, from 1,000 random groups of one scan:')
const groups = await gramsFrom(visits, ['spent', 'before'], { buckets: { key: 'id' } })
const slope = bootstrapGrams(groups, ({ covariance }) => (covariance[1] ?? 0) / (covariance[3] ?? 1), { seed: 1 })
console.log(`  slope of spent on before ${number(slope.estimate, 4)} ± ${number(slope.standardError, 5)}`)

const exact = moments(select(drawn, ['spent']))
const remote = await momentsFrom(visits, ['spent'])
console.log(
  `\nMean spending: ${number(remote.mean[0] ?? 0, 2)} of all, ${number(exact.mean[0] ?? 0, 2)} of the ${column(drawn, 'spent').length} drawn.`,
)
console.log(
  `${statements.length} statements in all; the longest has ${Math.max(...statements.map((text) => text.length))} characters.`,
)
connection.closeSync()
instance.closeSync()
savePicture(
  'a-billion-rows.svg',
  toSvg(graph, { roles: { treatment: 'page', outcome: 'spent' }, title: 'Visits of a shop' }),
)
