import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  checkSpecification,
  counts,
  dag,
  type EffectEstimate,
  type EstimatedEffect,
  estimateEffect,
  fromCounts,
  identify,
  ipw,
  kidneyStones,
  latent,
  linear,
  matching,
  moments,
  normal,
  plugIn,
  regressionAdjustment,
  type Specification,
  sample,
  scm,
  select,
  specificationSchema,
  standardization,
  table,
  toText,
  twoStageLeastSquares,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

function estimated(e: EffectEstimate): EstimatedEffect {
  if (!e.estimated) throw new Error(e.message)
  return e
}

const patients = fromCounts(kidneyStones)
const graph = dag('stone -> treatment -> recovered; stone -> recovered')
const ask = { graph, treatment: 'treatment', outcome: 'recovered' } as const

describe('the road from a graph to a number', () => {
  it('carries what identify says, and the estimand of what was computed', () => {
    const e = estimated(estimateEffect(patients, { ...ask, estimator: standardization() }))
    if (e.identification?.identifiable !== true) throw new Error('identifiable')
    expect(e.identification.strategy).toBe('back-door')
    expect(toText(e.identification.estimand)).toBe(e.formula)
    const treated = estimated(estimateEffect(patients, { ...ask, estimator: standardization({ population: 'ATT' }) }))
    expect(treated.formula).toContain('treatment = open')
  })

  it('takes a ready identification without the graph', () => {
    const found = identify(graph, { do: 'treatment', outcome: 'recovered' })
    const { graph: _, ...rest } = ask
    const e = estimated(estimateEffect(patients, { ...rest, identification: found, estimator: aipw() }))
    expect(e.adjustment).toEqual(['stone'])
    expect(e.estimate).toBe(estimated(estimateEffect(patients, { ...ask, estimator: aipw() })).estimate)
    expectCausalError(
      () => estimateEffect(patients, { ...rest, identification: found, adjustment: ['stone'], estimator: aipw() }),
      'estimateEffect',
      'invalid-argument',
    )
    expectCausalError(
      () => estimateEffect(patients, { ...rest, estimator: aipw() }),
      'estimateEffect',
      'invalid-argument',
    )
  })

  it('says that another way is open, or that none is', () => {
    const t = table({ T: [0, 1, 0, 1, 1, 0], M: [0, 1, 0, 1, 0, 1], Y: [1, 2, 3, 2, 1, 4] })
    const door = estimateEffect(t, {
      graph: admg('T -> M -> Y; T <-> Y'),
      treatment: 'T',
      outcome: 'Y',
      estimator: standardization(),
    })
    expect(door).toMatchObject({ estimated: false, reason: 'not-identifiable' })
    expect(!door.estimated && door.message).toContain('plugIn()')
    const bow = estimateEffect(t, {
      graph: admg('T -> Y; T <-> Y; M'),
      treatment: 'T',
      outcome: 'Y',
      estimator: plugIn(),
    })
    expect(bow).toMatchObject({ estimated: false, witness: { hedge: { F: ['T', 'Y'], Fprime: ['Y'], roots: ['Y'] } } })
  })

  it('takes counts, and moments where an estimator needs no more', () => {
    const fromCells = estimated(estimateEffect(kidneyStones, { ...ask, estimator: standardization() }))
    expect(fromCells.estimate).toBeCloseTo(3274803 / 61016000, 14)
    expect(fromCells.n).toBe(700)
    const t = table({ T: [0, 1, 2, 3, 4, 5], X: [1, 0, 3, 2, 5, 5], Y: [1, 2, 2, 5, 4, 7] })
    const question = { graph: dag('X -> T -> Y; X -> Y'), treatment: 'T', outcome: 'Y' } as const
    expectCausalError(
      () => estimateEffect(moments(t), { ...question, estimator: regressionAdjustment() }),
      'estimateEffect',
      'not-supported',
    )
    const estimator = regressionAdjustment({ interactions: false, standardErrors: 'classical' })
    const a = estimated(estimateEffect(t, { ...question, estimator, contrast: { from: 0, to: 3 } }))
    const b = estimated(estimateEffect(moments(t), { ...question, estimator, contrast: { from: 0, to: 3 } }))
    expect(b.estimate).toBeCloseTo(a.estimate, 10)
    expect(b.interval[1]).toBeCloseTo(a.interval[1], 10)
    expect(b.pValue).toBeCloseTo(a.pValue, 10)
    const shares = { ...kidneyStones, values: Float64Array.from(kidneyStones.values, (v) => v / 700) }
    expectCausalError(
      () => estimateEffect(shares, { ...ask, estimator: standardization() }),
      'estimateEffect',
      'invalid-argument',
    )
  })
})

