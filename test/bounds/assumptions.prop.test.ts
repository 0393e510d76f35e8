import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  type BoundsAssumption,
  type BoundsProgress,
  balkePearlBounds,
  counterfactualBounds,
  factor,
  type PotentialOutcome,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const states = ['0', '1']
const axis = <N extends string>(name: N) => ({ name, states })
const sumOf = (list: readonly number[]) => list.reduce((a, b) => a + b, 0)
const weights = (n: number) =>
  fc
    .array(
      fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.integer({ min: 1, max: 50 }) }),
      {
        minLength: n,
        maxLength: n,
      },
    )
    .filter((list) => sumOf(list) > 0)
    .map((list) => list.map((w) => w / sumOf(list)))
const holds = (result: ReturnType<typeof counterfactualBounds>, truth: number) => {
  if (result.status !== 'bounds') throw new Error(result.status)
  expect(result.lower).toBeLessThanOrEqual(truth + 1e-9)
  expect(result.upper).toBeGreaterThanOrEqual(truth - 1e-9)
}

/** Units of Z -> X -> Y, X <-> Y: how X answers Z, how Y answers X. */
const instrumentUnits = Array.from({ length: 16 }, (_, t) => ({
  x: [t & 1, (t >> 1) & 1],
  y: [(t >> 2) & 1, (t >> 3) & 1],
}))
const instrument = admg('Z -> X -> Y; X <-> Y')
const jointOf = (q: readonly number[]) => {
  const joint = new Array<number>(8).fill(0)
  for (const z of [0, 1])
    for (const [t, { x, y }] of instrumentUnits.entries()) joint[4 * z + 2 * x[z]! + y[x[z]!]!]! += q[t]! / 2
  return { distribution: factor([axis('Z'), axis('X'), axis('Y')], joint) }
}
const recovers = (x: string): PotentialOutcome<'Z' | 'X' | 'Y'>[] => [{ variable: 'Y', value: '1', do: { X: x } }]
const defies: BoundsAssumption<'Z' | 'X' | 'Y'>['event'] = [
  { variable: 'X', value: '1', do: { Z: '0' } },
  { variable: 'X', value: '0', do: { Z: '1' } },
]
const effect = [
  { weight: 1, event: recovers('1') },
  { weight: -1, event: recovers('0') },
]

