import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  dag,
  type Estimand,
  identify,
  identifyCounterfactual,
  probabilityTerm,
  productOf,
  ratioOf,
  recoverFromMissingness,
  simplifyEstimand,
  sumOver,
  toText,
} from '../../../src/index.js'
import { arbitraryAdmg } from '../../support/arbitrary.js'
import { listsOf } from '../../support/class-members.js'
import { randomModel } from '../../support/enumerated-model.js'
import { largestDifference, modelTerms } from '../../support/proof-values.js'

/** Products and fractions of terms under do, some values summed over. */
const question = arbitraryAdmg(3, 5).chain((g) => {
  const term = fc
    .tuple(
      fc.shuffledSubarray([...g.nodes], { minLength: 2, maxLength: Math.min(4, g.nodes.length) }),
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 3, maxLength: 3 }),
    )
    .map(([[first, ...rest], places]) => {
      const at = (...list: number[]) => rest.filter((_, i) => list.includes(places[i]!))
      return probabilityTerm({ of: [first!, ...at(0)], given: at(1, 2), do: at(3) })
    })
  return fc.tuple(
    fc.constant(g),
    fc.array(term, { minLength: 1, maxLength: 3 }),
    fc.option(term, { nil: null }),
    fc.subarray([...g.nodes], { maxLength: 2 }),
  )
})

describe('simplifyEstimand in a graph', () => {
  it('keeps the value in every model of the graph', () => {
    let shorter = 0
    fc.assert(
      fc.property(question, fc.integer({ min: 1, max: 999 }), ([g, terms, below, over], seed) => {
        const lists = listsOf(g)
        if (lists.bidirected.length > 5) return
        const product = productOf(terms)
        const body: Estimand = below === null ? product : ratioOf(product, below)
        const long = over.length === 0 ? body : sumOver(over, body)
        const short = simplifyEstimand(long, g)
        if (toText(short).length < toText(simplifyEstimand(long)).length) shorter++
        const term = modelTerms(new Map([['', { model: randomModel(lists, seed) }]]))
        expect(largestDifference(long, short, term), `${toText(long)} => ${toText(short)}`).toBeLessThan(1e-8)
      }),
      { numRuns: 300 },
    )
    expect(shorter).toBeGreaterThan(40)
  })

  it('prints what textbooks print', () => {
    const text = (answer: { readonly estimand?: Estimand }): string => toText(answer.estimand!)
    const asked = { do: 'X', outcome: 'Y' } as const
    expect(text(identify(dag('Z -> X -> Y; Z -> Y'), asked) as never)).toBe('Σ_Z P(Y | X, Z) P(Z)')
    expect(text(identify(admg('X -> M -> Y; X <-> Y'), asked) as never)).toBe("Σ_M P(M | X) Σ_X' P(Y | M, X') P(X')")
    const treated = { event: { variable: 'Y', value: 1, do: { X: 0 } }, given: { variable: 'X', value: 1 } } as const
    expect(text(identifyCounterfactual(dag('Z -> X -> Y; Z -> Y'), treated) as never)).toBe(
      'Σ_Z P(Y = 1 | Z, X = 0) P(Z | X = 1)',
    )
    const gaps = { missing: [{ variable: 'Y', observed: 'R' }], outcome: 'Y', given: ['X', 'Z'] } as const
    expect(text(recoverFromMissingness(dag('Z -> X -> Y; X -> R'), gaps) as never)).toBe('P(Y | X, R = 1)')
  })
})
