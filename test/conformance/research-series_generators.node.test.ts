import { expect } from 'vitest'
import {
  benchmarkGenerator,
  classifierTwoSample,
  fitTemporalScm,
  type LaggedEdge,
  type LinearTemporalModel,
  laggedGraph,
  laggedMoments,
  linearTemporalModel,
  logisticRegression,
  nearestNeighbors,
  sampleSeries,
  stationaryMoments,
  table,
} from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { reducedForm } from '../../src/timeseries/core/responses.js'
import { conformance, expectClose } from './harness.js'

type Matrix = number[][]
const number = (text: number | string): number => {
  const [above, below = '1'] = String(text).split('/')
  return Number(above) / Number(below)
}
const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `V${i}`)
const marks = { fromMark: 'tail', toMark: 'arrow' } as const
const ofKind = (kind: string) => (all: { kind: string }[]) => all.filter((item) => item.kind === kind) as never[]

interface MomentsCase {
  readonly nVars: number
  readonly links: [number, number, number, string][]
  readonly noiseSd: number[]
  readonly intercept: number[]
  readonly expected: {
    readonly mean: number[]
    readonly autocovariance: Matrix[]
    readonly oneStepPredictor: Matrix[]
    readonly innovationCovariance: Matrix
    readonly summaryGraph: [number, number][]
    readonly spectralRadius: number
  }
}

conformance<MomentsCase, { kind: string }[]>(
  'research/varMoments',
  'research/series_generators.json',
  ofKind('varMoments'),
  ({ nVars: p, links, noiseSd, intercept, expected }) => {
    const V = names(p)
    const effects = links.map(([i, lag, j, value]) => ({ from: V[i]!, to: V[j]!, lag, effect: number(value) }))
    const byName = (values: number[]) => Object.fromEntries(values.map((value, i) => [V[i]!, number(value)]))
    const model = linearTemporalModel({ names: V, effects, noise: byName(noiseSd), intercept: byName(intercept) })
    const maxLag = expected.autocovariance.length - 1
    const moments = stationaryMoments(model, { maxLag })
    if (!moments.stationary) throw new Error(moments.message)
    expect(moments.spectralRadius).toBeCloseTo(expected.spectralRadius, 6)
    for (const [i, mean] of expected.mean.entries()) expectClose(moments.mean[i], mean, 1e-9, 1e-9, 'mean')
    for (const [h, matrix] of expected.autocovariance.entries())
      for (const [k, value] of matrix.flat().entries())
        expectClose(moments.autocovariance[h]![k], value, 1e-9, 1e-9, `lag ${h}`)
    const solved = reducedForm({ p, ...model })
    for (const [lag, matrix] of expected.oneStepPredictor.entries())
      for (const [k, value] of matrix.flat().entries())
        expectClose(solved.lagged[lag]?.[k] ?? 0, value, 1e-9, 1e-9, 'predictor')
    for (const [k, value] of expected.innovationCovariance.flat().entries())
      expectClose(solved.covariance[k], value, 1e-9, 1e-9, 'innovations')
    // a model that is fitted on a sample generates the same moments, within 4 standard errors of both samples
    const edges = links.map(([i, lag, j]): LaggedEdge => ({ from: V[i]!, to: V[j]!, lag, ...marks }))
    const graph = laggedGraph({ nodes: V, edges, kind: 'lagged-dag' })
    const summary = new Set(graph.edges.map(({ from, to }) => `${V.indexOf(from)} ${V.indexOf(to)}`))
    expect([...summary].sort()).toEqual(expected.summaryGraph.map((pair) => pair.join(' ')).sort())
    const n = 4000
    const fitted = fitTemporalScm(sampleSeries(model, n, { seed: 5 }), graph)
    const found = laggedMoments(sampleSeries(fitted, n, { seed: 6 }), { maxLag })
    const long = stationaryMoments(model, { maxLag: 200 })
    if (!long.stationary) throw new Error(long.message)
    for (const [h, matrix] of expected.autocovariance.entries()) {
      for (const [k, value] of matrix.flat().entries()) {
        const [i, j] = [Math.floor(k / p), k % p]
        // Bartlett: n Var(ĉᵢⱼ(h)) = Σ γᵢᵢ(d) γⱼⱼ(d) + γᵢⱼ(d + h) γⱼᵢ(d − h)
        const gamma = (a: number, b: number, d: number): number =>
          d >= 0 ? (long.autocovariance[d]?.[a * p + b] ?? 0) : (long.autocovariance[-d]?.[b * p + a] ?? 0)
        let variance = 0
        for (let d = -150; d <= 150; d++)
          variance += gamma(i, i, d) * gamma(j, j, d) + gamma(i, j, d + h) * gamma(j, i, d - h)
        const error = 4 * Math.sqrt((2 * variance) / n)
        const covariance = found.covariance[i * found.names.length + h * p + j]!
        expect(Math.abs(covariance - value), `lag ${h} of ${i}, ${j}`).toBeLessThan(error)
      }
    }
  },
)

