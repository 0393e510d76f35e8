import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  berkeleyAdmissions,
  type CausalErrorCode,
  dag,
  type EffectEstimate,
  type EstimatedEffect,
  type Estimator,
  estimateEffect,
  fromCounts,
  ipw,
  kidneyStones,
  pdag,
  regressionAdjustment,
  standardization,
  table,
  where,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}
const wave = (n: number, k: number) =>
  Float64Array.from({ length: n }, (_, i) => Math.sin(i * (k + 1.3)) + 0.3 * Math.cos(i * i + k))
const all: readonly Estimator[] = [
  regressionAdjustment(),
  regressionAdjustment({ interactions: false }),
  ipw(),
  aipw(),
  standardization(),
]
const triangle = dag('Z -> T -> Y; Z -> Y')

describe('estimateEffect on kidney stones', () => {
  const patients = deepFreeze(fromCounts(kidneyStones))
  const graph = dag('stone -> treatment -> recovered; stone -> recovered')
  const question = { graph, treatment: 'treatment', outcome: 'recovered' } as const

  it('reverses the naive answer, exactly and by every saturated estimator', () => {
    for (const estimator of [standardization(), regressionAdjustment(), ipw(), aipw()]) {
      const e = estimated(estimateEffect(patients, { ...question, estimator }))
      expect(e.estimate).toBeCloseTo(3274803 / 61016000, 10)
      expect(e.diagnostics['meanUnderTreatment']).toBeCloseTo(634983 / 762700, 10)
      expect(e.diagnostics['meanUnderControl']).toBeCloseTo(0.778875, 10)
      expect(e.standardError).toBeCloseTo(0.0335881, 6)
      expect(e).toMatchObject({
        adjustment: ['stone'],
        population: 'ATE',
        strategy: 'back-door',
        n: 700,
        confidence: 0.95,
        warnings: [],
      })
      expect(e.contrast).toEqual({ from: 'treatment = percutaneous', to: 'treatment = open' })
      expect(e.diagnostics['event']).toBe('yes')
      expect(Object.isFrozen(e) && Object.isFrozen(e.interval) && Object.isFrozen(e.diagnostics)).toBe(true)
    }
    const naive = estimated(
      estimateEffect(patients, { ...question, graph: dag('treatment -> recovered; stone'), estimator: ipw() }),
    )
    expect(naive.estimate).toBeCloseTo(-8 / 175, 10)
    expect(naive.formula).toBe('P(recovered | treatment)')
  })

  it('gives the effect among the treated, the untreated, and where both occur', () => {
    for (const make of [regressionAdjustment, ipw, aipw, standardization]) {
      const e = estimated(estimateEffect(patients, { ...question, estimator: make({ population: 'ATT' }) }))
      expect(e.estimate).toBeCloseTo(1343 / 28000, 10)
      const c = estimated(estimateEffect(patients, { ...question, estimator: make({ population: 'ATC' }) }))
      expect((e.estimate * 350 + c.estimate * 350) / 700).toBeCloseTo(3274803 / 61016000, 10)
    }
    const o = estimated(estimateEffect(patients, { ...question, estimator: ipw({ population: 'ATO' }) }))
    // n e (1 − e): 357 · 87/357 · 270/357 small stones, 343 · 263/343 · 80/343 large ones
    const [small, large] = [(87 * 270) / 357, (263 * 80) / 343]
    expect(o.estimate).toBeCloseTo(
      (small * (81 / 87 - 234 / 270) + large * (192 / 263 - 55 / 80)) / (small + large),
      10,
    )
  })

  it('takes the set asked for if it is valid, and refuses it with a witness if not', () => {
    const wider = dag('stone -> treatment -> recovered; stone -> recovered; treatment -> pain; recovered -> pain')
    const data = table({
      stone: [0, 1, 0, 1, 0, 1, 1, 0],
      treatment: [0, 0, 1, 1, 0, 1, 0, 1],
      recovered: [1, 2, 3, 5, 2, 6, 3, 4],
      pain: [1, 2, 1, 2, 2, 1, 1, 2],
    })
    const ask = (adjustment: readonly ('stone' | 'pain')[]) =>
      estimateEffect(data, { graph: wider, treatment: 'treatment', outcome: 'recovered', estimator: ipw(), adjustment })
    expect(estimated(ask(['stone'])).adjustment).toEqual(['stone'])
    expect(ask([])).toMatchObject({
      estimated: false,
      reason: 'invalid-adjustment',
      witness: { reason: 'open-path' },
    })
    expect(ask(['stone', 'pain'])).toMatchObject({
      estimated: false,
      witness: { reason: 'forbidden-node', witness: ['pain'] },
    })
  })

  it('tells the direct effect from the total one', () => {
    const data = fromCounts(berkeleyAdmissions)
    const graph = dag('gender -> department -> admitted; gender -> admitted')
    const ask = { graph, treatment: 'gender', outcome: 'admitted' } as const
    expect(estimated(estimateEffect(data, { ...ask, estimator: ipw() })).estimate).toBeCloseTo(
      557 / 1835 - 1198 / 2691,
      10,
    )
    const direct = estimated(estimateEffect(data, { ...ask, effect: 'direct', estimator: standardization() }))
    expect(direct.adjustment).toEqual(['department'])
    expect(direct.estimate).toBeGreaterThan(0)
  })
})