describe('a specification', () => {
  const spec: Specification = {
    strategy: 'back-door',
    treatment: 'treatment',
    outcome: 'recovered',
    adjustment: ['stone'],
  }

  it('is returned as plain data and taken again, without the graph', () => {
    const e = estimated(estimateEffect(patients, { ...ask, estimator: aipw() }))
    expect(e.specification).toEqual({
      ...spec,
      population: 'ATE',
      contrast: { from: 'percutaneous', to: 'open' },
    })
    const again = estimateEffect(patients, {
      specification: JSON.parse(JSON.stringify(e.specification)),
      estimator: aipw(),
    })
    expect(estimated(again).estimate).toBe(e.estimate)
    expect(estimated(again).formula).toBe(e.formula)
    // asked for by hand, it is an error to say a part twice
    expectCausalError(
      () => estimateEffect(patients, { specification: spec, estimator: aipw(), treatment: 'treatment' } as never),
      'estimateEffect',
      'invalid-argument',
    )
    expectCausalError(
      () => estimateEffect(patients, { specification: spec, estimator: twoStageLeastSquares() }),
      'estimateEffect',
      'invalid-argument',
    )
  })

  it('keeps the formula that was computed', () => {
    const e = estimated(estimateEffect(patients, { ...ask, estimator: plugIn() }))
    expect(e.specification.strategy).toBe('formula')
    const copy = JSON.parse(JSON.stringify(e.specification)) as Specification
    expect(estimated(estimateEffect(patients, { specification: copy, estimator: plugIn() })).estimate).toBe(e.estimate)
    expect(checkSpecification(graph, copy)).toEqual({ valid: true })
  })

  it('says which category counts and which rows belong together, and is taken at its word', () => {
    const rows = table({
      ward: Array.from({ length: 60 }, (_, i) => Math.floor(i / 5)),
      t: Array.from({ length: 60 }, (_, i) => Math.floor(i / 5) % 2),
      y: Array.from({ length: 60 }, (_, i) => ((i * i) % 7 > 2 ? 'ill' : 'well')),
    })
    const asked = { graph: dag('t -> y'), treatment: 't', outcome: 'y', estimator: regressionAdjustment() } as const
    const e = estimated(estimateEffect(rows, { ...asked, event: 'ill', cluster: 'ward' }))
    expect(e.specification).toMatchObject({ event: 'ill', cluster: 'ward' })
    const copy = JSON.parse(JSON.stringify(e.specification)) as Specification
    const again = estimated(estimateEffect(rows, { specification: copy, estimator: regressionAdjustment() }))
    expect([again.estimate, again.standardError]).toEqual([e.estimate, e.standardError])
  })

  it('of mediation asks that one set does for treatment, mediator and outcome', () => {
    const through = { strategy: 'mediation', treatment: 'T', mediator: 'M', outcome: 'Y', adjustment: ['C'] } as const
    const plain = dag('T -> M -> Y; T -> Y; C -> M; C -> Y; C -> T')
    expect(checkSpecification(plain, through)).toEqual({ valid: true })
    expect(checkSpecification(plain, { ...through, adjustment: [] })).toMatchObject({ reason: 'not-identified' })
    // a common cause of mediator and outcome that the treatment moves: no set will do
    const moved = dag('T -> L -> M; L -> Y; T -> M -> Y; C -> T; C -> Y')
    for (const adjustment of [['C'], ['C', 'L']]) {
      expect(checkSpecification(moved, { ...through, adjustment })).toMatchObject({ reason: 'not-identified' })
    }
    expectCausalError(() => checkSpecification(plain, { ...through, mediator: 'T' }), 'checkSpecification', 'overlap')
  })

  it('is judged by a graph', () => {
    expect(checkSpecification(graph, spec)).toEqual({ valid: true })
    expect(checkSpecification(graph, { ...spec, adjustment: [] })).toMatchObject({
      valid: false,
      reason: 'not-identified',
    })
    expect(checkSpecification(graph, { ...spec, adjustment: ['size'] })).toMatchObject({ reason: 'not-in-graph' })
    expect(checkSpecification(graph, { ...spec, strategy: 'experiment', adjustment: [] })).toMatchObject({
      valid: false,
    })
    const iv = admg('Z -> T -> Y; T <-> Y; W -> Z; W -> Y')
    const instrument = { strategy: 'instrument', treatment: 'T', outcome: 'Y', instruments: ['Z'] } as const
    expect(checkSpecification(iv, { ...instrument, adjustment: ['W'] })).toEqual({ valid: true })
    expect(checkSpecification(iv, { ...instrument, adjustment: [] })).toMatchObject({ valid: false })
    const door = { strategy: 'front-door', treatment: 'T', outcome: 'Y', adjustment: [] } as const
    const chain = admg('T -> M -> Y; T <-> Y; T -> N -> Y')
    expect(checkSpecification(chain, { ...door, mediators: ['M', 'N'] })).toEqual({ valid: true })
    expect(checkSpecification(chain, { ...door, mediators: ['M'] })).toMatchObject({ valid: false })
    const panel = { strategy: 'panel', treatment: 'T', outcome: 'Y', adjustment: [], unit: 'u', time: 't' } as const
    expect(checkSpecification(chain, panel)).toMatchObject({ valid: false, reason: 'not-drawn' })
  })

  it('has a form, and a schema that says the same', () => {
    expectCausalError(
      () => checkSpecification(graph, { ...spec, strategy: 'magic' } as never),
      'checkSpecification',
      'invalid-argument',
    )
    expectCausalError(
      () => checkSpecification(graph, { ...spec, cutoff: 1 } as never),
      'checkSpecification',
      'unknown-option',
    )
    expectCausalError(
      () => checkSpecification(graph, { ...spec, adjustment: ['treatment'] }),
      'checkSpecification',
      'overlap',
    )
    const forms = specificationSchema['oneOf'] as readonly { properties: Record<string, object>; required: string[] }[]
    expect(forms.length).toBe(10)
    for (const form of forms) for (const key of form.required) expect(Object.keys(form.properties)).toContain(key)
    expect(JSON.parse(JSON.stringify(specificationSchema))).toEqual(specificationSchema)
    expect(Object.isFrozen(forms[0]!.properties)).toBe(true)
  })
})

