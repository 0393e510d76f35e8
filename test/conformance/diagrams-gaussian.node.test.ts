import { expect } from 'vitest'
import {
  admg,
  box,
  compose,
  type Diagram,
  dag,
  diagramOf,
  disintegrate,
  doValue,
  effectByComb,
  findComb,
  type GaussianChannel,
  gaussian,
  interpret,
  tensor,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Part {
  M: number[][]
  mu: number[]
  cov: number[][]
  dom: number
  cod: number
}
interface Case {
  id: string
  op: 'compose' | 'tensor' | 'disintegrate' | 'linearDo' | 'combFrontDoor'
  f: Part
  g: Part
  mean: number[]
  cov: number[][]
  given: number[]
  rest: number[]
  singularGiven: boolean
  order: string[]
  parents: Record<string, string[]>
  weights: number[][]
  intercepts: number[]
  noiseVariances: number[]
  do: Record<string, number>
  expected: Part & { mean: number[]; slope: number; regressionSlope: number; interventionalVarianceOfC: number }
}

const wires = (letter: string, n: number): string[] => Array.from({ length: n }, (_, i) => `${letter}${i}`)
const meaning = (part: Part) => ({ matrix: part.M, mean: part.mu, covariance: part.cov })
const close = (actual: readonly number[], wanted: readonly number[], what: string): void => {
  expect(actual.length, what).toBe(wanted.length)
  for (const [i, x] of wanted.entries()) expectClose(actual[i]!, x, 1e-9, 1e-9, `${what}[${i}]`)
}
const same = (channel: GaussianChannel, wanted: Part): void => {
  if (channel.inputs.length > 0) close(channel.matrix.flat(), wanted.M.flat(), 'M')
  close(channel.mean, wanted.mu, 'mu')
  close(channel.covariance.flat(), wanted.cov.flat(), 'cov')
}

conformance<Case, { cases: Case[] }>(
  'diagrams/gaussian',
  'diagrams/gaussian.json',
  (document) => document.cases,
  (item) => {
    if (item.op === 'compose') {
      const d = compose(
        box('f', wires('a', item.f.dom), wires('b', item.f.cod)),
        box('g', wires('b', item.g.dom), wires('c', item.g.cod)),
      )
      return same(interpret(d, gaussian, { f: meaning(item.f), g: meaning(item.g) }), item.expected)
    }
    if (item.op === 'tensor') {
      const d = tensor(
        box('f', wires('a', item.f.dom), wires('b', item.f.cod)),
        box('g', wires('c', item.g.dom), wires('d', item.g.cod)),
      )
      return same(interpret(d, gaussian, { f: meaning(item.f), g: meaning(item.g) }), item.expected)
    }
    if (item.op === 'linearDo') {
      const graph = dag({
        nodes: item.order,
        directed: item.order.flatMap((v) => item.parents[v]!.map((p) => [p, v] as const)),
      })
      const meanings = new Map(
        item.order.map((v, i) => [
          v,
          {
            matrix: [
              item.order
                .filter((p) => item.parents[v]!.includes(p))
                .map((p) => item.weights[i]![item.order.indexOf(p)]!),
            ],
            mean: [item.intercepts[i]!],
            covariance: [[item.noiseVariances[i]!]],
          },
        ]),
      )
      const read = (d: Diagram, wanted: { mean: number[]; cov: number[][] }): void => {
        const state = interpret(d, gaussian, meanings)
        close(state.mean, wanted.mean, 'mean')
        close(state.covariance.flat(), wanted.cov.flat(), 'cov')
      }
      const model: Diagram = diagramOf(graph)
      read(model, (item as unknown as { observational: { mean: number[]; cov: number[][] } }).observational)
      return read(
        Object.entries(item.do).reduce((was, [v, x]) => doValue(was, v, x).diagram, model),
        item.expected,
      )
    }
    const names = item.order ?? wires('v', item.mean.length)
    const state: GaussianChannel = {
      inputs: [],
      outputs: names,
      matrix: names.map(() => []),
      mean: item.mean,
      covariance: item.cov,
    }
    if (item.op === 'disintegrate') {
      const { channel, unique } = disintegrate(state, item.given)
      expect(unique).toBe(!item.singularGiven)
      if (!item.singularGiven) return same(channel, item.expected)
      // only on the support: M Σ_gg, and the joint put together again
      const gg = item.given.map((i) => item.given.map((j) => item.cov[i]![j]!))
      const times = (m: readonly (readonly number[])[]) =>
        m.map((row) => gg[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * gg[k]![j]!, 0)))
      close(times(channel.matrix).flat(), times(item.expected.M).flat(), 'M Σ')
      for (const [r, i] of item.rest.entries()) {
        const explained = channel.matrix[r]!.reduce((sum, x, k) => sum + x * item.mean[item.given[k]!]!, 0)
        expectClose(explained + channel.mean[r]!, item.mean[i]!, 1e-9, 1e-9, 'mean')
        for (const [s, j] of item.rest.entries()) {
          const through = channel.matrix[r]!.reduce((sum, x, k) => sum + x * item.cov[item.given[k]!]![j]!, 0)
          expectClose(through + channel.covariance[r]![s]!, item.cov[i]![j]!, 1e-9, 1e-9, 'cov')
        }
      }
      return
    }
    const [x, b, c] = names as [string, string, string]
    const comb = findComb(
      admg({
        nodes: names,
        directed: [
          [x, b],
          [b, c],
        ],
        bidirected: [[x, c]],
      }),
      x,
      c,
    )
    if (!comb.applicable) throw new Error('the front-door comb must be found')
    const { channel } = effectByComb(state, comb)
    expectClose(channel.matrix[0]![0]!, item.expected.slope, 1e-9, 1e-9, 'slope')
    expectClose(channel.covariance[0]![0]!, item.expected.interventionalVarianceOfC, 1e-9, 1e-9, 'variance')
  },
)