describe('estimateEffect', () => {
  it('refuses when a confounder is hidden: in a bidirected edge, a latent node, or a node that is no column', () => {
    const data = table({ T: [0, 1, 0, 1], Y: [1, 2, 3, 4] })
    const ask = { treatment: 'T', outcome: 'Y', estimator: ipw() } as const
    expect(estimateEffect(data, { ...ask, graph: admg('T -> Y; T <-> Y') })).toMatchObject({
      estimated: false,
      reason: 'not-identifiable',
    })
    const hidden = dag({
      nodes: ['T', 'Y', 'U'],
      directed: [
        ['U', 'T'],
        ['U', 'Y'],
        ['T', 'Y'],
      ],
      latents: ['U'],
    })
    expect(estimateEffect(data, { ...ask, graph: hidden })).toMatchObject({
      estimated: false,
      reason: 'not-identifiable',
    })
    const missing = estimateEffect(data, { ...ask, graph: triangle })
    expect(missing).toMatchObject({ estimated: false, witness: { path: ['T', 'Z', 'Y'], unmeasured: ['Z'] } })
  })

  it('falls back on a measured set when the best one is not measured', () => {
    const n = 60
    const Z = wave(n, 1)
    const T = Z.map((z, i) => (z + wave(n, 5)[i]! > 0 ? 1 : 0))
    const data = table({ Z, T, Y: T.map((t, i) => 2 * t + Z[i]!) })
    const e = estimateEffect(data, {
      graph: dag('Z -> T -> Y; Z -> W -> Y'),
      treatment: 'T',
      outcome: 'Y',
      estimator: regressionAdjustment(),
    })
    expect(estimated(e).adjustment).toEqual(['Z'])
    expect(estimated(e).estimate).toBeCloseTo(2, 10)
  })

  it('estimates the average slope of a treatment of numbers', () => {
    const n = 200
    const Z = wave(n, 2)
    const T = wave(n, 3).map((v, i) => v + Z[i]!)
    const Y = T.map((t, i) => 1e6 + t * (3 + 2 * (Z[i]! - 5)) + Z[i]!)
    const data = table({ Z, T, Y })
    const ask = { graph: triangle, treatment: 'T', outcome: 'Y' } as const
    const slope = estimated(estimateEffect(data, { ...ask, estimator: regressionAdjustment() }))
    expect(slope.estimate).toBeCloseTo(3 + 2 * (Z.reduce((a, b) => a + b, 0) / n - 5), 6)
    expect(slope.contrast).toEqual({ from: 'T', to: 'T + 1' })
    for (const estimator of [ipw(), aipw(), standardization(), regressionAdjustment({ population: 'ATT' })]) {
      expectCausalError(() => estimateEffect(data, { ...ask, estimator }), 'estimateEffect', 'not-supported')
    }
  })

  it('gives wider intervals at higher levels, and a p-value that fits them', () => {
    const n = 50
    const T = wave(n, 1).map((v) => (v > 0 ? 1 : 0))
    const data = table({ T, Y: wave(n, 9).map((v, i) => v + T[i]! / 2) })
    const ask = { graph: dag('T -> Y'), treatment: 'T', outcome: 'Y', estimator: regressionAdjustment() } as const
    const e = estimated(estimateEffect(data, ask))
    const edge = estimated(estimateEffect(data, { ...ask, confidence: 1 - e.pValue }))
    expect(Math.min(Math.abs(edge.interval[0]), Math.abs(edge.interval[1]))).toBeCloseTo(0, 9)
    expect(e.estimate - e.interval[0]).toBeCloseTo(1.959963984540054 * e.standardError, 12)
  })

  it('refuses an interval by weighting alone where overlap is too weak, and gives others', () => {
    const n = 600
    const Z = wave(n, 1).map((v) => 3 * v)
    const T = Z.map((z, i) => (z + wave(n, 7)[i]! > 0 ? 1 : 0))
    const data = table({ Z, T, Y: Z })
    const ask = { graph: triangle, treatment: 'T', outcome: 'Y' } as const
    const refusal = estimateEffect(data, { ...ask, estimator: ipw() })
    expect(refusal.estimated === false && refusal.reason).toBe('weak-overlap')
    const others = [ipw({ population: 'ATO' }), ipw({ trim: [0.1, 0.9] }), ipw({ weakOverlap: 'estimate' })]
    for (const estimator of others) expect(estimateEffect(data, { ...ask, estimator }).estimated).toBe(true)
    const even = table({ Z, T: Z.map((_, i) => (i % 2 === 0 ? 1 : 0)), Y: Z })
    const e = estimated(estimateEffect(even, { ...ask, estimator: ipw() }))
    const { treated } = e.diagnostics['expectedWorth'] as { treated: number }
    expect(treated).toBeGreaterThan(0.9)
  })

  it('reports clipping, and only when asked to clip', () => {
    const n = 400
    const Z = wave(n, 1).map((v) => 3 * v)
    const T = Z.map((z, i) => (z + wave(n, 7)[i]! > 0 ? 1 : 0))
    const data = table({ Z, T, Y: Z })
    const ask = { graph: triangle, treatment: 'T', outcome: 'Y' } as const
    const plain = estimated(estimateEffect(data, { ...ask, estimator: ipw({ weakOverlap: 'estimate' }) }))
    expect(plain.diagnostics['clipped']).toBe(0)
    expect(plain.warnings.join()).toContain('a few rows may decide')
    const clipped = estimated(
      estimateEffect(data, { ...ask, estimator: ipw({ clip: [0.05, 0.95], weakOverlap: 'estimate' }) }),
    )
    expect(clipped.diagnostics).toMatchObject({ propensity: { min: 0.05, max: 0.95 } })
    expect(clipped.diagnostics['clipped']).toBeGreaterThan(0)
    expect(clipped.warnings.join()).toContain('were clipped')
    expect(clipped.estimator).toContain('0.05 to 0.95')
  })

  it('takes columns of any name', () => {
    const [t, y, ...rest] = oddNames as [string, string, ...string[]]
    const n = 300
    const columns = new Map(rest.map((name, k) => [name, wave(n, k)]))
    columns.set(
      t,
      wave(n, 50).map((v, i) => (v + wave(n, 0)[i]! > 0 ? 1 : 0)),
    )
    columns.set(
      y,
      columns.get(t)!.map((v, i) => 5 * v + wave(n, 0)[i]!),
    )
    const data = table(Object.fromEntries(columns))
    const graph = dag({
      nodes: oddNames,
      directed: [
        ...rest.flatMap(
          (z) =>
            [
              [z, t],
              [z, y],
            ] as [string, string][],
        ),
        [t, y],
      ],
    })
    for (const estimator of [regressionAdjustment(), ipw(), aipw()]) {
      const e = estimated(estimateEffect(data, { graph, treatment: t, outcome: y, estimator }))
      expect(e.adjustment).toEqual(rest)
    }
  })
})

