import {
  bernoulli,
  cpt,
  type DiagnoseOptions,
  dag,
  linear,
  logistic,
  normal,
  normals,
  randomStream,
  sample,
  scm,
  simulateDag,
  simulateLinear,
  simulateNonlinear,
  splitStream,
  type Table,
  table,
  uniforms,
} from '../../src/index.js'

const noise = (name: string, n: number): Float64Array => normals(splitStream(randomStream('advice'), name), n).values
const graph = simulateDag(5, { degree: 2, seed: 4 })
const gaussian = simulateLinear(graph, 300, { seed: 4 }).data
const n = 300

export interface Made {
  readonly data: Table
  readonly options?: DiagnoseOptions
  /** The first suggestion for its graph, and where common causes may be hidden. */
  readonly first: string
  readonly hidden: string
}

function autocorrelated(): Record<string, Float64Array> {
  const out: Record<string, Float64Array> = {}
  let before: Float64Array | null = null
  for (const name of ['load', 'queue', 'delay']) {
    const [e, x] = [noise(name, n), new Float64Array(n)]
    for (let t = 1; t < n; t++) x[t] = 0.7 * x[t - 1]! + (before === null ? 0 : 0.6 * before[t - 1]!) + e[t]!
    out[name] = x
    before = x
  }
  return out
}

function withGaps(): Table {
  const gone = uniforms(splitStream(randomStream('advice'), 'gaps'), n).values
  const [first, ...others] = gaussian.columns
  const values = (name: string): Float64Array => gaussian.data[gaussian.columns.indexOf(name)] as Float64Array
  const holed = Array.from(values(others[1]!), (v, i) => (values(first!)[i]! > 0.5 && gone[i]! < 0.7 ? null : v))
  return table({
    ...Object.fromEntries(gaussian.columns.map((name) => [name, values(name)])),
    [others[1]!]: holed,
  }) as Table
}

function twoSites(): Table {
  const a = scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)), Z: linear({ Y: 1 }, normal(0, 1)) })
  const b = scm({ X: normal(2, 1), Y: linear({ X: 1 }, normal(0, 1)), Z: linear({ Y: -1 }, normal(1, 2)) })
  const [one, two] = [sample(a, 200, { seed: 1 }), sample(b, 200, { seed: 2 })]
  const both = (i: number): Float64Array =>
    Float64Array.from([...(one.data[i] as Float64Array), ...(two.data[i] as Float64Array)])
  return table({
    site: Array.from({ length: 400 }, (_, i) => (i < 200 ? 'north' : 'south')),
    X: both(0),
    Y: both(1),
    Z: both(2),
  }) as Table
}

/** Tables of many kinds, each with what is to be advised. */
export const made: Readonly<Record<string, Made>> = {
  'linear Gaussian': {
    data: gaussian as Table,
    first: 'boss(bicScore(table, { penalty: 2 }))',
    hidden: 'gfci(fisherZ(table), bicScore(table, { penalty: 2 }), { alpha: 0.01, search: boss })',
  },
  'linear, uniform noise': {
    data: simulateLinear(graph, n, { seed: 4, noise: 'uniform' }).data as Table,
    first: 'directLingam(table)',
    hidden: 'gfci(fisherZ(table), bicScore(table, { penalty: 2 }), { alpha: 0.01, search: boss })',
  },
  states: {
    data: sample(
      scm({ A: bernoulli(0.4), B: cpt(['A'], { 0: 0.2, 1: 0.8 }), C: cpt(['B'], { 0: 0.3, 1: 0.9 }) }),
      400,
      { seed: 3 },
    ) as unknown as Table,
    first: 'boss(bdeuScore(table))',
    hidden: 'gfci(gSquare(table), bdeuScore(table), { alpha: 0.01, search: boss })',
  },
  'numbers beside states': {
    data: sample(scm({ A: normal(0, 1), B: logistic({ A: 2 }), C: linear({ B: 1.5 }, normal(0, 1)) }), 400, {
      seed: 3,
    }) as unknown as Table,
    first: 'boss(degenerateGaussianScore(table))',
    hidden: 'fci(conditionalGaussian(table), { alpha: 0.01 })',
  },
  'bent, additive noise': {
    data: simulateNonlinear(dag('A -> B -> C; A -> D'), 150, { seed: 5 }) as Table,
    first: 'cam(table)',
    hidden: 'fci(kci(table), { alpha: 0.05 })',
  },
  'rows that follow each other': {
    data: table(autocorrelated()) as Table,
    first: 'pcmciPlus(laggedCorrelation(series(table), { maxLag: 6 }), { maxLag: 3, alpha: 0.01 })',
    hidden: 'lpcmci(laggedCorrelation(series(table), { maxLag: 6 }), { maxLag: 3, alpha: 0.01 })',
  },
  'a series with its times': {
    data: table({ day: Array.from({ length: n }, (_, t) => t), ...autocorrelated() }) as Table,
    options: { time: 'day' },
    first: "pcmciPlus(laggedCorrelation(series(table, { time: 'day' }), { maxLag: 6 }), { maxLag: 3, alpha: 0.01 })",
    hidden: "lpcmci(laggedCorrelation(series(table, { time: 'day' }), { maxLag: 6 }), { maxLag: 3, alpha: 0.01 })",
  },
  'values missing by another column': {
    data: withGaps(),
    first: 'pc(missingDataDeletion(table, fisherZ), { alpha: 0.01 })',
    hidden: 'fci(missingDataDeletion(table, fisherZ), { alpha: 0.01 })',
  },
  'two sites': {
    data: twoSites(),
    options: { environment: 'site' },
    first: "cdnod(table, { domain: 'site', test: conditionalGaussian, alpha: 0.01 })",
    hidden: "jci(conditionalGaussian(table), { context: ['site'], search: 'fci', alpha: 0.01 })",
  },
  'heavy tails': {
    data: table({ A: noise('a', n).map((v) => v ** 3 * Math.abs(v)), B: noise('b', n), C: noise('c', n) }) as Table,
    first: 'pc(rankCorrelation(table), { alpha: 0.01 })',
    hidden: 'fci(rankCorrelation(table), { alpha: 0.01 })',
  },
  'two columns and a bend': {
    data: table({
      A: noise('a', 300).map((v) => v / (1 + Math.abs(v))),
      B: noise('a', 300).map((v, i) => (v / (1 + Math.abs(v)) + 0.3) ** 2 + 0.1 * noise('b', 300)[i]!),
    }) as Table,
    first: 'additiveNoise(table)',
    hidden: 'fci(kci(table), { alpha: 0.01 })',
  },
  'a column twice': {
    data: table({
      A: noise('a', n),
      B: noise('b', n),
      C: noise('a', n).map((v) => 3 - v),
      one: noise('a', n).map(() => 1),
    }) as Table,
    first: "boss(bicScore(select(table, ['A', 'B']), { penalty: 2 }))",
    hidden:
      "gfci(fisherZ(select(table, ['A', 'B'])), bicScore(select(table, ['A', 'B']), { penalty: 2 }), { alpha: 0.01, search: boss })",
  },
}
