import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ancestors,
  dag,
  dSeparated,
  dSeparation,
  type InvariantPrediction,
  invariantPrediction,
  normals,
  parents,
  randomStream,
  splitStream,
  table,
} from '../../../../src/index.js'
import { arbitraryDag } from '../../../support/arbitrary.js'

describe('invariantPrediction', () => {
  it('against the oracle names causes only, and exactly what all separating sets share', () => {
    let named = 0
    fc.assert(
      fc.property(
        arbitraryDag(4, 6),
        fc.nat(),
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        (g, at, moved) => {
          const outcome = g.nodes[at % g.nodes.length]!
          const nodes = [...g.nodes, 'the environment']
          const directed = [
            ...g.edges.map(({ from, to }) => [from, to] as const),
            ...g.nodes
              .filter((name, i) => name !== outcome && moved[i])
              .map((name) => ['the environment', name] as const),
          ]
          const whole = dag({ nodes, directed })
          const found = invariantPrediction(dSeparation(whole), {
            outcome,
            environment: 'the environment',
          }) as InvariantPrediction
          expect(found.invariant).toBe(true)
          for (const name of found.parents) expect(ancestors(whole, outcome)).toContain(name)
          const causes: readonly string[] = parents(whole, outcome)
          for (const name of found.parents) expect(causes).toContain(name)
          const passing = found.sets.filter(({ predictors }) =>
            dSeparated(whole, outcome, 'the environment', predictors),
          )
          expect(found.accepted).toEqual(passing)
          expect(found.parents).toEqual(
            g.nodes.filter((name) => name !== outcome && passing.every(({ predictors }) => predictors.includes(name))),
          )
          named += found.parents.length
        },
      ),
      { numRuns: 60 },
    )
    expect(named).toBeGreaterThan(5)
  })

  it('does not depend on units, on the order of columns and rows, nor on the names of environments', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom('residuals', 'chow'), (seed, method) => {
        const n = 90
        const [a, b, c] = ['a', 'b', 'c'].map((name) => normals(splitStream(randomStream(seed), name), n).values)
        const rows = Array.from({ length: n }, (_, i) => {
          const X = a![i]! * (1 + (i % 3))
          const Y = X + b![i]!
          return { E: i % 3, X, Y, Z: Y + c![i]! + (i % 3) }
        })
        const ask = (data: unknown) =>
          invariantPrediction(data as never, { outcome: 'Y', environment: 'E', method } as never)
        const found = ask(table(rows))
        const turned = ask(
          table(
            [...rows].reverse().map(({ E, X, Y, Z }) => ({ Z: 1e9 * Z + 3, Y: 1e-9 * Y - 1, X: -7 * X, E: 10 - E })),
          ),
        )
        expect(turned.invariant).toBe(found.invariant)
        const key = ({ predictors }: { readonly predictors: readonly string[] }): string =>
          [...predictors].sort().join()
        for (const set of found.sets)
          expect(turned.sets.find((each) => key(each) === key(set))!.pValue!).toBeCloseTo(set.pValue!, 6)
      }),
      { numRuns: 20 },
    )
  })
})