describe('estimateEffect refuses arms that do not overlap', () => {
  it('naming the category that had one treatment only', () => {
    const data = table({
      Z: ['a', 'a', 'b', 'b', 'b', 'a', 'c', 'c'],
      T: [0, 1, 0, 1, 0, 1, 1, 1],
      Y: [1, 2, 3, 4, 5, 6, 7, 8],
    })
    for (const estimator of [regressionAdjustment(), ipw(), aipw(), standardization()]) {
      const e = estimateEffect(data, { graph: triangle, treatment: 'T', outcome: 'Y', estimator })
      expect(e).toMatchObject({ estimated: false, reason: 'no-overlap' })
      expect((e as { message: string }).message).toContain('none of the 2 rows with Z = c had T = 0')
    }
    // the untreated exist wherever the question needs them
    for (const make of [regressionAdjustment, ipw, aipw, standardization]) {
      expect(
        estimateEffect(data, { graph: triangle, treatment: 'T', outcome: 'Y', estimator: make({ population: 'ATC' }) })
          .estimated,
      ).toBe(make !== ipw && make !== aipw)
    }
    expect(
      estimateEffect(data, {
        graph: triangle,
        treatment: 'T',
        outcome: 'Y',
        estimator: regressionAdjustment({ interactions: false }),
      }).estimated,
    ).toBe(true)
  })

  it('when a number, or a combination of numbers, parts them', () => {
    const n = 80
    const [A, B] = [wave(n, 1), wave(n, 2)]
    const T = A.map((a, i) => (a + B[i]! > 0.1 ? 1 : 0))
    const data = table({ A, B, T, Y: A })
    const graph = dag('A -> T; B -> T; A -> Y; B -> Y; T -> Y')
    for (const estimator of [ipw(), aipw()]) {
      const e = estimateEffect(data, { graph, treatment: 'T', outcome: 'Y', estimator })
      expect(e).toMatchObject({ estimated: false, reason: 'no-overlap' })
    }
    const same = table({ Z: T, T, Y: A })
    for (const estimator of all) {
      expect(estimateEffect(same, { graph: triangle, treatment: 'T', outcome: 'Y', estimator })).toMatchObject({
        estimated: false,
        reason: 'no-overlap',
      })
    }
  })
})

