import { describe, expect, it } from 'vitest'
import { contract, contractionCache, type Tensor } from '../../src/probability/contraction/contract.js'
import { planContraction } from '../../src/probability/contraction/contraction-plan.js'
import { expectCausalError } from '../support/errors.js'

const binary = (n: number): number[] => new Array<number>(n).fill(2)

describe('contract', () => {
  it('of nothing is one', () => {
    expect([...contract({ cardinalities: [], tensors: [], keep: [] }).values]).toEqual([1])
    expect([...contract({ cardinalities: [2], tensors: [], keep: [0], semiring: 'log-sum-exp' }).values]).toEqual([
      0, 0,
    ])
  })

  it('copies a single tensor into the order asked, and leaves it as it was', () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6)
    const result = contract({ cardinalities: [2, 3], tensors: [{ scope: [0, 1], values }], keep: [1, 0] })
    expect([...result.values]).toEqual([1, 4, 2, 5, 3, 6])
    expect([...values]).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('runs down a chain of 100,000 variables', () => {
    const n = 100_000
    const step = Float64Array.of(0.9, 0.1, 0.2, 0.8)
    const tensors: Tensor[] = [{ scope: [0], values: Float64Array.of(0.5, 0.5) }]
    for (let v = 1; v < n; v++) tensors.push({ scope: [v - 1, v], values: step })
    const { values, largest } = contract({ cardinalities: binary(n), tensors, keep: [n - 1] })
    expect(values[0]).toBeCloseTo(2 / 3, 12)
    expect(largest).toBe(2)
  })

  it('copes with one cause of 20,000 effects', () => {
    const n = 20_001
    const tensors: Tensor[] = [{ scope: [0], values: Float64Array.of(0.25, 0.75) }]
    for (let v = 1; v < n; v++)
      tensors.push({ scope: [0, v], values: Float64Array.of(0.3, 0.7, 0.6, 0.4), outputs: [v] })
    const whole = tensors.map(({ scope, values }) => ({ scope, values }))
    for (const list of [tensors, whole]) {
      const { values } = contract({ cardinalities: binary(n), tensors: list, keep: [0] })
      expect(values[0]).toBeCloseTo(0.25, 9)
    }
  })

  it('tells the chance of 5,000 observations from zero', () => {
    const n = 5001
    const tensors: Tensor[] = [{ scope: [0], values: Float64Array.of(0.5, 0.5) }]
    for (let v = 1; v < n; v++)
      tensors.push({
        scope: [0, v],
        values: v % 2 ? Float64Array.of(0.3, 0.7, 0.3001, 0.6999) : Float64Array.of(0.4, 0.6, 0.4, 0.6),
      })
    const evidence = Array.from({ length: n - 1 }, (_, k) => [k + 1, 0] as const)
    const problem = { cardinalities: binary(n), tensors, keep: [0], evidence }
    expect(contract(problem).values[0]).toBe(0)
    const { values, logScale } = contract({ ...problem, scaled: true })
    expect(values[1]! / values[0]!).toBeCloseTo((0.3001 / 0.3) ** 2500, 10)
    const log = Math.log(values[0]!) + logScale
    expect(log).toBeCloseTo(Math.log(0.5) + 2500 * (Math.log(0.3) + Math.log(0.4)), 6)
  })

  it('refuses what is too large, with the prediction', () => {
    const n = 30
    const tensors: Tensor[] = []
    for (let i = 0; i < n; i++)
      for (let j = 0; j < i; j++) tensors.push({ scope: [i, j], values: Float64Array.of(1, 2, 3, 4) })
    const error = expectCausalError(() => contract({ cardinalities: binary(n), tensors, keep: [0] }), null, 'too-large')
    expect(error.details['cells']).toBe(2 ** 29)
    expectCausalError(
      () => contract({ cardinalities: binary(40), tensors: [], keep: Array.from({ length: 40 }, (_, v) => v) }),
      null,
      'too-large',
    )
    const small = { cardinalities: binary(2), tensors: [{ scope: [0, 1], values: new Float64Array(4) }], keep: [0] }
    const cache = contractionCache()
    contract({ ...small, cache })
    expectCausalError(() => contract({ ...small, cache, limits: { operations: 3 } }), null, 'too-large')
  })

  it('refuses values that do not fit the axes, and states that are not there', () => {
    const tensors = [{ scope: [0], values: new Float64Array(3) }]
    expectCausalError(() => contract({ cardinalities: [2], tensors, keep: [] }), null, 'type-mismatch')
    for (const state of [2, -1, 0.5, Number.NaN])
      expectCausalError(
        () => contract({ cardinalities: [2], tensors: [], keep: [], evidence: [[0, state]] }),
        null,
        'invalid-argument',
      )
  })

  it('refuses evidence that contradicts itself or is asked for', () => {
    const problem = { cardinalities: [2], tensors: [{ scope: [0], values: Float64Array.of(1, 2) }], keep: [] }
    const twice = [
      [0, 0],
      [0, 1],
    ] as const
    expectCausalError(() => contract({ ...problem, evidence: twice }), null, 'contradiction')
    for (const state of [0, 1])
      expectCausalError(() => contract({ ...problem, keep: [0], evidence: [[0, state]] }), null, 'overlap')
  })

  it('finds the best order of a matrix chain that greed misses or meets', () => {
    // (10 × 100)(100 × 5)(5 × 50): Cormen et al., section 15.2: 7,500 multiplications, not 75,000
    const sizes = [10, 100, 5, 50]
    const tensors = [0, 1, 2].map((k) => ({
      scope: [k, k + 1],
      strides: [sizes[k + 1]!, 1],
    }))
    const plan = planContraction({
      cardinalities: sizes,
      layouts: tensors,
      outputs: [[], [], []],
      keep: [0, 3],
    })
    expect(plan.operations).toBe(2 * 7500)
  })
})
