import { expect } from 'vitest'
import {
  admg,
  bayesianInverse,
  box,
  type Channel,
  combDisintegrate,
  cut,
  dag,
  diagramOf,
  disintegrate,
  effectByComb,
  type Factor,
  findComb,
  interpret,
  openAt,
  stochastic,
  withOutputs,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  id: string
  kind: 'comb' | 'back-door' | 'disintegration' | 'cut'
  parents: Record<string, string[]>
  cpts: Record<string, number[]>
  order: string[]
  observational: number[]
  counts: number[][][]
  joint: number[]
  testChannel: number[][]
  intervene: string
  target: string
  // biome-ignore lint/suspicious/noExplicitAny: each kind expects other things
  expected: any
  published?: { probabilityOfCancerGivenDoS: number[]; tolerance: number }
}

const close = (actual: ArrayLike<number>, wanted: readonly number[], tolerance = 1e-12): void => {
  expect(actual.length).toBe(wanted.length)
  for (const [i, x] of wanted.entries()) expectClose(actual[i]!, x, tolerance, 0, `[${i}]`)
}
const binary = (order: readonly string[], values: readonly number[]): Factor => ({
  variables: order.map((name) => ({ name, states: ['0', '1'] })),
  values: Float64Array.from(values),
})

conformance<Case, { cases: Case[] }>(
  'diagrams/classic',
  'diagrams/classic.json',
  (document) => document.cases,
  (item) => {
    const { order, expected } = item
    if (item.kind === 'disintegration') {
      const joint = binary(order, item.joint)
      const [mood, disease] = order as [string, string]
      const forward = disintegrate(joint, mood)
      const backward = disintegrate(joint, disease)
      close(forward.marginal.values, expected.moodMarginal)
      close(backward.marginal.values, expected.diseaseMarginal)
      close(forward.channel.values, expected.diseaseGivenMood.flat())
      close(backward.channel.values, expected.moodGivenDisease.flat())
      const test = interpret(box('test', [disease], ['Test']), stochastic, { test: item.testChannel })
      const seen = bayesianInverse(test, backward.marginal)
      expectClose(seen.marginal.values[0]!, expected.priorPositive, 1e-12)
      close(seen.channel.values.slice(0, 2), expected.diseaseGivenPositive)
      // mood given a positive test: disease given positive, then mood given disease
      const both: Channel = backward.channel
      const after = [0, 1].map((m) => [0, 1].reduce((s, k) => s + seen.channel.values[k]! * both.values[k * 2 + m]!, 0))
      close(after, expected.moodGivenPositive)
      return
    }
    if (item.kind === 'cut') return checkCut(item)
    const flat = item.kind === 'back-door' ? item.counts.flat(2) : item.observational
    const total = flat.reduce((sum, x) => sum + x, 0)
    const joint = binary(
      order,
      flat.map((x) => x / total),
    )
    const [a, b, c] = order as [string, string, string]
    // what is seen, for contrast: P(target | treatment)
    const [tx, ty] = [order.indexOf(item.intervene), order.indexOf(item.target)]
    const pair = binary([item.intervene, item.target], [0, 0, 0, 0])
    for (const [i, p] of joint.values.entries()) {
      const bit = (axis: number): number => (i >> (2 - axis)) & 1
      pair.values[2 * bit(tx) + bit(ty)]! += p
    }
    close(disintegrate(pair, item.intervene).channel.values, expected.observedConditional.flat())
    const graph =
      item.kind === 'comb'
        ? admg({
            nodes: order,
            directed: [
              [a, b],
              [b, c],
            ],
            bidirected: [[a, c]],
          })
        : admg({
            nodes: order,
            directed: [
              [a, b],
              [a, c],
              [b, c],
            ],
          })
    const comb = findComb(graph, item.intervene, item.target)
    if (!comb.applicable) throw new Error('there is a comb')
    const effect = effectByComb(joint, comb)
    close(effect.channel.values, expected.targetGivenDo.flat())
    if (item.published !== undefined) {
      const ill = [effect.channel.values[1]!, effect.channel.values[3]!]
      close(ill, item.published.probabilityOfCancerGivenDoS, item.published.tolerance)
    }
    if (item.kind !== 'comb' || expected.g === undefined) return
    const { f, g } = combDisintegrate(joint, { treatment: a, screen: b, outcome: c })
    close(g.channel.values, expected.g.flat())
    close(f.values, expected.f)
    // the cut joint: f and g plugged together with the treatment's wire cut
    const network = diagramOf(dag({ nodes: [a, b], directed: [[a, b]] }))
    const open = interpret(cut(network, a).diagram, stochastic, { [b]: g.channel })
    const joined = [0, 1].flatMap((i) =>
      [0, 1].flatMap((j) =>
        [0, 1].map((k) => open.values[i * 2 + j]! * [0, 1].reduce((sum, x) => sum + f.values[(j * 2 + x) * 2 + k]!, 0)),
      ),
    )
    close(joined, expected.cutJoint)
  },
)

/** A network with all its boxes known: what is seen, and what surgery on one wire does. */
function checkCut({ order, parents, cpts, intervene, target, expected }: Case): void {
  const directed = order.flatMap((child) => parents[child]!.map((parent): [string, string] => [parent, child]))
  const model = diagramOf(dag({ nodes: order, directed }), { outputs: order })
  const tables = new Map(order.map((name) => [name, Float64Array.from(cpts[name]!)]))
  const joint = interpret(model, stochastic, tables)
  close(joint.values, expected.observational)
  const pair = interpret(withOutputs(model, [intervene, target]), stochastic, tables)
  close(disintegrate(pair, intervene).channel.values, expected.observedConditional.flat())
  const shown = withOutputs(model, target)
  const sizes = { [intervene]: 2 }
  const opened = interpret(openAt(shown, intervene).diagram, stochastic, tables, { sizes })
  close(opened.values, expected.targetGivenDo.flat())
  const cutJoint = interpret(cut(withOutputs(model, [intervene, target]), intervene).diagram, stochastic, tables, {
    sizes,
  })
  close(disintegrate(cutJoint, intervene).channel.values, expected.targetGivenDo.flat())
  // the comb reads the joint alone
  const comb = findComb(dag({ nodes: order, directed }), intervene, target)
  if (!comb.applicable) throw new Error('there is a comb')
  close(effectByComb(joint, comb).channel.values, expected.targetGivenDo.flat())
}
