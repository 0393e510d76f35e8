import { describe, expect, it } from 'vitest'
import {
  admg,
  changeBetweenTables,
  dag,
  distributionChange,
  linear,
  mechanism,
  normal,
  ridge,
  sample,
  scm,
  table,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

type P = { X: number; M: number }
const model = (shift: number, slope: number, bend: number) =>
  scm({
    X: normal(shift, 1),
    M: linear({ X: slope }, normal(0, 1)),
    Y: mechanism(['X', 'M'], normal(0, 1), ({ X, M }: P, u: number) => X + M + bend * X * X + u),
  })
const graph = dag('X -> M -> Y; X -> Y')

describe('changeBetweenTables', () => {
  const [old, now] = [model(0, 1, 0), model(0.5, 0.5, 0.4)]
  const truth = distributionChange(old, now, 'Y', { draws: 200_000 })
  const tables = [sample(old, 1500, { seed: 4 }), sample(now, 1200, { seed: 5 })] as const

  it('agrees with the change between the models the tables come from', () => {
    const found = changeBetweenTables(...tables, { graph, outcome: 'Y' })
    expect(found.contributions.map(({ variable }) => variable)).toEqual(['X', 'M', 'Y'])
    for (const [j, { value, standardError, interval }] of found.contributions.entries()) {
      expect(standardError).toBeLessThan(0.15)
      expect(Math.abs(value - truth.contributions[j]!.value)).toBeLessThan(4 * standardError)
      expect(interval[1] - interval[0]).toBeCloseTo(3.92 * standardError, 2)
    }
    expect(found.contributions.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(found.total, 10)
    expect(found.n).toEqual({ before: 1500, after: 1200 })
    expect(found.warnings).toEqual([])
  })

  it('is right with a wrong regression, by the weights alone', () => {
    const constant = {
      name: 'nothing',
      fit: () => ({ features: [], predict: (t: { rowCount: number }) => new Float64Array(t.rowCount) }),
    }
    const found = changeBetweenTables(...tables, { graph, outcome: 'Y', learner: constant })
    for (const [j, { value, standardError }] of found.contributions.entries())
      expect(Math.abs(value - truth.contributions[j]!.value)).toBeLessThan(4 * standardError)
  })

  it('has no share for what did not change, and the total of the plain means', () => {
    const found = changeBetweenTables(tables[0], tables[0], { graph, outcome: 'Y', learner: ridge({ penalty: 0.01 }) })
    expect(found.total).toBeCloseTo(0, 10)
    for (const { value, standardError } of found.contributions) expect(Math.abs(value)).toBeLessThan(4 * standardError)
  })

  it('says what it cannot do, and what it did not use', () => {
    const [a, b] = tables
    const call = (question: object) => changeBetweenTables(a, b, { graph, outcome: 'Y', ...question } as never)
    expectCausalError(() => call({ outcome: 'Q' }), 'changeBetweenTables', 'unknown-name')
    expectCausalError(() => call({ graph: dag('Q -> Y') }), 'changeBetweenTables', 'unknown-name')
    expectCausalError(() => call({ graph: admg('X <-> Y') }), 'changeBetweenTables', 'invalid-argument')
    expectCausalError(() => call({ learner: 3 }), 'changeBetweenTables', 'invalid-argument')
    expectCausalError(() => call({ folds: 1 }), 'changeBetweenTables', 'invalid-argument')
    expectCausalError(() => call({ folds: 300 }), 'changeBetweenTables', 'too-few-rows')
    const named = table({ X: ['a', 'b'], Y: [1, 2] })
    expectCausalError(
      () => changeBetweenTables(named, a as never, { graph: dag('X -> Y'), outcome: 'Y' }),
      'changeBetweenTables',
      'type-mismatch',
    )
    const found = call({ graph: dag('X -> Y') })
    expect(found.warnings.join()).toMatch(/does not name the columns "M"/)
  })
})