interface SplitCase {
  readonly nVars: number
  readonly coefficients: Matrix
  readonly hypothesisedGraph: Matrix
  readonly noiseSd: number[]
  readonly expected: {
    readonly causalTerm: Matrix
    readonly residualTerm: Matrix
    readonly augmentedLinks: [number, number, number, number][]
    readonly blockAdjacency: Matrix
    readonly augmentedAutocovariance: Matrix[]
    readonly dropResidualAutocovariance: Matrix[]
  }
}

conformance<SplitCase, { kind: string }[]>(
  'research/causalResidualSplit',
  'research/series_generators.json',
  ofKind('causalResidualSplit'),
  ({ nVars: p, coefficients, hypothesisedGraph, noiseSd, expected }) => {
    const V = names(p)
    const effects = coefficients.flatMap((row, i) =>
      row.flatMap((effect, j) => (effect === 0 ? [] : [{ from: V[j]!, to: V[i]!, lag: 1, effect }])),
    )
    const noise = Object.fromEntries(noiseSd.map((sd, i) => [V[i]!, sd]))
    const edges = hypothesisedGraph.flatMap((row, i) =>
      row.flatMap((is, j): LaggedEdge[] => (is === 1 ? [{ from: V[j]!, to: V[i]!, lag: 1, ...marks }] : [])),
    )
    const hypothesis = laggedGraph({ nodes: V, edges, kind: 'lagged-dag', maxLag: 1 })
    const { model, graph } = benchmarkGenerator(linearTemporalModel({ names: V, effects, noise }), hypothesis)
    const size = 2 * p
    const wide: LinearTemporalModel = model
    const links = [wide.contemporaneous, ...wide.lagged].flatMap((matrix, lag) =>
      [...matrix].flatMap((value, k) => (value === 0 ? [] : [`${k % size} ${lag} ${Math.floor(k / size)} ${value}`])),
    )
    expect(links.sort()).toEqual(
      expected.augmentedLinks.map(([i, lag, j, value]) => `${i} ${lag} ${j} ${value}`).sort(),
    )
    expect(graph.edges.length).toBe(links.length)
    for (const [i, row] of expected.causalTerm.entries())
      for (const [j, value] of row.entries()) {
        expect(wide.lagged[0]![i * size + j]! + 0).toBe(value + 0)
        expect(wide.lagged[0]![(p + i) * size + j]! + 0).toBe(expected.residualTerm[i]![j]! + 0)
      }
    // every edge stands where the blocks allow one
    for (const { from, to } of graph.edges)
      expect(expected.blockAdjacency[graph.nodes.indexOf(to)]![graph.nodes.indexOf(from)]).toBe(1)
    const moments = stationaryMoments(wide, { maxLag: expected.augmentedAutocovariance.length - 1 })
    if (!moments.stationary) throw new Error(moments.message)
    for (const [h, matrix] of expected.augmentedAutocovariance.entries())
      for (const [k, value] of matrix.flat().entries())
        expectClose(moments.autocovariance[h]![k], value, 1e-9, 1e-9, `lag ${h}`)
    // without the residual another law is generated
    const causal = linearTemporalModel({
      names: V,
      effects: effects.filter(({ from, to }) => edges.some((edge) => edge.from === from && edge.to === to)),
      noise,
    })
    const dropped = stationaryMoments(causal, { maxLag: expected.dropResidualAutocovariance.length - 1 })
    if (!dropped.stationary) throw new Error(dropped.message)
    for (const [h, matrix] of expected.dropResidualAutocovariance.entries())
      for (const [k, value] of matrix.flat().entries())
        expectClose(dropped.autocovariance[h]![k], value, 1e-9, 1e-9, `dropped, lag ${h}`)
  },
)