describe('estimateEffect names what is wrong', () => {
  const n = 40
  const good = { Z: wave(n, 1), T: wave(n, 2).map((v) => (v > 0 ? 1 : 0)), Y: wave(n, 3) }
  const ask = { graph: triangle, treatment: 'T', outcome: 'Y', estimator: aipw() } as const
  const failing = (columns: object, code: CausalErrorCode, question: object = {}) =>
    expectCausalError(
      () => estimateEffect(table({ ...good, ...columns } as never), { ...ask, ...question } as never),
      'estimateEffect',
      code,
    )

  it('in the data', () => {
    expect(failing({ T: good.T.map(() => 1) }, 'constant-column').details['columns']).toEqual(['T'])
    expect(failing({ Y: good.Y.map(() => 1) }, 'constant-column').details['columns']).toEqual(['Y'])
    expect(failing({ Z: good.Y.map(() => 1) }, 'constant-column').details['columns']).toEqual(['Z'])
    expect(failing({ Z: good.Y.map((v, i) => (i < 3 ? Number.NaN : v)) }, 'missing-values').details).toMatchObject({
      column: 'Z',
      count: 3,
      columns: [{ name: 'Z', count: 3 }],
      used: ['T', 'Y', 'Z'],
      complete: n - 3,
    })
    failing({ Y: good.Y.map((v, i) => (i < 3 ? Number.NaN : v)) }, 'missing-values')
    failing({ T: Array.from(good.T, (v, i) => (i === 4 ? null : v)) }, 'missing-values')
    failing({ T: Array.from(good.T, (_, i) => 'abc'[i % 3]) }, 'not-supported')
    failing({ Y: Array.from(good.T, (_, i) => 'abc'[i % 3]) }, 'not-supported')
    failing({ Z: good.Z }, 'invalid-data', { estimator: standardization() })
  })

  it('in collinear columns, all of them', () => {
    const graph = dag('A -> T; B -> T; C -> T; A -> Y; B -> Y; C -> Y; T -> Y')
    const [A, B] = [wave(n, 5), wave(n, 6)]
    for (const estimator of [regressionAdjustment(), regressionAdjustment({ interactions: false }), ipw(), aipw()]) {
      const error = expectCausalError(
        () =>
          estimateEffect(table({ ...good, A, B, C: A.map((a, i) => 2 * a - B[i]! + 7) }), {
            ...ask,
            graph,
            estimator,
          } as never),
        'estimateEffect',
        'collinear',
      )
      expect(error.details['columns']).toEqual(['A', 'B', 'C'])
    }
  })

  it('with fewer rows than coefficients', () => {
    const names = Array.from({ length: 6 }, (_, k) => `Z${k}`)
    const columns = Object.fromEntries(names.map((name, k) => [name, wave(6, k)]))
    const graph = dag({
      nodes: [...names, 'T', 'Y'],
      directed: [
        ...names.flatMap(
          (z) =>
            [
              [z, 'T'],
              [z, 'Y'],
            ] as [string, string][],
        ),
        ['T', 'Y'],
      ],
    })
    const data = table({ ...columns, T: [0, 1, 0, 1, 0, 1], Y: [1, 2, 3, 4, 5, 7] })
    for (const estimator of [regressionAdjustment(), ipw(), aipw()]) {
      expectCausalError(
        () => estimateEffect(data, { graph, treatment: 'T', outcome: 'Y', estimator }),
        'estimateEffect',
        'too-few-rows',
      )
    }
  })

  it('with too few rows in an arm to see its spread', () => {
    const alone = table({ T: [0, 1, 0, 0], Y: [1, 2, 4, 2] })
    const graph = dag('T -> Y')
    for (const estimator of all) {
      const error = expectCausalError(
        () => estimateEffect(alone, { graph, treatment: 'T', outcome: 'Y', estimator }),
        'estimateEffect',
        'too-few-rows',
      )
      expect(error.details).toMatchObject({ rows: 1 })
    }
    const three = table({ Z: [0, 1, 2, 3, 1, 4], T: [0, 1, 0, 0, 1, 0], Y: [1, 2, 4, 2, 3, 3] })
    for (const estimator of [regressionAdjustment(), aipw()]) {
      expectCausalError(() => estimateEffect(three, { ...ask, estimator }), 'estimateEffect', 'too-few-rows')
    }
    const single = estimated(
      estimateEffect(table({ Z: [0, 0, 1, 1, 1], T: [0, 1, 0, 1, 1], Y: [1, 3, 2, 5, 4] }), {
        ...ask,
        estimator: standardization(),
      }),
    )
    expect(single.warnings.join()).toContain('3 arms of strata hold a single row')
  })

  it('in what is no table, and copes with large numbers', () => {
    const large = estimated(estimateEffect(table({ ...good, Y: good.Y.map((v) => v * 1e300) }), ask))
    const plain = estimated(estimateEffect(table(good), ask))
    expect(large.estimate / 1e300).toBeCloseTo(plain.estimate, 9)
    expect(large.standardError / 1e300).toBeCloseTo(plain.standardError, 9)
    expect(large.pValue).toBeCloseTo(plain.pValue, 9)
    const wide = estimated(estimateEffect(table({ ...good, Z: good.Z.map((v) => v * 1e300) }), ask))
    expect(wide.estimate).toBeCloseTo(estimated(estimateEffect(table(good), ask)).estimate, 9)
    expectCausalError(() => estimateEffect(null as never, ask as never), 'estimateEffect', 'invalid-argument')
    expectCausalError(() => estimateEffect([{ T: 1 }] as never, ask as never), 'estimateEffect', 'invalid-argument')
    expectCausalError(() => estimateEffect(table(good), null as never), 'estimateEffect', 'invalid-argument')
    expectCausalError(
      () =>
        estimateEffect(
          where(
            table(good),
            good.T.map(() => 0),
          ),
          ask,
        ),
      'estimateEffect',
      'too-few-rows',
    )
  })

  it('in the question', () => {
    expect(failing({}, 'unknown-name', { treatment: 'TT' }).message).toContain('"T"')
    expect(failing({}, 'unknown-name', { graph: dag('T -> Y; Q'), outcome: 'Q' }).message).toContain('no column "Q"')
    failing({}, 'unknown-name', { adjustment: ['W'] })
    failing({}, 'overlap', { outcome: 'T' })
    failing({}, 'overlap', { adjustment: ['T'] })
    failing({}, 'invalid-argument', { estimator: aipw })
    failing({}, 'invalid-argument', { confidence: 1 })
    failing({}, 'unknown-option', { level: 0.9 })
    failing({}, 'invalid-argument', { confidence: Number.NaN })
    failing({}, 'invalid-argument', { effect: 'some' })
    failing({}, 'not-supported', { graph: pdag('Z -> T; T -- Y') })
    failing({}, 'latent', { graph: dag({ nodes: ['T', 'Y'], directed: [['T', 'Y']], latents: ['T'] }) })
    failing({}, 'duplicate-name', { adjustment: ['Z', 'Z'] })
  })

  it('in an estimator', () => {
    expectCausalError(() => ipw({ clip: [0.5, 0.1] }), 'ipw', 'invalid-argument')
    expectCausalError(() => ipw({ clip: [0, 0.9] }), 'ipw', 'invalid-argument')
    expectCausalError(() => ipw({ normalized: false, population: 'ATT' }), 'ipw', 'invalid-argument')
    expectCausalError(() => ipw({ population: 'all' as never }), 'ipw', 'invalid-argument')
    expectCausalError(() => aipw({ clip: [Number.NaN, 0.9] }), 'aipw', 'invalid-argument')
    expectCausalError(() => aipw({ standardErrors: 'HC1' as never }), 'aipw', 'invalid-argument')
    expectCausalError(() => regressionAdjustment({ standardErrors: 'HC1' }), 'regressionAdjustment', 'invalid-argument')
    expectCausalError(
      () => regressionAdjustment({ interactions: false, standardErrors: 'HC9' as never }),
      'regressionAdjustment',
      'invalid-argument',
    )
    expectCausalError(() => standardization({ population: 'ATO' as never }), 'standardization', 'invalid-argument')
  })
})

