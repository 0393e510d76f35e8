import { describe, expect, it } from 'vitest'
import {
  asiaNetwork,
  bernoulli,
  box,
  categorical,
  compose,
  counterfactual,
  cpt,
  dag,
  diagramOf,
  discreteScm,
  disintegrate,
  doValue,
  expectation,
  firingSquad,
  fitScm,
  gaussian,
  hiringModel,
  interpret,
  intervene,
  linear,
  logarithmic,
  meaningsOf,
  mechanism,
  normal,
  openInput,
  query,
  queryTerms,
  relational,
  type Semantics,
  sample,
  sampling,
  scale,
  scm,
  shift,
  smokingModel,
  stochastic,
  symbolic,
  tensor,
  toText,
  twinDiagram,
  withOutputs,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'
import { expectSameLaw } from './same-law.js'

describe('meaningsOf', () => {
  it('gives networks of the gallery their joint, and every table semantics its own numbers', () => {
    const names = [...asiaNetwork.variables]
    const diagram = diagramOf(asiaNetwork)
    const joint = interpret(diagram, stochastic, meaningsOf(asiaNetwork, stochastic))
    expect(joint.variables[0]!.states).toEqual(['yes', 'no'])
    expectSameLaw(joint, query(asiaNetwork, names))
    const lung = withOutputs(diagram, 'lung')
    const log = interpret(lung, logarithmic, meaningsOf(asiaNetwork, logarithmic)).values
    expect(Array.from(log, (x) => Math.round(1e9 * Math.exp(x)) / 1e9)).toEqual([0.055, 0.945])
    expect([...interpret(lung, relational, meaningsOf(asiaNetwork, relational)).values]).toEqual([1, 1])
    expect(toText(interpret(lung, symbolic, meaningsOf(asiaNetwork, symbolic)))).toBe(
      'Σ_smoke P(lung | smoke) P(smoke)',
    )
  })

  it("answers Pearl's firing squad by its twin: 0.0411", () => {
    const twin = twinDiagram(diagramOf(firingSquad), { given: 'death', do: { rifleA: 0 }, query: 'death' })
    const joint = interpret(twin.diagram, stochastic, meaningsOf(firingSquad, stochastic))
    expect(disintegrate(joint, [0]).channel.values[2]).toBeCloseTo(0.03 / 0.73, 12)
  })

  it('cuts a quantile response into the intervals of its noise', () => {
    const table = meaningsOf(smokingModel, stochastic).get('U(cancer)')
    // breakpoints 0.1, 0.15, 0.9, 0.95 of P(cancer = 0)
    expect(Array.from((table as { values: Float64Array }).values, (p) => Math.round(100 * p) / 100)).toEqual([
      0.1, 0.05, 0.75, 0.05, 0.05,
    ])
    const terms = [0, 1].map((smoking) => ({ variable: 'cancer' as const, do: { smoking: smoking as 0 | 1 } }))
    const twins = twinDiagram(doValue(diagramOf(smokingModel), 'smoking', 0).diagram, {
      given: 'cancer',
      do: { smoking: 1 },
      query: 'cancer',
    })
    expectSameLaw(
      interpret(twins.diagram, stochastic, meaningsOf(smokingModel, stochastic)),
      queryTerms(smokingModel, terms),
    )
  })

  it('reads tables of models, constants, changes of natural values and fitted models', () => {
    const tables = discreteScm({
      exogenous: [{ name: 'U', p: [0.4, 0.6] }],
      endogenous: [
        { name: 'X', parents: ['U'], table: [0, 1] },
        { name: 'Y', parents: ['X', 'U'], table: [0, 1, 1, 0] },
      ],
    })
    expectSameLaw(interpret(diagramOf(tables), stochastic, meaningsOf(tables, stochastic)), query(tables, ['X', 'Y']))
    const dose = scm({
      D: categorical({ none: 0.5, some: 0.3, much: 0.2 }),
      R: cpt(['D'], { none: 0.1, some: 0.4, much: 0.8 }, { response: 'quantile' }),
    })
    for (const changed of [
      intervene(dose, { D: 'some' }),
      intervene(dose, { R: 1 }),
      intervene(dose, { D: shift(1) }),
      intervene(dose, {
        R: mechanism(['R', 'D'], bernoulli(0.2), (pa: { R: 0 | 1; D: 'none' | 'some' | 'much' }, u) =>
          u === 1 ? 0 : pa.R,
        ),
      }),
    ]) {
      const joint = interpret(diagramOf(changed), stochastic, meaningsOf(changed, stochastic))
      expectSameLaw(joint, query(changed, ['D', 'R']))
    }
    const graph = dag('D -> R')
    const fitted = fitScm(graph, sample(dose, 500, { seed: 1 }), { R: 'cpt' })
    const joint = interpret(diagramOf(fitted), stochastic, meaningsOf(fitted, stochastic))
    expectSameLaw(joint, query(fitted, ['D', 'R']))
  })

  it('an open model is a channel', () => {
    const open = scm({ X: openInput(['a', 'b']), Y: cpt(['X'], { a: 0.2, b: 0.7 }, { response: 'quantile' }) })
    const channel = interpret(withOutputs(diagramOf(open), 'Y'), stochastic, meaningsOf(open, stochastic))
    expect(Array.from(channel.values, (p) => Math.round(1e9 * p) / 1e9)).toEqual([0.8, 0.2, 0.3, 0.7])
    expect(channel.variables.map((v) => v.states)).toEqual([
      ['a', 'b'],
      ['0', '1'],
    ])
    const number = scm({ X: openInput(), Y: linear({ X: 2 }, normal(1, 1)) })
    const line = interpret(withOutputs(diagramOf(number), 'Y'), gaussian, meaningsOf(number, gaussian))
    expect([line.matrix, line.mean, line.covariance]).toEqual([[[2]], [1], [[1]]])
    const error = expectCausalError(() => meaningsOf(number, stochastic), 'meaningsOf', 'not-supported')
    expect(error.details['variable']).toBe('X')
  })
})

describe('a linear-Gaussian model', () => {
  const model = scm(
    {
      Z: normal(1, 2),
      X: linear({ Z: 0.5 }, normal(1, 1), { intercept: 3 }),
      M: linear({ X: 2 }, null),
      Y: linear({ M: -1, Z: 1 }, normal(0, 0.5)),
    },
    { correlated: [['X', 'Y', 0.3]] },
  )
  const names = ['Z', 'X', 'M', 'Y'] as const
  const gaussianOf = (answer: unknown): { mean: number[]; covariance: number[][] } => {
    const { mean, covariance } = answer as { mean: Float64Array; covariance: Float64Array }
    const n = mean.length
    return { mean: [...mean], covariance: Array.from(mean, (_, i) => [...covariance.slice(i * n, (i + 1) * n)]) }
  }
  const expectClose = (
    mine: { mean: readonly number[]; covariance: readonly (readonly number[])[] },
    answer: unknown,
  ) => {
    const other = gaussianOf(answer)
    for (const [i, m] of mine.mean.entries()) expect(m).toBeCloseTo(other.mean[i]!, 10)
    for (const [i, row] of mine.covariance.entries())
      for (const [j, c] of row.entries()) expect(c).toBeCloseTo(other.covariance[i]![j]!, 10)
  }

  it('means its joint, interventions and twins, correlated noises included', () => {
    const meanings = meaningsOf(model, gaussian)
    expectClose(interpret(diagramOf(model), gaussian, meanings), query(model, names))
    const done = interpret(doValue(diagramOf(model), 'X', 4).diagram, gaussian, meanings)
    expectClose(done, query(model, names, { do: { X: 4 } }))
    const twin = interpret(
      twinDiagram(diagramOf(model), { given: ['X', 'Y'], do: { X: 1 }, query: 'Y' }).diagram,
      gaussian,
      meanings,
    )
    const { channel } = disintegrate(twin, [0, 1])
    const would = channel.matrix[0]![0]! * 6 + channel.matrix[0]![1]! * -11 + channel.mean[0]!
    const answer = expectation(counterfactual(model, { given: { X: 6, Y: -11 }, do: { X: 1 } }), 'Y')
    expect(would).toBeCloseTo(answer.value!, 9)
  })

  it('means its changes: shifts, scales and mechanisms that hear the natural value', () => {
    for (const changed of [
      intervene(model, { X: shift(2) }),
      intervene(model, { X: scale(-3) }),
      intervene(model, { X: linear({ X: 0.5, Z: 1 }, normal(0, 0.1)) }),
    ]) {
      expectClose(interpret(diagramOf(changed), gaussian, meaningsOf(changed, gaussian)), query(changed, names))
    }
  })

  it('hiring: the sum has a bernoulli among its causes and is refused by name', () => {
    const error = expectCausalError(() => meaningsOf(hiringModel, gaussian), 'meaningsOf', 'not-supported')
    expect(error.message).toContain('"woman" has no meaning in gaussian: its noise is finite, not normal')
  })
})

describe('any model as programs', () => {
  it('draws what the model draws, within the error of draws', () => {
    const model = scm({
      A: bernoulli(0.4),
      B: mechanism(['A'], normal(0, 1), (pa: { A: 0 | 1 }, u: number) => pa.A + u * u),
      G: cpt(['A'], { 0: { p: 0.2, q: 0.3, r: 0.5 }, 1: { p: 0.6, q: 0.3, r: 0.1 } }, { response: 'gumbel-max' }),
      H: cpt(['A'], { 0: 0.2, 1: 0.9 }),
    })
    const draws = 4000
    const [a, b, g, h] = interpret(diagramOf(model), sampling, meaningsOf(model, sampling), { draws, seed: 5 })
    const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length
    expect(Math.abs(mean(a as number[]) - 0.4)).toBeLessThan(0.03)
    expect(Math.abs(mean(b as number[]) - 1.4)).toBeLessThan(0.1)
    expect(Math.abs(mean(h as number[]) - 0.48)).toBeLessThan(0.03)
    const p = mean(g!.map((state, i) => (state === 'p' && a![i] === 1 ? 1 : 0)))
    expect(Math.abs(p - 0.24)).toBeLessThan(0.03)
    // a twin shares the Gumbel numbers: without a change nothing changes
    const functional = scm({ A: bernoulli(0.4), G: cpt(['A'], { 0: 0.2, 1: 0.6 }, { response: 'gumbel-max' }) })
    const twin = twinDiagram(diagramOf(functional), { given: ['A', 'G'], do: { A: 1 }, query: 'G' })
    const columns = interpret(twin.diagram, sampling, meaningsOf(functional, sampling), { draws: 300, seed: 2 })
    expect(columns[0]!.every((x, i) => x === 0 || columns[1]![i] === columns[2]![i])).toBe(true)
    expect(columns[1]!.some((y, i) => y !== columns[2]![i])).toBe(true)
  })

  it('draws correlated noises together', () => {
    const model = scm(
      { X: normal(0, 1), A: linear({ X: 0 }, normal(0, 1)), B: linear({ X: 0 }, normal(2, 3)) },
      { correlated: [['A', 'B', 2.4]] },
    )
    const [, a, b] = interpret(diagramOf(model), sampling, meaningsOf(model, sampling), { draws: 4000, seed: 3 })
    const product = a!.reduce<number>((sum, x, i) => sum + (x as number) * ((b![i] as number) - 2), 0) / 4000
    expect(Math.abs(product - 2.4)).toBeLessThan(0.25)
  })
})

describe('what has no meaning', () => {
  it('is refused by the name of the variable and of the semantics', () => {
    const model = scm({ X: bernoulli(0.5), Y: linear({ X: 1 }, normal(0, 1)) })
    const error = expectCausalError(() => meaningsOf(model, stochastic), 'meaningsOf', 'not-supported')
    expect(error.message).toContain('"Y" has no meaning in stochastic: its noise (normal) takes infinitely many values')
    const gumbel = scm({ X: bernoulli(0.5), Y: cpt(['X'], { 0: 0.2, 1: 0.6 }, { response: 'gumbel-max' }) })
    expectCausalError(() => meaningsOf(gumbel, stochastic), 'meaningsOf', 'not-supported')
    expectCausalError(() => meaningsOf(asiaNetwork, gaussian), 'meaningsOf', 'not-supported')
    const own: Semantics<string, string> = { name: 'mine', read: () => '' }
    expect(expectCausalError(() => meaningsOf(model, own), 'meaningsOf', 'not-supported').message).toContain('takes')
    expectCausalError(() => meaningsOf(model, 3 as never), 'meaningsOf', 'invalid-argument')
    expectCausalError(() => meaningsOf(3 as never, stochastic), 'meaningsOf', 'invalid-argument')
  })
})

describe('tables meet by name', () => {
  it('a meaning may list variables and states in an order of its own', () => {
    const f = {
      variables: [
        { name: 'B', states: ['n', 'y'] },
        { name: 'A', states: ['lo', 'hi'] },
      ],
      values: Float64Array.of(0.9, 0.3, 0.1, 0.7),
    }
    const a = { variables: [{ name: 'A', states: ['hi', 'lo'] }], values: Float64Array.of(0.25, 0.75) }
    const channel = interpret(compose(box('a', [], ['A']), box('f', ['A'], ['B'])), stochastic, { a, f })
    expect(channel.variables[0]!.states).toEqual(['n', 'y'])
    expect(Array.from(channel.values, (p) => Math.round(1e9 * p) / 1e9)).toEqual([0.75, 0.25])
  })

  it('a number that is no state is refused, never taken for a position', () => {
    const x = { variables: [{ name: 'X', states: ['1', '2', '3'] }], values: Float64Array.of(0.2, 0.3, 0.5) }
    const copy = {
      variables: [x.variables[0]!, { name: 'Y', states: ['1', '2', '3'] }],
      values: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
    }
    const model = tensor(compose(box('x', [], ['X']), box('copy', ['X'], ['Y'])))
    const at = (value: number) => interpret(doValue(model, 'X', value).diagram, stochastic, { x, copy }).values
    expect([...at(1)]).toEqual([1, 0, 0])
    expectCausalError(() => at(0), 'interpret', 'unknown-name')
  })
})
