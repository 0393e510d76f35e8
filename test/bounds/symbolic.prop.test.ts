import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  type CausalGraph,
  counterfactualBounds,
  evaluateSymbolicBounds,
  factor,
  type KnownDistribution,
  type SymbolicBounds,
  symbolicBounds,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const axis = <N extends string>(name: N, k = 2) => ({ name, states: Array.from({ length: k }, (_, i) => String(i)) })
const sumOf = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
const instrument = admg('Z -> X -> Y; X <-> Y')
const three = [{ variables: [axis('Z'), axis('X'), axis('Y')] }]
const recovers = (x: string) => [{ variable: 'Y' as const, value: '1', do: { X: x } }]
const effect = [
  { weight: 1, event: recovers('1') },
  { weight: -1, event: recovers('0') },
]
const texts = (list: SymbolicBounds['lower']) => list.map(({ text }) => text).sort()

describe('symbolicBounds', () => {
  it('are the eight and eight expressions of Balke and Pearl for the effect with a binary instrument', () => {
    const bounds = symbolicBounds(instrument, three, { sum: effect })
    expect([bounds.lower.length, bounds.upper.length]).toEqual([8, 8])
    // p(x, y, z) stands for P(X = x, Y = y | Z = z): Balke & Pearl 1997, theorem 1, where p_{yx.z} is written
    type P = (y: number, x: number, z: number) => number
    const lower: ((p: P) => number)[] = [
      (p) => p(1, 1, 1) + p(0, 0, 0) - 1,
      (p) => p(1, 1, 0) + p(0, 0, 1) - 1,
      (p) => p(1, 1, 0) - p(1, 1, 1) - p(1, 0, 1) - p(0, 1, 0) - p(1, 0, 0),
      (p) => p(1, 1, 1) - p(1, 1, 0) - p(1, 0, 0) - p(0, 1, 1) - p(1, 0, 1),
      (p) => -p(0, 1, 1) - p(1, 0, 1),
      (p) => -p(0, 1, 0) - p(1, 0, 0),
      (p) => p(0, 0, 1) - p(0, 1, 1) - p(1, 0, 1) - p(0, 1, 0) - p(0, 0, 0),
      (p) => p(0, 0, 0) - p(0, 1, 0) - p(1, 0, 0) - p(0, 1, 1) - p(0, 0, 1),
    ]
    const upper: ((p: P) => number)[] = [
      (p) => 1 - p(0, 1, 1) - p(1, 0, 0),
      (p) => 1 - p(0, 1, 0) - p(1, 0, 1),
      (p) => -p(0, 1, 0) + p(0, 1, 1) + p(0, 0, 1) + p(1, 1, 0) + p(0, 0, 0),
      (p) => -p(0, 1, 1) + p(1, 1, 1) + p(0, 0, 1) + p(0, 1, 0) + p(0, 0, 0),
      (p) => p(1, 1, 1) + p(0, 0, 1),
      (p) => p(1, 1, 0) + p(0, 0, 0),
      (p) => -p(1, 0, 1) + p(1, 1, 1) + p(0, 0, 1) + p(1, 1, 0) + p(1, 0, 0),
      (p) => -p(1, 0, 0) + p(1, 1, 0) + p(0, 0, 0) + p(1, 1, 1) + p(1, 0, 1),
    ]
    // each of ours is one of theirs, as a function on distributions P(X, Y | Z): compared at points in general position
    const points = [1, 2, 3, 4, 5, 6, 7].map((seed) => {
      const cells = Array.from({ length: 8 }, (_, i) => ((seed * 7919 + i * i * 104729 + i * 31) % 97) + 1)
      return cells.map((c, i) => c / sumOf(cells.slice(i < 4 ? 0 : 4, i < 4 ? 4 : 8)))
    })
    const seenAs = (f: (p: P) => number) =>
      points
        .map((cells) =>
          f((y, x, z) => cells[4 * z + 2 * x + y]!)
            .toFixed(9)
            .replace('-0.000000000', '0.000000000'),
        )
        .join()
    const ours = (list: SymbolicBounds['lower']) =>
      list.map(({ constant, terms }) =>
        seenAs((p) =>
          terms.reduce((sum, { coefficient, probability }) => {
            const state = (name: string) =>
              Number([...probability.of, ...probability.given].find(({ variable }) => variable === name)!.state)
            return sum + coefficient * p(state('Y'), state('X'), state('Z'))
          }, constant),
        ),
      )
    expect(ours(bounds.lower).sort()).toEqual(lower.map(seenAs).sort())
    expect(ours(bounds.upper).sort()).toEqual(upper.map(seenAs).sort())
    // and the instrumental inequalities: for each treatment, P(x, y | z) + P(x, y′ | z′) ≤ 1
    expect(texts(bounds.constraints)).toEqual(
      [
        '1 − P(X = 0, Y = 0 | Z = 0) − P(X = 0, Y = 1 | Z = 1)',
        '1 − P(X = 0, Y = 1 | Z = 0) − P(X = 0, Y = 0 | Z = 1)',
        '1 − P(X = 1, Y = 0 | Z = 0) − P(X = 1, Y = 1 | Z = 1)',
        '1 − P(X = 1, Y = 1 | Z = 0) − P(X = 1, Y = 0 | Z = 1)',
      ].sort(),
    )
    expect(texts(bounds.upper)).toContain('1 − P(X = 1, Y = 0 | Z = 0) − P(X = 0, Y = 1 | Z = 1)')
  })

  it('are those of Tian and Pearl for necessity and sufficiency', () => {
    const bounds = symbolicBounds(
      admg('X -> Y; X <-> Y'),
      [
        { variables: [axis('X'), axis('Y')] },
        { variables: [axis('Y')], do: { X: '1' } },
        { variables: [axis('Y')], do: { X: '0' } },
      ],
      {
        event: [
          { variable: 'Y', value: '1', do: { X: '1' } },
          { variable: 'Y', value: '0', do: { X: '0' } },
        ],
      },
    )
    // Tian & Pearl 2000, equation 12
    expect([bounds.lower.length, bounds.upper.length]).toEqual([4, 4])
    expect(texts(bounds.lower)).toContain('0')
  })

  it('have the values of the numeric bounds, and find the data that no model gives', () => {
    const questions: readonly {
      readonly graph: CausalGraph<'dag' | 'admg', 'Z' | 'X' | 'Y'>
      readonly sizes: readonly [number, number, number]
      readonly query: Parameters<typeof symbolicBounds<'Z' | 'X' | 'Y'>>[2]
    }[] = [
      { graph: instrument, sizes: [2, 2, 2], query: { sum: effect } },
      { graph: instrument, sizes: [2, 2, 2], query: { event: recovers('1'), monotone: [['Z', 'X']] } },
      { graph: instrument, sizes: [3, 2, 2], query: { event: recovers('1') } },
      {
        graph: instrument,
        sizes: [2, 2, 2],
        query: {
          event: [...recovers('1'), { variable: 'Y', value: '0', do: { X: '0' } }],
          assume: [{ event: [{ variable: 'Y', value: '0', do: { X: '1' } }, ...recovers('0')], atMost: 0 }],
        },
      },
      { graph: admg('Z -> X -> Y; X <-> Y; Z <-> Y; Z <-> X'), sizes: [2, 2, 2], query: { event: recovers('1') } },
    ]
    const counts = { bounds: 0, none: 0 }
    for (const { graph, sizes, query } of questions) {
      const variables = [axis('Z', sizes[0]), axis('X', sizes[1]), axis('Y', sizes[2])]
      const bounds = symbolicBounds(graph, [{ variables }], query)
      const cells = sizes[0] * sizes[1] * sizes[2]
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 30 }), { minLength: cells, maxLength: cells }), (values) => {
          const data = [{ distribution: factor(variables, values) }]
          const symbolic = evaluateSymbolicBounds(bounds, data)
          const numeric = counterfactualBounds(graph, data, query)
          expect(symbolic.status).toBe(numeric.status)
          if (symbolic.status !== 'bounds' || numeric.status !== 'bounds') return void counts.none++
          counts.bounds++
          expect(symbolic.lower).toBeCloseTo(numeric.lower, 8)
          expect(symbolic.upper).toBeCloseTo(numeric.upper, 8)
        }),
        { numRuns: 60 },
      )
    }
    expect(counts.bounds).toBeGreaterThan(100)
    expect(counts.none).toBeGreaterThan(5)
  })

  it('refuses what has no formula of this form', () => {
    const ask =
      (query: object, measured: unknown = three) =>
      () =>
        symbolicBounds(instrument, measured as never, query as never)
    expectCausalError(ask({ sum: effect, assume: [{ sum: effect, atLeast: 0 }] }), 'symbolicBounds', 'not-supported')
    expectCausalError(ask({ sum: effect, given: [] }), 'symbolicBounds', 'unknown-option' as never)
    expectCausalError(ask({ sum: effect }, [{ variables: [axis('Z')] }]), 'symbolicBounds', 'invalid-argument')
    const bounds = symbolicBounds(instrument, three, { sum: effect })
    const other: KnownDistribution<'X' | 'Y'> = { distribution: factor([axis('X'), axis('Y')], [1, 1, 1, 1]) }
    expectCausalError(() => evaluateSymbolicBounds(bounds, [other]), 'evaluateSymbolicBounds', 'invalid-argument')
    const empty = { distribution: factor([axis('Z'), axis('X'), axis('Y')], [1, 1, 1, 1, 0, 0, 0, 0]) }
    expectCausalError(() => evaluateSymbolicBounds(bounds, [empty]), 'evaluateSymbolicBounds', 'zero-support')
  })
})
