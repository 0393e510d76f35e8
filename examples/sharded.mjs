// @ts-check
// Rows in three engines, none of which holds all: each sums up its own, and the sums are added here. An engine that does not answer is an
// error that says which, never an estimate from two thirds of the rows.
// Title: Three engines, no common table
// Kind: Data at size and tools
// Question: Orders lie in three engines, none of which holds all. What is the effect of the price over all, and what if one is
//   down?
// Believe: The engines send sums, the sums are added, and the answer is that of all rows in one table: −1.493 where the
//   truth is −1.5, and next to nothing for the page, which does nothing. If one engine does not answer there is no estimate
//   rather than one of the rest. Sums can still disclose what single rows say: nothing here is a guarantee of privacy.
import { DuckDBInstance } from '@duckdb/node-api'
import {
  dag,
  differenceInMeansFrom,
  doubleMachineLearning,
  duckdb,
  estimateEffectFrom,
  from,
  momentsFrom,
  ridge,
  together,
  toSvg,
  warehouse,
} from 'causalkit'
import { number, printTable, savePicture } from './support.mjs'

const size = 40_000
const regions = ['north', 'south', 'west']

/** An engine with the orders of one region; `down` makes it fail. @param {number} k */
async function region(k) {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const uniform = (/** @type {string} */ what) => `(hash('${what} ${k} ' || i) / 1.8446744073709552e19)`
  await connection.run(`
    CREATE TABLE orders AS
    SELECT id, before, price, 30 + 0.4 * before - 1.5 * price + 10 * (v - 0.5) AS spent, CASE WHEN w < 0.5 THEN 'A' ELSE 'B' END AS page
    FROM (SELECT i * 3 + ${k} AS id, ${uniform('before')} * 40 AS before, ${uniform('v')} AS v, ${uniform('w')} AS w,
                 5 + ${k} + 0.05 * ${uniform('before')} * 40 + 2 * ${uniform('price')} AS price
          FROM range(${size + 5000 * k}) AS r(i))`)
  const state = { down: false }
  const engine = warehouse({
    dialect: duckdb,
    query: async (text, parameters) => {
      if (state.down) throw new Error('connection refused')
      const answer = await connection.runAndReadAll(text, [...parameters])
      return /** @type {import('causalkit').SqlRow[]} */ (answer.getRowObjects())
    },
  })
  const close = () => {
    connection.closeSync()
    instance.closeSync()
  }
  return { state, close, rows: from(engine, 'orders', { columns: kinds }) }
}

const kinds = /** @type {const} */ ({
  id: 'number',
  before: 'number',
  price: 'number',
  spent: 'number',
  page: 'category',
})
const engines = await Promise.all(regions.map((_, k) => region(k)))
const orders = together(engines.map(({ rows }) => rows))

const m = await momentsFrom(orders, ['spent', 'price'])
console.log(`${m.count} orders in ${engines.length} engines; they spend ${number(m.mean[0] ?? 0, 2)} on average.\n`)

const graph = dag('before -> price; before -> spent; price -> spent')
const price = await estimateEffectFrom(orders, {
  graph,
  treatment: 'price',
  outcome: 'spent',
  estimator: doubleMachineLearning({ learner: ridge({ penalty: 0 }), folds: { key: 'id' } }),
})
const page = await differenceInMeansFrom(orders, {
  treatment: 'page',
  outcome: 'spent',
  contrast: { from: 'A', to: 'B' },
})
if (!price.estimated || !page.estimated) throw new Error('no estimate')
printTable(
  ['effect on spending', 'estimate', 'standard error', 'truth'],
  [
    ['one more of price', number(price.estimate, 3), number(price.standardError, 4), '-1.5'],
    ['page B for A', number(page.estimate, 3), number(page.standardError, 4), '0'],
  ],
)

const [, south] = engines
if (south !== undefined) south.state.down = true
try {
  await momentsFrom(orders, ['spent'])
} catch (error) {
  console.log(`\nThe south is lost: ${error instanceof Error ? error.message : error}`)
}
for (const { close } of engines) close()
savePicture(
  'sharded.svg',
  toSvg(graph, { roles: { treatment: 'price', outcome: 'spent' }, title: 'Orders in three engines' }),
)
