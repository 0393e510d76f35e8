import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  counts,
  dag,
  estimateEffect,
  evaluateEstimand,
  frontDoorEstimator,
  identify,
  napkinGraph,
  parseEstimand,
  plugIn,
  randomStream,
  standardization,
  table,
  toText,
  uniforms,
} from '../../src/index.js'

const n = 400
/** Five columns of coins from a seed, so that every combination has rows. */
const arbitrary = fc.integer().map((seed) => {
  const u = uniforms(randomStream(seed), 5 * n).values
  const bits = (k: number, p: number) => Array.from({ length: n }, (_, i) => (u[k * n + i]! < p ? 1 : 0))
  return { A: bits(0, 0.5), B: bits(1, 0.4), C: bits(2, 0.6), T: bits(3, 0.5), Y: bits(4, 0.5) }
})

/** ADMGs over the five names, in their order, of which some are identified by no simple form. */
const graphs = [
  'A -> T -> Y; A -> Y',
  'T -> A -> Y; T <-> Y',
  'A -> B -> T -> Y; A <-> T; A <-> Y',
  'T -> A -> B -> Y; T <-> B; A <-> Y',
  'A -> T -> B -> Y; A <-> B; A -> Y; T <-> Y',
  'T -> A -> Y; A <-> B; B -> T; T <-> Y; B -> Y',
]

describe('plugIn', () => {
  it('has the value of the formula beside it', () => {
    let judged = 0
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(...graphs), (columns, text) => {
        const graph = admg(text)
        const data = table(columns)
        const e = estimateEffect(data, { graph, treatment: 'T', outcome: 'Y', estimator: plugIn() } as never)
        if (!e.estimated) return
        judged++
        const value = evaluateEstimand(e.estimand as never, counts(data))
        const axis = value.variables.findIndex(({ name }) => name === 'T')
        const at = (t: number): number => value.values[axis === 0 ? t * 2 + 1 : 2 + t]!
        expect(Math.abs(e.estimate - (at(1) - at(0)))).toBeLessThan(1e-10)
        expect(toText(parseEstimand(e.formula))).toBe(e.formula)
      }),
      { numRuns: 60 },
    )
    expect(judged).toBeGreaterThan(30)
  })

  it('has influence values that are the derivative by each weight', () => {
    let judged = 0
    fc.assert(
      fc.property(arbitrary, fc.constantFrom(...graphs), fc.nat(n - 1), (columns, text, row) => {
        const question = { graph: admg(text), treatment: 'T', outcome: 'Y', estimator: plugIn(), weights: 'w' }
        const at = (weight: number) =>
          estimateEffect(table({ ...columns, w: columns.A.map((_, i) => (i === row ? weight : 1)) }), question as never)
        const [up, e, down] = [at(1.01), at(1), at(0.99)]
        if (!e.estimated || !up.estimated || !down.estimated) return
        judged++
        const slope = (n * (up.estimate - down.estimate)) / 0.02
        expect(Math.abs(e.influence[row]! - slope) / Math.max(1, Math.abs(slope))).toBeLessThan(1e-4)
      }),
      { numRuns: 40 },
    )
    expect(judged).toBeGreaterThan(20)
  })

  it('is standardization for a back door and the front-door estimator for a front door', () => {
    let judged = 0
    fc.assert(
      fc.property(arbitrary, (columns) => {
        const data = table(columns)
        for (const [text, other] of [
          ['A -> T -> Y; A -> Y', standardization()],
          ['T -> A -> Y; T <-> Y', frontDoorEstimator()],
        ] as const) {
          const ask = { graph: admg(text), treatment: 'T', outcome: 'Y' }
          const a = estimateEffect(data, { ...ask, estimator: plugIn() } as never)
          const b = estimateEffect(data, { ...ask, estimator: other } as never)
          if (!a.estimated || !b.estimated) return
          judged++
          expect(a.estimate).toBeCloseTo(b.estimate, 10)
          expect(a.standardError).toBeCloseTo(b.standardError, 10)
        }
      }),
      { numRuns: 20 },
    )
    expect(judged).toBeGreaterThan(20)
  })

  it('settles a free choice by an average that its formula shows, and takes a ready identification', () => {
    const graph = napkinGraph
    const [w, r, x, y] = graph.nodes
    let judged = 0
    fc.assert(
      fc.property(arbitrary, ({ A, B, C, T }) => {
        const data = table({ [w!]: A, [r!]: B, [x!]: C, [y!]: T } as never)
        const found = identify(graph, { do: x as never, outcome: y as never })
        expect(found.identifiable && toText(found.estimand)).toContain('any_')
        const ask = { treatment: x, outcome: y, estimator: plugIn() }
        const e = estimateEffect(data, { ...ask, graph } as never)
        const again = estimateEffect(data, { ...ask, identification: found } as never)
        if (!e.estimated || !again.estimated) return
        judged++
        expect(e.formula).not.toContain('any_')
        expect(again.estimate).toBe(e.estimate)
        expect(again.identification).toBe(found)
      }),
      { numRuns: 20 },
    )
    expect(judged).toBeGreaterThan(10)
  })

  it('names the rows that the formula needs and that are not there', () => {
    const data = table({ A: [0, 0, 1, 1, 1, 0], T: [0, 1, 0, 0, 0, 1], Y: [0, 1, 1, 0, 1, 1] })
    const e = estimateEffect(data, {
      graph: dag('A -> T -> Y; A -> Y'),
      treatment: 'T',
      outcome: 'Y',
      estimator: plugIn(),
    })
    expect(e).toMatchObject({ estimated: false, reason: 'no-overlap', witness: { cells: [{ T: '1', A: '1' }] } })
  })
})
