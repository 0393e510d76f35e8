import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { separationIn } from '../../../src/estimand/simplify/simplify-estimand.js'
import { simplifyExpr } from '../../../src/estimand/simplify/simplify-expr.js'
import { numbered, toEstimand } from '../../../src/estimand/terms/convert.js'
import { dag, type Estimand, identify, probabilityTerm, productOf, sumOver, toText } from '../../../src/index.js'
import { arbitraryAdmg } from '../../support/arbitrary.js'

describe('simplifying', () => {
  it('drops the same conditions at once as one by one', () => {
    let dropped = 0
    fc.assert(
      fc.property(
        arbitraryAdmg(3, 7).chain((g) =>
          fc.tuple(
            fc.constant(g),
            fc.array(
              fc
                .shuffledSubarray([...g.nodes], { minLength: 2 })
                .map((list) => ({ of: [list[0]!], given: list.slice(1) })),
              { minLength: 1, maxLength: 4 },
            ),
            fc.subarray([...g.nodes]),
          ),
        ),
        ([g, terms, over]) => {
          const product = productOf(terms.map(probabilityTerm))
          const estimand: Estimand = over.length === 0 ? product : sumOver(over, product)
          const oracle = separationIn(g)
          const text = (independent: typeof oracle): string => {
            const { symbols, exprs } = numbered([estimand], g.nodes)
            return toText(toEstimand({ symbols, expr: simplifyExpr(symbols, exprs[0]!, independent) }))
          }
          const atOnce = text(oracle)
          expect(atOnce).toBe(text((a, b, given, act, domain) => oracle(a, b, given, act, domain)))
          if (atOnce !== text(() => false)) dropped++
        },
      ),
      { numRuns: 200 },
    )
    expect(dropped).toBeGreaterThan(40)
  })

  it('copes with thousands of conditions', () => {
    const z = Array.from({ length: 5000 }, (_, i) => `z${10_000 + i}`)
    const both = z.flatMap((name) => [[name, 'x'] as const, [name, 'y'] as const])
    const answer = identify(dag({ nodes: ['x', 'y', ...z], directed: [['x', 'y'], ...both] }), {
      do: 'x',
      outcome: 'y',
    })
    const list = z.join(', ')
    const text = answer.identifiable ? toText(answer.estimand) : 'no answer'
    expect(text === `Σ_{${list}} P(y | x, ${list}) P(${list})`, text.slice(0, 200)).toBe(true)
  })
})