describe('numbers that came as texts', () => {
  const numbers = Array.from({ length: 60 }, (_, i) => ({
    z: (i * 7) % 12,
    x: Math.floor(i / 12) % 2,
    y: (i * 3) % 17,
  }))
  const plainNumbers = table(numbers)
  const question = {
    graph: dag('z -> x -> y; z -> y'),
    treatment: 'x',
    outcome: 'y',
    estimator: regressionAdjustment({ interactions: false }),
  } as const
  const withTexts = (key: 'y' | 'z', digits: (value: number, row: number) => string) =>
    table(numbers.map((row, i) => ({ ...row, [key]: digits(row[key], i) }))) as unknown as typeof plainNumbers

  it('are named as such where numbers are needed', () => {
    const said = /texts that read as numbers.*Number\(text\)/
    expect(() => estimateEffect(withTexts('y', String), question)).toThrow(said)
    expect(() =>
      estimateEffect(
        withTexts('z', (_, i) => `${i}.5`),
        question,
      ),
    ).toThrow(said)
  })

  it('and warned of where they are adjusted for as categories', () => {
    const told = estimateEffect(withTexts('z', String), question)
    expect(told.estimated && told.warnings.filter((one) => one.includes('as 12 categories'))).toHaveLength(1)
    const plain = estimateEffect(plainNumbers, question)
    expect(plain.estimated && plain.warnings).toEqual([])
  })

  it('a treatment or an outcome that does not vary is no column to leave out', () => {
    const treated = table(numbers.map((row) => ({ ...row, x: 1 })))
    expect(() => estimateEffect(treated, question)).toThrow(/the treatment "x" does not vary: it is 1 in every row/)
    const flat = table(numbers.map((row) => ({ ...row, y: 2 })))
    expect(() => estimateEffect(flat, question)).toThrow(/the outcome "y" does not vary: there is nothing to explain/)
  })
})