interface ClassifierCase {
  readonly question: {
    readonly type: 'identical' | 'meanShift' | 'variance1d' | 'correlation'
    readonly nTest?: number
    readonly mean1?: number[]
    readonly covariance?: Matrix
    readonly sd1?: number
    readonly correlation1?: number
  }
  readonly expected: {
    readonly accuracy: number
    readonly auc?: number
    readonly linearClassifierAccuracy?: number
    readonly nullStandardDeviation?: number
    readonly accuracyCriticalValue95?: number
  }
}

/** Normal rows with a mean and a covariance. */
function normalRows(n: number, mean: readonly number[], covariance: Matrix, seed: number) {
  const random = generator(seed)
  const p = mean.length
  const factor = covariance.map((row) => row.map(() => 0))
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = covariance[i]![j]!
      for (let k = 0; k < j; k++) sum -= factor[i]![k]! * factor[j]![k]!
      factor[i]![j] = i === j ? Math.sqrt(sum) : sum / factor[j]![j]!
    }
  }
  const columns = mean.map(() => new Float64Array(n))
  for (let r = 0; r < n; r++) {
    const z = mean.map(() => random.normal())
    for (let i = 0; i < p; i++) columns[i]![r] = factor[i]!.reduce((sum, l, k) => sum + l * z[k]!, mean[i]!)
  }
  return table(Object.fromEntries(columns.map((column, i) => [`x${i}`, column])))
}

conformance<ClassifierCase, { kind: string }[]>(
  'research/classifierTwoSample',
  'research/series_generators.json',
  ofKind('classifierTwoSample'),
  ({ question, expected }) => {
    const { type, nTest = 1000, mean1, covariance, sd1 = 1, correlation1 = 0 } = question
    const p = mean1?.length ?? (type === 'variance1d' ? 1 : 2)
    const identity = Array.from({ length: p }, (_, i) => Array.from({ length: p }, (__, j) => (i === j ? 1 : 0)))
    const zero = identity.map(() => 0)
    const after = covariance ?? identity.map((row, i) => row.map((one, j) => (i === j ? one * sd1 ** 2 : correlation1)))
    // so many rows that half of both samples are nTest
    const a = normalRows(nTest, zero, covariance ?? identity, 11)
    const b = normalRows(nTest, mean1 ?? zero, after, 12)
    const classifiers = [logisticRegression(), nearestNeighbors({ neighbors: Math.min(60, nTest / 5) })]
    const found = classifierTwoSample(a, b, { classifiers, draws: 199 })
    expect(found.judged).toBe(nTest)
    const slack = (3 * 0.5) / Math.sqrt(nTest)
    for (const { accuracy, auc } of found.classifiers) {
      // by chance alone above the best that there is
      expect(accuracy).toBeLessThan(expected.accuracy + slack)
      if (expected.auc !== undefined) expect(auc).toBeLessThan(expected.auc + slack)
    }
    if (expected.nullStandardDeviation !== undefined)
      expectClose(0.5 / Math.sqrt(nTest), expected.nullStandardDeviation, 1e-9, 1e-9, 'null')
    const linear = found.classifiers[0]!
    if (expected.linearClassifierAccuracy !== undefined)
      expect(Math.abs(linear.accuracy - expected.linearClassifierAccuracy)).toBeLessThan(slack)
    if (type === 'identical') expect(found.pValue).toBeGreaterThan(0.01)
    else expect(found.pValue).toBeLessThan(0.05)
    // the best classifier comes near the best possible
    if (type !== 'identical') expect(found.accuracy).toBeGreaterThan(expected.accuracy - 2 * slack)
  },
)
