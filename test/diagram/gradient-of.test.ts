import { describe, expect, it } from 'vitest'
import {
  box,
  compose,
  copy,
  dag,
  diagramOf,
  doValue,
  evidence,
  expectation,
  factor,
  gradientOf,
  identity,
  interpret,
  meaningsOf,
  normalizeBox,
  openAt,
  relational,
  smokingModel,
  stochastic,
  substochastic,
  tensor,
  withOutputs,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { numbersFrom } from './admg-model.js'

/** Derivatives by differences: numbers are lowered, so that the diagram stays a subprobability. */
function byDifferences(
  diagram: ReturnType<typeof diagramOf>,
  boxes: Map<string, Float64Array>,
  scalar: (values: Float64Array) => number,
  sizes: Map<string, number>,
): Map<string, number[]> {
  const at = (h: number, name: string, cell: number): number => {
    const moved = new Map([...boxes].map(([key, table]) => [key, table.slice()]))
    moved.get(name)![cell]! -= h
    return scalar(interpret(diagram, substochastic, moved, { sizes }).values)
  }
  const h = 1e-5
  return new Map(
    [...boxes].map(([name, table]) => [
      name,
      // central about the point h below, of second order there and so of first order here: extrapolated
      Array.from(table, (_, cell) => {
        const d1 = (at(0, name, cell) - at(h, name, cell)) / h
        const d2 = (at(0, name, cell) - at(2 * h, name, cell)) / (2 * h)
        return 2 * d1 - d2
      }),
    ]),
  )
}

describe('gradientOf', () => {
  it('is what differences say, for a scalar of joints and channels of random diagrams', () => {
    const next = numbersFrom(3)
    const graphs = ['A -> B -> C; A -> C', 'A -> B; A -> C; B -> D; C -> D', 'A -> B <- C'] as const
    for (const text of graphs) {
      const graph = dag(text)
      const nodes = graph.nodes as readonly string[]
      const sizes = new Map(nodes.map((name) => [name, 2 + Math.floor(next() * 2)]))
      const whole = diagramOf(graph, { outputs: nodes as never })
      const last = withOutputs(whole, nodes.at(-1)! as never)
      for (const diagram of [last, openAt(last, 'A').diagram, compose(last, copy(nodes.at(-1)!)), last]) {
        const boxes = new Map<string, Float64Array>()
        for (const { box: b } of diagram.boxes) {
          const size = (name: string): number => sizes.get(name)!
          const columns = size(b.outputs[0]!)
          const rows = b.inputs.reduce((product, name) => product * size(name), 1)
          const table = Float64Array.from({ length: rows * columns }, () => 0.2 + next())
          for (let r = 0; r < rows; r++) {
            const row = table.subarray(r * columns, (r + 1) * columns)
            const sum = row.reduce((t, x) => t + x, 0)
            for (let j = 0; j < columns; j++) row[j]! /= sum
          }
          boxes.set(b.name, table)
        }
        const weights: number[] = []
        const w = (i: number): number => (weights[i] ??= next())
        const scalar = (values: Float64Array): number => values.reduce((t, p, i) => t + w(i) * p * p, 0)
        const found = gradientOf(diagram, substochastic, boxes, {
          sizes,
          scalar: (values) => ({ value: scalar(values), gradient: values.map((p, i) => 2 * w(i) * p) }),
        })
        expect(found.value).toBeCloseTo(scalar(interpret(diagram, stochastic, boxes, { sizes }).values), 12)
        for (const [name, wanted] of byDifferences(diagram, boxes, scalar, sizes)) {
          const mine = found.gradients.get(name)!.values
          for (const [cell, slope] of wanted.entries()) expect(mine[cell]!).toBeCloseTo(slope, 6)
        }
      }
    }
  })

  it('learns a hidden cause by EM: the likelihood grows, expected counts sum to the counts, the gradient vanishes along rows', () => {
    const model = diagramOf(dag({ nodes: ['H', 'A', 'B', 'C'], directed: [['H', 'A'], ['H', 'B'], ['H', 'C']], latents: ['H'] })) // biome-ignore format: edges
    const truth = { H: [0.4, 0.6], A: [[0.9, 0.1], [0.3, 0.7]], B: [[0.8, 0.2], [0.1, 0.9]], C: [[0.7, 0.3], [0.2, 0.8]] } // biome-ignore format: tables
    const joint = interpret(model, stochastic, truth)
    const counts = factor(joint.variables, joint.values.map((p) => 1000 * p)) // biome-ignore format: one line
    let boxes: Record<string, Float64Array> = {
      H: Float64Array.of(0.5, 0.5),
      A: Float64Array.of(0.7, 0.3, 0.4, 0.6),
      B: Float64Array.of(0.7, 0.3, 0.4, 0.6),
      C: Float64Array.of(0.6, 0.4, 0.4, 0.6),
    }
    let before = Number.NEGATIVE_INFINITY
    for (let step = 0; step < 200; step++) {
      const { value, gradients } = gradientOf(model, stochastic, boxes, { counts })
      expect(value).toBeGreaterThanOrEqual(before - 1e-9)
      before = value
      boxes = Object.fromEntries(
        Object.entries(boxes).map(([name, table]) => {
          const expected = table.map((p, i) => p * gradients.get(name)!.values[i]!)
          expect(expected.reduce((t, n) => t + n, 0)).toBeCloseTo(1000, 6)
          return [name, expected.map((n, i) => n / (expected[i]! + expected[i ^ 1]!))]
        }),
      )
    }
    const fitted = interpret(model, stochastic, boxes).values
    for (const [cell, p] of joint.values.entries()) expect(fitted[cell]).toBeCloseTo(p, 3)
  })

  it('works on a model: the sensitivity of an effect to the tables of its mechanisms', () => {
    const done = doValue(withOutputs(diagramOf(smokingModel), 'cancer'), 'smoking', 1).diagram
    const { value, gradients } = gradientOf(done, stochastic, meaningsOf(smokingModel, stochastic), {
      scalar: ([, cancer]) => ({ value: cancer!, gradient: [0, 1] }),
    })
    expect(value).toBeCloseTo(expectation(smokingModel, 'cancer', { do: { smoking: 1 } }).value!, 12)
    // d P(cancer) / d P(gene = g) = P(cancer | g, do smoking): .95 × .05 + .05 × .1 and .95 × .85 + .05 × .9
    expect(gradients.get('gene')!.values[0]).toBeCloseTo(0.0525, 12)
    expect(gradients.get('gene')!.values[1]).toBeCloseTo(0.8525, 12)
  })

  it('refuses by name', () => {
    const model = withOutputs(diagramOf(dag('X -> Y')), 'Y')
    const boxes = { X: [0.5, 0.5], Y: [[1, 0], [1, 0]] } // biome-ignore format: a table
    const counts = factor([{ name: 'Y', states: ['0', '1'] }], [1, 2])
    const error = expectCausalError(
      () => gradientOf(model, stochastic, boxes, { counts }),
      'gradientOf',
      'zero-support',
    )
    expect(error.message).toContain('Y = 1 was counted 2 times')
    expectCausalError(() => gradientOf(model, stochastic, boxes, {}), 'gradientOf', 'invalid-argument')
    expectCausalError(() => gradientOf(model, relational, boxes, { counts }), 'gradientOf', 'not-supported')
    expectCausalError(() => gradientOf(model, stochastic, {}, { counts }), 'gradientOf', 'unknown-name')
    const wrong = { scalar: () => ({ value: 1, gradient: [1] }) }
    expectCausalError(() => gradientOf(model, stochastic, boxes, wrong), 'gradientOf', 'invalid-argument')
    const other = factor([{ name: 'Z', states: ['0', '1'] }], [1, 2])
    expectCausalError(() => gradientOf(model, stochastic, boxes, { counts: other }), 'gradientOf', 'type-mismatch')
    const boxed = normalizeBox(compose(box('X', [], ['X']), copy('X'), tensor(identity('X'), evidence('X', 1))))
    expectCausalError(() => gradientOf(boxed, stochastic, boxes, { counts }), 'gradientOf', 'not-supported')
  })
})
