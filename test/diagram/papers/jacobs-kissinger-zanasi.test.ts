import { describe, expect, it } from 'vitest'
import {
  channelMatrix,
  combDisintegrate,
  compose,
  cut,
  dag,
  diagramOf,
  disintegrate,
  effectByComb,
  equalDiagrams,
  factor,
  findComb,
  interpret,
  marginalize,
  meaningsOf,
  normalizeBox,
  openAt,
  smokingModel,
  stochastic,
  substochastic,
  uniformState,
  withOutputs,
} from '../../../src/index.js'

const binary = (names: readonly string[]) => names.map((name) => ({ name, states: ['0', '1'] }))
const story = dag({
  nodes: ['S', 'T', 'H', 'C'],
  directed: [['H', 'S'], ['S', 'T'], ['T', 'C'], ['H', 'C']],
  latents: ['H'],
}) // biome-ignore format: edges
const effectOf = (joint: ReturnType<typeof factor>, graph: Parameters<typeof findComb>[0], x: string, y: string) => {
  const comb = findComb(graph, x, y)
  if (!comb.applicable) throw new Error('no comb')
  return effectByComb(joint, comb).channel.values
}

describe('Jacobs, Kissinger & Zanasi 2019, Causal inference by string diagram surgery', () => {
  // joint over S, T, C; P(C = 1 | S), P(C = 1 | do S)
  const scenarios = [
    ['the scientists are right', [0.5, 0.1, 0.01, 0.02, 0.1, 0.05, 0.02, 0.2], [0.19048, 0.67568], [0.25347763, 0.5422973]],
    ['the tobacco company is right', [0.14, 0.05, 0.16, 0.05, 0.1, 0.21, 0.1, 0.19], [0.25, 0.66667], [0.49944383, 0.50041771]],
    ['the unexpected', [0.3, 0.05, 0.2, 0.05, 0.05, 0.05, 0.25, 0.05], [0.16667, 0.25], [0.24444444, 0.21142857]],
  ] as const // biome-ignore format: a table
  for (const [name, cells, seen, done] of scenarios) {
    it(`smoking, ${name}: section 5 by comb disintegration`, () => {
      const joint = factor(binary(['S', 'T', 'C']), [...cells])
      const watched = disintegrate(marginalize(joint, ['T']), 'S').channel.values
      expect([watched[1], watched[3]].map((p) => Math.round(p! * 1e5) / 1e5)).toEqual(seen)
      const forced = effectOf(joint, story, 'S', 'C')
      expect([forced[1], forced[3]].map((p) => Math.round(p! * 1e8) / 1e8)).toEqual(done)
      // definition 5.1 by hand: w = f and g plugged together, then f cut: Σ_t g(t | s) Σ_s' f(s', c | t)
      const { f, g, unique } = combDisintegrate(joint, { treatment: 'S', screen: 'T', outcome: 'C' })
      expect(unique).toBe(true)
      for (const s of [0, 1]) {
        const p = [0, 1].reduce(
          (sum, t) => sum + g.channel.values[2 * s + t]! * (f.values[4 * t + 1]! + f.values[4 * t + 3]!),
          0,
        )
        expect(p).toBeCloseTo(forced[2 * s + 1]!, 12)
        for (const t of [0, 1])
          for (const c of [0, 1]) {
            const again = g.channel.values[2 * s + t]! * f.values[4 * t + 2 * s + c]!
            expect(again).toBeCloseTo(cells[4 * s + 2 * t + c]!, 12)
          }
      }
    })
  }

  it("Pearl's front-door table: 0.4525 for those made to smoke, 0.4975 for the others", () => {
    const joint = interpret(diagramOf(smokingModel), stochastic, meaningsOf(smokingModel, stochastic))
    const graph = dag({
      nodes: ['gene', 'smoking', 'tar', 'cancer'],
      directed: [['gene', 'smoking'], ['smoking', 'tar'], ['tar', 'cancer'], ['gene', 'cancer']],
      latents: ['gene'],
    }) // biome-ignore format: edges
    const forced = effectOf(joint, graph, 'smoking', 'cancer')
    expect(forced[1]).toBeCloseTo(0.4975, 12)
    expect(forced[3]).toBeCloseTo(0.4525, 12)
  })

  it('proposition 4.2 on a model: surgery before interpreting is the intervention after it', () => {
    const meanings = meaningsOf(smokingModel, stochastic)
    const outcome = withOutputs(diagramOf(smokingModel), ['smoking', 'cancer'])
    const trial = cut(outcome, 'smoking').diagram
    const conditioned = disintegrate(interpret(trial, stochastic, meanings), 'smoking').channel.values
    expect(conditioned[1]).toBeCloseTo(0.4975, 12)
    expect(conditioned[3]).toBeCloseTo(0.4525, 12)
    const open = openAt(withOutputs(outcome, 'cancer'), 'smoking').diagram
    expect(channelMatrix(interpret(open, stochastic, meanings)).get(1, 1)).toBeCloseTo(0.4525, 12)
    // the cut is the open diagram after a uniform state
    expect(
      equalDiagrams(compose(uniformState('smoking'), open), cut(withOutputs(outcome, 'cancer'), 'smoking').diagram),
    ).toBe(true)
    // and conditioning by a normalisation box is no other thing
    const boxed = normalizeBox(openAt(outcome, 'smoking').diagram)
    expect(interpret(boxed, substochastic, meanings).values).toEqual(
      interpret(openAt(outcome, 'smoking').diagram, stochastic, meanings).values,
    )
  })

  it("Simpson's paradox (Dawid): 0.5 and 0.4 observed, 0.4 and 0.5 adjusted", () => {
    // gender, treatment, recovery: counts of 80 patients
    const counts = [3, 7, 12, 18, 21, 9, 8, 2]
    const joint = factor(binary(['G', 'T', 'R']), counts.map((n) => n / 80)) // biome-ignore format: one line
    const watched = disintegrate(marginalize(joint, ['G']), 'T').channel.values
    const graph = dag('G -> T; G -> R; T -> R')
    const forced = effectOf(joint, graph, 'T', 'R')
    expect([watched[3], watched[1]].map((p) => Math.round(p! * 1e9) / 1e9)).toEqual([0.5, 0.4])
    expect([forced[3], forced[1]].map((p) => Math.round(p! * 1e9) / 1e9)).toEqual([0.4, 0.5])
  })

  it('kidney stones: 0.78 and 0.82571 observed, 0.83255 and 0.77888 adjusted', () => {
    const sizes = [
      [81, 6, 234, 36],
      [192, 71, 55, 25],
    ]
    const joint = factor(
      [
        { name: 'stone', states: ['small', 'large'] },
        { name: 'treatment', states: ['A', 'B'] },
        { name: 'success', states: ['yes', 'no'] },
      ],
      sizes.flat().map((n) => n / 700),
    )
    const watched = disintegrate(marginalize(joint, ['stone']), 'treatment').channel.values
    const forced = effectOf(
      joint,
      dag('stone -> treatment; stone -> success; treatment -> success'),
      'treatment',
      'success',
    )
    expect([watched[0], watched[2]].map((p) => Math.round(p! * 1e5) / 1e5)).toEqual([0.78, 0.82571])
    expect([forced[0], forced[2]].map((p) => Math.round(p! * 1e5) / 1e5)).toEqual([0.83255, 0.77888])
  })
})