describe('measures', () => {
  it('are ratios of the means, with intervals on the scale of the logarithm', () => {
    const of = (measure: 'difference' | 'risk-ratio' | 'odds-ratio') =>
      estimated(estimateEffect(patients, { ...ask, estimator: standardization(), measure }))
    const [from, to] = [0.778875, 634983 / 762700]
    expect(of('risk-ratio').estimate).toBeCloseTo(to / from, 12)
    expect(of('odds-ratio').estimate).toBeCloseTo(to / (1 - to) / (from / (1 - from)), 12)
    const [low, high] = of('risk-ratio').interval
    expect(low * high).toBeCloseTo(of('risk-ratio').estimate ** 2, 10)
    // turned round, a ratio is one over itself, and so is its interval
    const turned = estimated(
      estimateEffect(patients, {
        ...ask,
        estimator: standardization(),
        measure: 'odds-ratio',
        contrast: { from: 'open', to: 'percutaneous' },
      }),
    )
    expect(turned.estimate * of('odds-ratio').estimate).toBeCloseTo(1, 12)
    expect(turned.interval[0] * of('odds-ratio').interval[1]).toBeCloseTo(1, 12)
    expect(turned.pValue).toBeCloseTo(of('odds-ratio').pValue, 12)
  })

  it('are refused where they have no value or no sense', () => {
    const t = table({ T: [0, 0, 0, 1, 1, 1], Y: [0, 0, 0, 1, 0, 1], Z: [1, 2, 3, 2, 4, 5] })
    const question = { graph: dag('T -> Y; T -> Z'), treatment: 'T', outcome: 'Y' } as const
    const e = estimateEffect(t, { ...question, estimator: standardization(), measure: 'risk-ratio' })
    expect(e).toMatchObject({ estimated: false, reason: 'undefined-ratio' })
    const z = { ...question, outcome: 'Z', estimator: standardization() } as const
    expectCausalError(() => estimateEffect(t, { ...z, measure: 'odds-ratio' }), 'estimateEffect', 'invalid-argument')
    expect(estimated(estimateEffect(t, { ...z, measure: 'rate-ratio' })).estimate).toBeCloseTo(11 / 6, 12)
    expectCausalError(
      () => estimateEffect(t, { ...question, estimator: matching(), measure: 'risk-ratio' }),
      'estimateEffect',
      'not-supported',
    )
  })
})