describe('sums and assumptions', () => {
  it('an effect is a sum: that of balkePearlBounds', () => {
    fc.assert(
      fc.property(weights(16), fc.boolean(), (drawn, monotone) => {
        const q = monotone
          ? drawn.map((w, t) => (instrumentUnits[t]!.x[0]! > instrumentUnits[t]!.x[1]! ? 0 : w))
          : drawn
        if (sumOf(q) === 0) return
        const data = jointOf(q.map((w) => w / sumOf(q)))
        const names = { instrument: 'Z', treatment: 'X', outcome: 'Y', monotone } as const
        const known = balkePearlBounds(data.distribution, names)
        const result = counterfactualBounds(instrument, [data], {
          sum: effect,
          ...(monotone && { assume: [{ event: defies, atMost: 0 }] }),
        })
        if (known.status !== 'bounds' || result.status !== 'bounds') throw new Error('bounds expected')
        expect(result.lower).toBeCloseTo(known.effect[0], 8)
        expect(result.upper).toBeCloseTo(known.effect[1], 8)
      }),
      { numRuns: 60 },
    )
  })

  it('no defiers is the monotone pair; few defiers lie between', () => {
    let live = 0
    fc.assert(
      fc.property(weights(16), fc.boolean(), fc.double({ min: 0, max: 0.2, noNaN: true }), (drawn, defy, more) => {
        const kept = drawn.map((w, t) => (defy || instrumentUnits[t]!.x[0]! <= instrumentUnits[t]!.x[1]! ? w : 0))
        if (sumOf(kept) === 0) return
        const q = kept.map((w) => w / sumOf(kept))
        const data = [jointOf(q)]
        const share = sumOf(q.filter((_, t) => instrumentUnits[t]!.x[0]! > instrumentUnits[t]!.x[1]!))
        const under = (atMost: number) =>
          counterfactualBounds(instrument, data, { sum: effect, assume: [{ event: defies, atMost }] })
        const none = counterfactualBounds(instrument, data, { sum: effect, monotone: [['Z', 'X']] })
        const never = under(0)
        expect(never.status).toBe(none.status)
        if (never.status === 'bounds' && none.status === 'bounds') {
          live++
          expect([never.lower, never.upper]).toEqual([expect.closeTo(none.lower, 8), expect.closeTo(none.upper, 8)])
        }
        const truth = sumOf(q.map((w, t) => w * (instrumentUnits[t]!.y[1]! - instrumentUnits[t]!.y[0]!)))
        const exact = under(share + 1e-9)
        holds(exact, truth)
        const wider = under(share + 1e-9 + more)
        const free = counterfactualBounds(instrument, data, { sum: effect })
        if (exact.status !== 'bounds' || wider.status !== 'bounds' || free.status !== 'bounds')
          throw new Error('bounds')
        expect(wider.lower).toBeLessThanOrEqual(exact.lower + 1e-8)
        expect(free.lower).toBeLessThanOrEqual(wider.lower + 1e-8)
        expect(free.upper).toBeGreaterThanOrEqual(wider.upper - 1e-8)
        // what is asked for is limited by what is assumed of it
        const told = counterfactualBounds(instrument, data, {
          sum: effect,
          assume: [{ sum: effect, atLeast: truth - 0.01, atMost: truth + 0.01 }],
        })
        if (told.status !== 'bounds') throw new Error('bounds')
        expect(told.lower).toBeGreaterThanOrEqual(truth - 0.01 - 1e-8)
        expect(told.upper).toBeLessThanOrEqual(truth + 0.01 + 1e-8)
      }),
      { numRuns: 40 },
    )
    expect(live).toBeGreaterThan(5)
  })

  it('hold within a condition', () => {
    fc.assert(
      fc.property(weights(16), (q) => {
        const units = instrumentUnits.map((unit, t) => ({ ...unit, w: q[t]! }))
        const benefit = units.filter(({ y }) => y[1] === 1)
        if (sumOf(benefit.map(({ w }) => w)) < 1e-3) return
        const defiers = sumOf(units.map(({ x, w }) => (x[0]! > x[1]! ? w : 0)))
        const result = counterfactualBounds(instrument, [jointOf(q)], {
          event: [{ variable: 'Y', value: '0', do: { X: '0' } }],
          given: recovers('1'),
          assume: [{ event: defies, atMost: Math.min(1, defiers + 1e-6) }],
        })
        const truth = sumOf(benefit.map(({ y, w }) => (y[0] === 0 ? w : 0))) / sumOf(benefit.map(({ w }) => w))
        if (result.status === 'unresolved') return
        holds(result, truth)
      }),
      { numRuns: 40 },
    )
  })
})

