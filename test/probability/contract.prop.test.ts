import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Contraction,
  contract,
  contractionCache,
  type Tensor,
} from '../../src/probability/contraction/contract.js'
import type { Semiring } from '../../src/probability/contraction/semiring.js'
import { bruteForce } from './brute-force.js'

const semirings: readonly Semiring[] = ['sum-product', 'max-product', 'or-and', 'log-sum-exp']

function entry(semiring: Semiring): fc.Arbitrary<number> {
  if (semiring === 'or-and') return fc.integer({ min: 0, max: 1 })
  if (semiring !== 'log-sum-exp') return fc.double({ min: 0, max: 2, noNaN: true })
  const minusInfinity = fc.constant(Number.NEGATIVE_INFINITY)
  return fc.oneof(
    { weight: 5, arbitrary: fc.double({ min: -9, max: 3, noNaN: true }) },
    { weight: 1, arbitrary: minusInfinity },
  )
}

/** Any tensors over a few variables: scalars, repeated axes, variables that nothing holds, slices, diagonals. */
function problems(semiring: Semiring): fc.Arbitrary<Contraction> {
  return fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 })
    .chain((cardinalities) => {
      const n = cardinalities.length
      const variable = fc.integer({ min: 0, max: n - 1 })
      const tensor = fc.array(variable, { maxLength: 3 }).chain((scope) => {
        const size = scope.reduce((s, v) => s * cardinalities[v]!, 1)
        return fc
          .array(entry(semiring), { minLength: size, maxLength: size })
          .map((values): Tensor => ({ scope, values: Float64Array.from(values) }))
      })
      return fc.record({
        cardinalities: fc.constant(cardinalities),
        tensors: fc.array(tensor, { maxLength: 6 }),
        semiring: fc.constant(semiring),
        keep: fc.array(variable, { maxLength: 3 }),
        fix: fc.uniqueArray(variable, { maxLength: 2 }),
      })
    })
    .map(({ keep, fix, ...rest }) => ({
      ...rest,
      keep: keep.filter((v) => !fix.includes(v)),
      evidence: fix.map((v) => [v, rest.cardinalities[v]! - 1] as const),
    }))
}

function expectClose(actual: Float64Array, wanted: readonly number[]): void {
  expect(actual.length).toBe(wanted.length)
  for (const [i, w] of wanted.entries()) {
    if (Number.isFinite(w)) expect(Math.abs(actual[i]! - w)).toBeLessThan(1e-11 * (1 + Math.abs(w)))
    else expect(actual[i]).toBe(w)
  }
}

/** With a diagonal asked for, brute force gives the same values on it, and the semiring's zero must stand elsewhere. */
function wantedOf(problem: Contraction): number[] {
  const keep = Array.from(problem.keep)
  if (new Set(keep).size === keep.length) return bruteForce(problem)
  const zero = problem.semiring === 'log-sum-exp' ? Number.NEGATIVE_INFINITY : 0
  const unique = [...new Set(keep)]
  const values = bruteForce({ ...problem, keep: unique })
  const sizes = keep.map((v) => problem.cardinalities[v]!)
  return Array.from({ length: sizes.reduce((s, c) => s * c, 1) }, (_, cell) => {
    const states = new Map<number, number>()
    let rest = cell
    let agrees = true
    for (let k = keep.length - 1; k >= 0; k--) {
      const s = rest % sizes[k]!
      rest = Math.floor(rest / sizes[k]!)
      agrees &&= (states.get(keep[k]!) ?? s) === s
      states.set(keep[k]!, s)
    }
    return agrees ? values[unique.reduce((at, v) => at * problem.cardinalities[v]! + states.get(v)!, 0)]! : zero
  })
}

describe('contract', () => {
  it.each(semirings)('equals the sum over all states: %s', (semiring) => {
    fc.assert(
      fc.property(problems(semiring), (problem) => {
        expectClose(contract(problem).values, wantedOf(problem))
      }),
      { numRuns: 400 },
    )
  })

  it('gives the same with a plan from the cache, whatever the values and the states of the evidence', () => {
    const cache = contractionCache(8)
    fc.assert(
      fc.property(problems('sum-product'), fc.integer({ min: 2, max: 5 }), (problem, factor) => {
        contract({ ...problem, cache })
        const other: Contraction = {
          ...problem,
          tensors: problem.tensors.map((t) => ({ ...t, values: t.values.map((x) => x * factor) })),
          evidence: (problem.evidence ?? []).map(([v]) => [v, 0] as const),
        }
        expectClose(contract({ ...other, cache }).values, wantedOf(other))
        expect(cache.plans.size).toBeLessThanOrEqual(8)
      }),
    )
  })

  it('keeps track of the scale when numbers grow too small or too large', () => {
    const power = fc.integer({ min: -140, max: 140 })
    fc.assert(
      fc.property(problems('sum-product'), fc.array(power, { minLength: 6, maxLength: 6 }), (problem, powers) => {
        const tensors = problem.tensors.map((t, k) => ({
          scope: t.scope,
          values: t.values.map((x) => x * 2 ** powers[k]!),
        }))
        const taken = powers.slice(0, tensors.length).reduce((s, p) => s + p, 0)
        for (const semiring of ['sum-product', 'max-product'] as const) {
          const { values, logScale } = contract({ ...problem, semiring, tensors, scaled: true })
          const unscaled = values.map((x) => x * Math.exp(logScale - taken * Math.LN2))
          const wanted = wantedOf({ ...problem, semiring })
          for (const [i, w] of wanted.entries()) expect(Math.abs(unscaled[i]! - w)).toBeLessThan(1e-10 * (1 + w))
        }
      }),
    )
  })

  it('leaves out what sums to one, without changing the answer', () => {
    const network = fc
      .tuple(
        fc.integer({ min: 2, max: 7 }),
        fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 60, maxLength: 60 }),
        fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
      )
      .map(([n, numbers, picks]): Contraction => {
        let next = 0
        const tensors = Array.from({ length: n }, (_, v): Tensor => {
          const parents = [...new Set([picks[2 * v]! % (v + 1), picks[2 * v + 1]! % (v + 1)])].filter((p) => p !== v)
          const values = new Float64Array(2 ** (parents.length + 1))
          for (let k = 0; k < values.length; k += 2) {
            values[k] = numbers[next++ % 60]!
            values[k + 1] = 1 - values[k]!
          }
          return { scope: [...parents, v], values, outputs: [v] }
        })
        const keep = [picks[18]! % n]
        const evidence = [[picks[19]! % n, 1] as const].filter(([v]) => !keep.includes(v))
        return { cardinalities: new Array<number>(n).fill(2), tensors, keep, evidence }
      })
    fc.assert(
      fc.property(network, (problem) => {
        const pruned = contract(problem)
        expectClose(pruned.values, bruteForce(problem))
        const all = contract({
          ...problem,
          tensors: problem.tensors.map(({ scope, values }) => ({ scope, values })),
        })
        expect(pruned.operations).toBeLessThanOrEqual(all.operations)
      }),
    )
  })
})
