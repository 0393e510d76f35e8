import { describe, expect, it } from 'vitest'
import { chooseMechanisms, dag, fitPosterior, fitScm, intervene, query, table } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const rows = table({
  A: ['x', 'x', 'x', 'x', 'x', 'x', 'y', 'y'],
  B: ['p', 'q', 'p', 'q', 'p', 'q', 'p', 'q'],
  N: [1, 2, 3, 4, 5, 6, 7, 9],
  Z: [0, 1, 0, 1, 1, 0, 0, 1],
})

describe('what a fit says of its table', () => {
  it('names the columns that the graph does not', () => {
    const said = ['the graph does not name the columns "N" and "Z": they are not used.']
    expect(fitScm(dag('A -> B'), rows, {}, { smoothing: 1 }).warnings.slice(0, 1)).toEqual(said)
    expect(fitPosterior(dag('A -> B'), rows, { draws: 2 }).warnings).toEqual(said)
    expect(chooseMechanisms(dag('A -> B'), rows, { folds: 2 }).warnings).toEqual(said)
    const used = table({ N: rows.data[2] as Float64Array, Z: rows.data[3] as Float64Array })
    expect(fitScm(dag('Z -> N'), used).warnings).toEqual([])
    expect(fitPosterior(dag('Z -> N'), used, { draws: 2 }).warnings).toEqual([])
  })

  it('names tables that rest on few rows, and states that are alone', () => {
    const { warnings } = fitScm(dag('A -> B'), rows)
    expect(warnings[1]).toContain('the table of "B" rests on fewer than 5 rows at 1 of 2 combinations')
    const one = table({ A: ['x', 'x'] })
    expect(fitScm(dag({ nodes: ['A'] }), one).warnings).toEqual([
      '"A" does not vary: its one state has the probability 1 in the model.',
    ])
  })

  it('is a model like any other', () => {
    const model = fitScm(dag('A -> B'), rows)
    expect(query(intervene(model, { A: 'x' }), ['B']).method).toBe('discrete')
    expect(Object.isFrozen(model) && Object.isFrozen(model.warnings)).toBe(true)
  })

  it('needs rows: some, and more than a family has coefficients', () => {
    const graph = dag('X -> Y')
    const two = table({ X: [0.5, 1.5], Y: [0, 1], S: ['a', 'b'] })
    // as it may come from JSON: table() makes none without rows
    const none: typeof two = {
      ...two,
      rowCount: 0,
      data: [new Float64Array(0), new Float64Array(0), new Float64Array(0)],
    }
    expectCausalError(() => fitScm(graph, none), 'fitScm', 'too-few-rows')
    expectCausalError(() => fitScm(graph, none, { X: 'cpt', Y: 'cpt' }), 'fitScm', 'too-few-rows')
    expectCausalError(() => fitPosterior(graph, none), 'fitPosterior', 'too-few-rows')
    for (const family of [
      'linear',
      'additive',
      'empirical',
      'logistic',
      'poisson',
      'zero-inflated',
      'boosting',
    ] as const)
      expectCausalError(() => fitScm(graph, two, { X: 'cpt', Y: family }), 'fitScm', 'too-few-rows')
    for (const family of ['multinomial', 'ordinal'] as const)
      expectCausalError(() => fitScm(dag('X -> S'), two, { X: 'cpt', S: family }), 'fitScm', 'too-few-rows')
    const three = table({ X: [0.5, 1.5, 0.1], Y: [0, 1, 0], N: [1, 2, 4] })
    expectCausalError(() => fitScm(graph, three, { X: 'cpt', Y: 'zero-inflated' }), 'fitScm', 'too-few-rows')
    expectCausalError(
      () => fitScm(dag('X -> N'), table({ X: [1, 2], N: [1, 3] }), { X: 'cpt', N: 'gamma' }),
      'fitScm',
      'too-few-rows',
    )
    const { warnings } = fitPosterior(dag('X -> N'), table({ X: [1, 2], N: [1, 3] }), { draws: 2 })
    expect(warnings).toEqual([
      '"N" has 2 coefficients, and the table only 2 rows: the prior decides what the rows cannot.',
    ])
  })
})