describe('nested worlds', () => {
  // X, how M answers X, how Y answers (X, M): one hidden cause for all
  const units = Array.from({ length: 128 }, (_, t) => ({
    x: t & 1,
    m: [(t >> 1) & 1, (t >> 2) & 1],
    y: [(t >> 3) & 1, (t >> 4) & 1, (t >> 5) & 1, (t >> 6) & 1],
  }))
  const mediated = admg('X -> M -> Y; X -> Y; X <-> M; M <-> Y; X <-> Y')

  it('hold the truth of every model, from observations and an experiment together', () => {
    fc.assert(
      fc.property(weights(128), fc.boolean(), (q, experiment) => {
        const joint = new Array<number>(8).fill(0)
        const arm = new Array<number>(4).fill(0)
        for (const [t, { x, m, y }] of units.entries()) {
          joint[4 * x + 2 * m[x]! + y[2 * x + m[x]!]!]! += q[t]!
          arm[2 * m[1]! + y[2 + m[1]!]!]! += q[t]!
        }
        const data = [
          { distribution: factor([axis('X'), axis('M'), axis('Y')], joint) },
          ...(experiment ? [{ distribution: factor([axis('M'), axis('Y')], arm), do: { X: '1' } }] : []),
        ]
        // treatment with the mediator of no treatment, and no recovery without treatment
        const result = counterfactualBounds(mediated, data, {
          event: [
            { variable: 'Y', value: '1', do: { X: '1', M: { do: { X: '0' } } } },
            { variable: 'Y', value: '0', do: { X: '0' } },
          ],
        })
        holds(result, sumOf(units.map(({ m, y }, t) => (y[2 + m[0]!] === 1 && y[m[0]!] === 0 ? q[t]! : 0))))
        const direct = [
          { weight: 1, event: [{ variable: 'Y', value: '1', do: { X: '1', M: { do: { X: '0' } } } }] },
          { weight: -1, event: [{ variable: 'Y', value: '1', do: { X: '0' } }] },
        ] as const
        holds(
          counterfactualBounds(mediated, data, { sum: direct }),
          sumOf(units.map(({ m, y }, t) => q[t]! * (y[2 + m[0]!]! - y[m[0]!]!))),
        )
        // the mediator of the same world changes nothing
        const plain = counterfactualBounds(mediated, data, { event: [{ variable: 'Y', value: '1', do: { X: '1' } }] })
        const same = counterfactualBounds(mediated, data, {
          event: [{ variable: 'Y', value: '1', do: { X: '1', M: { do: { X: '1' } } } }],
        })
        expect(same).toEqual(plain)
      }),
      { numRuns: 40 },
    )
  })

  it('a root is the same in every world', () => {
    const data = [jointOf(new Array<number>(16).fill(1 / 16))]
    const ask = (act: object) =>
      counterfactualBounds(instrument, data, { event: [{ variable: 'X', value: '1', do: act }] as never })
    expect(ask({ Z: { do: { Z: '1' } } })).toEqual(ask({ Z: '1' }))
  })
})

describe('what cannot be read', () => {
  const data = [jointOf(new Array<number>(16).fill(1 / 16))]
  it('is refused by name', () => {
    const ask = (query: object) => () => counterfactualBounds(instrument, data, query as never)
    const refused = (query: object, code: 'invalid-argument' | 'unknown-name' = 'invalid-argument') =>
      expectCausalError(ask(query), 'counterfactualBounds', code)
    refused({})
    refused({ event: recovers('1'), sum: effect })
    refused({ sum: [] })
    refused({ sum: [{ weight: Number.NaN, event: recovers('1') }] })
    refused({ event: recovers('1'), assume: [{ event: defies }] })
    refused({ event: recovers('1'), assume: [{ event: defies, atMost: Number.NaN }] })
    refused({ event: recovers('1'), assume: [{ event: [{ variable: 'Q', value: '1' }], atMost: 0 }] }, 'unknown-name')
    refused({ event: [{ variable: 'Y', value: '1', do: { X: { do: { Q: '1' } } } }] }, 'unknown-name')
    refused({ event: recovers('1'), onProgress: 3 })
  })

  it('reports where it is, and stops when told to', () => {
    const seen: BoundsProgress[] = []
    counterfactualBounds(instrument, data, { event: recovers('1'), onProgress: (progress) => seen.push(progress) })
    expect(seen.map(({ stage, done, total }) => `${stage} ${done}/${total}`)).toEqual([
      'types 1/1',
      'programmes 1/2',
      'programmes 2/2',
    ])
    const controller = new AbortController()
    controller.abort()
    expectCausalError(
      () => counterfactualBounds(instrument, data, { event: recovers('1'), signal: controller.signal }),
      'counterfactualBounds',
      'aborted',
    )
  })
})