describe('rows that depend', () => {
  const world = scm({ shock: latent(normal(0, 1)), T: normal(0, 1), Y: linear({ T: 1, shock: 1 }, normal(0, 1)) })
  const data = sample(world, 200, { seed: 3 })
  const numbers = data.data[data.columns.indexOf('Y')] as Float64Array
  const school = Float64Array.from(numbers, (_, i) => Math.floor(i / 10))
  const year = Float64Array.from(numbers, (_, i) => i % 10)
  const T = data.data[data.columns.indexOf('T')] as Float64Array
  const rows = table({ T, Y: numbers, school, year })
  const question = {
    graph: dag('T -> Y'),
    treatment: 'T',
    outcome: 'Y',
    estimator: regressionAdjustment({ interactions: false }),
  } as const

  it('are clustered by a column, with t of as many degrees of freedom as clusters less one', () => {
    const e = estimated(estimateEffect(rows, { ...question, cluster: 'school' }))
    expect(e.degreesOfFreedom).toBe(19)
    expect(e.standardErrorMethod).toContain('20 clusters')
    // clusters of one row each are rows
    const single = table({ T, Y: numbers, row: Float64Array.from(numbers, (_, i) => i) })
    const plain = estimated(estimateEffect(single, question))
    const each = estimated(estimateEffect(single, { ...question, cluster: 'row', clusterErrors: 'CR0' }))
    expect(each.standardError).toBeCloseTo(plain.standardError, 12)
    const hc2 = regressionAdjustment({ interactions: false, standardErrors: 'HC2' })
    const leveraged = estimated(estimateEffect(single, { ...question, cluster: 'row', clusterErrors: 'CR2' }))
    expect(leveraged.standardError).toBeCloseTo(
      estimated(estimateEffect(single, { ...question, estimator: hc2 })).standardError,
      10,
    )
    const both = estimated(estimateEffect(rows, { ...question, cluster: ['school', 'year'] }))
    expect(both.standardError).toBeGreaterThan(0)
    expect(both.degreesOfFreedom).toBe(9)
  })

  it('say what does not go together', () => {
    const bad = (more: object, code: 'invalid-argument' | 'not-supported' | 'unknown-name' | 'too-few-rows') =>
      expectCausalError(() => estimateEffect(rows, { ...question, ...more } as never), 'estimateEffect', code)
    bad({ clusterErrors: 'CR1' }, 'invalid-argument')
    bad({ cluster: 'class' }, 'unknown-name')
    bad({ cluster: ['school', 'school'] }, 'invalid-argument')
    bad({ cluster: ['school', 'year'], clusterErrors: 'CR3' }, 'invalid-argument')
    const arms = table({ T: [0, 1, 0, 1, 0, 1], Y: [1, 3, 2, 5, 2, 4], g: [1, 1, 2, 2, 3, 3] })
    const armed = { ...question, estimator: regressionAdjustment(), cluster: 'g', clusterErrors: 'CR2' } as const
    expectCausalError(() => estimateEffect(arms, armed), 'estimateEffect', 'not-supported')
    expect(estimated(estimateEffect(arms, { ...armed, clusterErrors: 'CR3' })).standardError).toBeGreaterThan(0)
    const one = table({ T: [1, 2, 3, 4], Y: [1, 3, 2, 5], g: [1, 1, 1, 1] })
    expectCausalError(() => estimateEffect(one, { ...question, cluster: 'g' }), 'estimateEffect', 'too-few-rows')
    expect(estimated(estimateEffect(select(rows, ['T', 'Y']), question)).degreesOfFreedom).toBe(null)
  })

  it('are suspected where the outcome follows itself', () => {
    const walk = (seed: number): number[] => {
      let value = 0
      return Array.from({ length: 200 }, (_, i) => {
        value = 0.9 * value + Math.sin(i * seed) + Math.cos(i * i * seed)
        return value
      })
    }
    const series = table({ T: walk(1.3), Y: walk(2.1) })
    const e = estimated(estimateEffect(series, question))
    expect(e.warnings.join()).toContain('rows seem to depend')
    expect(estimated(estimateEffect(rows, question)).warnings).toEqual([])
    // tables sorted by their cells are no finding
    expect(
      estimated(estimateEffect(fromCounts(counts(patients)), { ...ask, estimator: ipw() })).warnings.join(),
    ).not.toContain('depend')
  })
})

describe('overlap', () => {
  const parted = table({
    X: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    T: [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1],
    Y: [1, 3, 2, 5, 4, 6, 9, 8, 11, 10, 13, 12],
  })
  const question = { graph: dag('X -> T -> Y; X -> Y'), treatment: 'T', outcome: 'Y' } as const

  it('is refused with the number that tells the arms apart, by every estimator', () => {
    for (const estimator of [
      regressionAdjustment(),
      regressionAdjustment({ interactions: false }),
      ipw(),
      aipw(),
      matching(),
    ]) {
      const e = estimateEffect(parted, { ...question, estimator })
      expect(e, estimator.name).toMatchObject({ estimated: false, reason: 'no-overlap' })
      expect(!e.estimated && e.message).toContain('X runs from 1 to 6 with T = 0 and from 7 to 12 with T = 1')
    }
  })

  it('is said where a regression extrapolates', () => {
    const X = Array.from({ length: 60 }, (_, i) => (i < 30 ? i : i + 15 - 30))
    const T = X.map((_, i) => (i < 30 ? 0 : 1))
    const Y = X.map((x, i) => x + T[i]! + Math.sin(7 * i))
    const e = estimated(estimateEffect(table({ X, T, Y }), { ...question, estimator: regressionAdjustment() }))
    expect(e.warnings.join()).toContain('the regression extrapolates: 15 of 30 rows with T = 0 have X outside 15 to 44')
  })
})
