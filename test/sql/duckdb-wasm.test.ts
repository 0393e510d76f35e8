import { describe, expect, it } from 'vitest'
import {
  column,
  dag,
  doubleMachineLearning,
  estimateEffect,
  estimateEffectFrom,
  from,
  keyBuckets,
  moments,
  momentsFrom,
  normals,
  randomStream,
  regressionAdjustment,
  ridge,
  select,
  table,
} from '../../src/index.js'

const n = 400
const z = normals(randomStream(41), 3 * n).values
const visits = table(
  Array.from({ length: n }, (_, i) => {
    const page = z[n + i]! + 0.7 * z[i]! > 0 ? 1 : 0
    return { id: 3 * i, before: z[i]!, page, spent: 1e6 + 2 * page + z[i]! + z[2 * n + i]! }
  }),
)
const csv = [
  visits.columns.join(','),
  ...Array.from({ length: n }, (_, i) =>
    visits.columns.map((name) => (column(visits, name) as Float64Array)[i]).join(','),
  ),
].join('\n')

describe('DuckDB in a page', () => {
  it('gives moments and effects of a file that the page holds', async (context) => {
    if (typeof Worker === 'undefined') {
      console.log('DuckDB-WASM: there is no page here')
      return context.skip()
    }
    const started = await import('../support/duckdb-wasm.js')
      .then(({ duckdbInPage }) => duckdbInPage('visits.csv', csv))
      .catch((error: Error) => error)
    if (started instanceof Error) {
      console.log(`DuckDB-WASM does not start: ${started.message}`)
      return context.skip()
    }
    const { engine, close } = started
    const kinds = { id: 'number', before: 'number', page: 'number', spent: 'number' } as const
    const source = from(engine, { query: "SELECT * FROM read_csv('visits.csv')" }, { columns: kinds })
    const found = await momentsFrom(source, ['before', 'spent'])
    const direct = moments(select(visits, ['before', 'spent']))
    expect(found.count).toBe(n)
    for (let k = 0; k < 4; k++) expect(found.covariance[k]! / direct.covariance[k]!).toBeCloseTo(1, 8)
    const question = {
      graph: dag('before -> page; before -> spent; page -> spent'),
      treatment: 'page',
      outcome: 'spent',
    } as const
    const learner = ridge({ penalty: 0 })
    const here = keyBuckets(column(visits, 'id') as Float64Array)
    for (const [remote, local] of [
      [regressionAdjustment(), regressionAdjustment()],
      [doubleMachineLearning({ learner, folds: { key: 'id' } }), doubleMachineLearning({ learner, folds: here })],
    ] as const) {
      const [a, b] = [
        await estimateEffectFrom(source, { ...question, estimator: remote }),
        estimateEffect(visits, { ...question, estimator: local }),
      ]
      if (!a.estimated || !b.estimated) throw new Error('no estimate')
      expect(a.estimate / b.estimate).toBeCloseTo(1, 8)
      expect(a.standardError / b.standardError).toBeCloseTo(1, 8)
    }
    await close()
  }, 120_000)
})
