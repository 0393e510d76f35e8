// Speed and accuracy of the learners. The peers' figures: scikit-learn 1.9 on the same columns (one thread), by
// bench/learners-peers.py, which reads the files that LEARNERS_OUT asks to be written.
import { mkdirSync, writeFileSync } from 'node:fs'
import {
  forest,
  gradientBoosting,
  kernelRidge,
  lasso,
  nearestNeighbors,
  ridge,
  splines,
  superLearner,
  table,
} from '../dist/index.js'
import { generator } from '../dist/probability/streams/stream.js'

/** 20 columns, five of which matter: f = 2 sin 2x₀ + x₁ x₂ + 2 [x₃ > ½] + ½ x₄², noise 1. */
function make(n, seed) {
  const draw = generator(seed)
  const x = Array.from({ length: 20 }, () => Float64Array.from({ length: n }, () => draw.normal()))
  const f = x[0].map((v, i) => 2 * Math.sin(2 * v) + x[1][i] * x[2][i] + (x[3][i] > 0.5 ? 2 : 0) + x[4][i] ** 2 / 2)
  const y = f.map((v) => v + draw.normal())
  const columns = Object.fromEntries(x.map((column, k) => [`x${k}`, column]))
  return { x, f, y, data: table({ ...columns, y }), features: table(columns) }
}

/** The share of f's variance that predictions explain. */
function explained(f, predicted) {
  const mean = f.reduce((sum, v) => sum + v, 0) / f.length
  const left = f.reduce((sum, v, i) => sum + (v - predicted[i]) ** 2, 0)
  return 1 - left / f.reduce((sum, v) => sum + (v - mean) ** 2, 0)
}

const fresh = make(5000, 'fresh')
const all = {
  ridge: ridge(),
  lasso: lasso(),
  splines: splines(),
  nearestNeighbors: nearestNeighbors(),
  kernelRidge: kernelRidge(),
  'forest of 100': forest({ trees: 100 }),
  gradientBoosting: gradientBoosting(),
  superLearner: superLearner({ learners: [ridge(), splines(), gradientBoosting()] }),
}

export default (b) => {
  forestByLevels(b)
  for (const [n, names] of [
    [1000, Object.keys(all)],
    [10_000, Object.keys(all)],
    [100_000, ['ridge', 'lasso', 'splines', 'gradientBoosting']],
  ]) {
    const { data, x, y } = make(n, n)
    const out = process.env.LEARNERS_OUT
    if (out !== undefined) write(out, n, x, y)
    for (const name of names) {
      const start = process.cpuUsage()
      const fitted = all[name].fit(data, 'y')
      const { user } = process.cpuUsage(start)
      const r2 = explained(fresh.f, fitted.predict(fresh.features))
      b.print(`${name}, n = ${n}: ${(user / 1e6).toFixed(2)} s of CPU, R² against f on 5,000 new rows ${r2.toFixed(3)}`)
    }
  }
}

/** A forest beside the least that its trees must do: sums by bin of the columns that a node looks at, level by level. */
function forestByLevels(b) {
  const n = 40_000
  const { data, x, y } = make(n, 'levels')
  const [trees, levels, looked] = [20, 15, 7]
  const codes = x
    .slice(0, looked)
    .map((column) => Uint8Array.from(column, (v) => Math.max(0, Math.min(255, 128 + 40 * v))))
  b.compare({
    name: `a forest of ${trees} trees, n = ${n}, 20 columns`,
    ours: () => forest({ trees }).fit(data, 'y'),
    baseline: {
      name: `sums by bin of ${looked} columns over half of the rows, ${levels} levels of ${trees} trees, in a plain loop`,
      run: () => {
        const sums = new Float64Array(512)
        for (let pass = 0; pass < trees * levels; pass++) {
          for (const column of codes) {
            for (let i = 0; i < n / 2; i++) {
              const at = 2 * column[i]
              sums[at] += y[i]
              sums[at + 1] += 1
            }
          }
        }
        return sums
      },
    },
    target: '<= 8',
  })
}

function write(folder, n, x, y) {
  mkdirSync(folder, { recursive: true })
  const bytes = (columns) => Buffer.concat(columns.map((column) => Buffer.from(column.buffer)))
  writeFileSync(`${folder}/train-${n}.f64`, bytes([...x, y]))
  writeFileSync(`${folder}/fresh.f64`, bytes([...fresh.x, fresh.f]))
}
