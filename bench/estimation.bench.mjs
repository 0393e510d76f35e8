import {
  aipw,
  bootstrapEffect,
  dag,
  doubleMachineLearning,
  estimateEffect,
  forest,
  matching,
  regressionAdjustment,
  table,
} from '../dist/index.js'
import { generator } from '../dist/probability/streams/stream.js'

/** n rows, p covariates that move treatment and outcome. */
function make(n, p) {
  const random = generator(`${n} ${p}`)
  const uniform = () => random.uniform()
  const draw = () => random.normal()
  const Z = Array.from({ length: p }, () => Float64Array.from({ length: n }, draw))
  const T = Float64Array.from({ length: n }, (_, i) =>
    uniform() < 1 / (1 + Math.exp(-Z.reduce((s, z, k) => s + (z[i] * (k % 2 ? -1 : 1)) / 3, 0))) ? 1 : 0,
  )
  const Y = Float64Array.from({ length: n }, (_, i) => 2 * T[i] + Z.reduce((s, z) => s + z[i] / 2, 0) + draw())
  const names = Z.map((_, k) => `Z${k}`)
  const graph = dag({
    nodes: [...names, 'T', 'Y'],
    directed: [
      ...names.flatMap((z) => [
        [z, 'T'],
        [z, 'Y'],
      ]),
      ['T', 'Y'],
    ],
  })
  const data = table({ ...Object.fromEntries(names.map((z, k) => [z, Z[k]])), T, Y })
  return { data, question: { graph, treatment: 'T', outcome: 'Y', estimator: aipw() } }
}

export default (b) => {
  const { data, question } = make(2000, 5)
  let boot
  b.compare({
    name: '1,000 AIPW bootstraps, n = 2,000, 5 covariates',
    ours: () => {
      boot = bootstrapEffect(data, { ...question, draws: 1000, seed: 1 })
    },
    baseline: {
      name: '1,000 AIPW fits on copies of the rows (100 measured)',
      seconds: copies(data, question, 100) * 10,
    },
    target: '<= 1 s (NumPy 0.96 s, statsmodels 5 s)',
  })
  const e = estimateEffect(data, question)
  b.print(
    `standard error: bootstrap ${boot.standardError.toFixed(4)}, estimating equations ${e.standardError.toFixed(4)}`,
  )
  forestInDml(b)
  nearRows(b)
  longRegression(b)
  b.growth({
    name: 'AIPW with standard error by rows',
    sizes: [2000, 8000, 32000],
    make: (n) => {
      const big = make(n, 5)
      return () => estimateEffect(big.data, big.question)
    },
  })
}

/** Matching by Mahalanobis's distance beside the distances from each row to all others. */
function nearRows(b) {
  const n = 10_000
  const { data, question } = make(n, 10)
  const points = new Float64Array(10 * n)
  for (let i = 0; i < n; i++) for (let d = 0; d < 10; d++) points[10 * i + d] = data.data[d][i]
  const some = 200
  nearestOf(points, n, 20)
  const start = process.cpuUsage()
  nearestOf(points, n, some)
  const { user, system } = process.cpuUsage(start)
  const seconds = ((user + system) / 1e6) * (n / some)
  b.compare({
    name: `matching on 10 covariates by Mahalanobis's distance, n = ${n}`,
    ours: () => estimateEffect(data, { ...question, estimator: matching({ distance: 'mahalanobis' }) }),
    baseline: { name: `the distances from each row to all others (${some} rows measured)`, seconds },
    target: '<= 1',
  })
}

/** The sum of the squared distances of the first rows to their nearest others, by a look at all. */
function nearestOf(points, n, rows) {
  let sum = 0
  for (let q = 0; q < rows; q++) {
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i < n; i++) {
      let square = 0
      for (let d = 0; d < 10; d++) square += (points[10 * i + d] - points[10 * q + d]) ** 2
      if (i !== q && square < least) least = square
    }
    sum += least
  }
  return sum
}

/** A regression in each arm on many rows beside the products of its columns alone. */
function longRegression(b) {
  const n = 200_000
  const { data, question } = make(n, 10)
  const columns = [new Float64Array(n).fill(1), ...data.data.slice(0, 10)]
  b.compare({
    name: `g-formula with interactions and its standard error, n = ${n}, 10 covariates`,
    ours: () => estimateEffect(data, { ...question, estimator: regressionAdjustment() }),
    baseline: {
      name: 'the sums of products of its 11 columns, a pair at a time',
      run: () => {
        let last = 0
        for (let a = 0; a < columns.length; a++) {
          for (let c = 0; c <= a; c++) {
            const [u, v] = [columns[a], columns[c]]
            last = 0
            for (let i = 0; i < n; i++) last += u[i] * v[i]
          }
        }
        return last
      },
    },
    target: '<= 15',
  })
}

/** What cross-fitting adds to its ten fits: n = 5,000, 20 covariates. */
function forestInDml(b) {
  const n = 5000
  const draw = generator('forest in DML')
  const names = Array.from({ length: 20 }, (_, k) => `x${k}`)
  const columns = Object.fromEntries(names.map((name) => [name, Float64Array.from({ length: n }, () => draw.normal())]))
  const T = columns.x0.map((v) => v + draw.normal())
  const Y = T.map((t, i) => t + columns.x1[i] ** 2 + draw.normal())
  const data = table({ ...columns, T, Y })
  const graph = dag({
    nodes: [...names, 'T', 'Y'],
    directed: [
      ...names.flatMap((name) => [
        [name, 'T'],
        [name, 'Y'],
      ]),
      ['T', 'Y'],
    ],
  })
  const learner = forest()
  const estimator = doubleMachineLearning({ learner })
  const part = table(Object.fromEntries(Object.entries({ ...columns, Y }).map(([k, v]) => [k, v.slice(0, 4000)])))
  b.compare({
    name: 'double machine learning with forests, 5 folds, n = 5,000, 20 covariates',
    ours: () => estimateEffect(data, { graph, treatment: 'T', outcome: 'Y', estimator }),
    baseline: {
      name: '10 forests on 4,000 rows',
      run: () => {
        for (let k = 0; k < 10; k++) learner.fit(part, 'Y')
      },
    },
  })
}

/** Seconds for `draws` estimates, each on a table of copied rows. */
function copies(data, question, draws) {
  const n = data.rowCount
  const start = process.hrtime.bigint()
  for (let d = 0; d < draws; d++) {
    const rows = Int32Array.from({ length: n }, (_, i) => (Math.imul(i + 1, 2654435761 + 7919 * d) >>> 0) % n)
    const columns = data.columns.map((name, j) => [name, Float64Array.from(rows, (i) => data.data[j][i])])
    estimateEffect(table(Object.fromEntries(columns)), question)
  }
  return Number(process.hrtime.bigint() - start) / 1e9
}
