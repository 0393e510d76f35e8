import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contract, type Tensor } from '../../src/probability/contraction/contract.js'
import { treeBuilder, treeByElimination } from '../../src/probability/contraction/contraction-tree.js'
import { eliminationOrder } from '../../src/probability/contraction/elimination-order.js'
import { optimalTree } from '../../src/probability/contraction/optimal-tree.js'
import { bruteForce } from './brute-force.js'

interface Shape {
  readonly cardinalities: readonly number[]
  readonly scopes: readonly (readonly number[])[]
  readonly kept: Uint8Array
}

const shapes = (least: number, most: number): fc.Arbitrary<Shape> =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 3, max: 5 }), { minLength: 5, maxLength: 5 }),
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 3 }), {
        minLength: least,
        maxLength: most,
      }),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([cardinalities, scopes, keep]) => ({
      cardinalities,
      scopes,
      kept: Uint8Array.from(cardinalities, (_, v) => (v === keep ? 1 : 0)),
    }))

/** The least cost over every sequence of pairwise joins, tried one after another. */
function cheapest({ scopes, cardinalities, kept }: Shape): number {
  const replay = (joins: readonly (readonly [number, number])[]) => {
    const tree = treeBuilder(scopes, cardinalities, kept)
    const left = new Set<number>()
    for (const [t, scope] of scopes.entries()) {
      left.add(scope.some((v) => kept[v] === 0 && tree.holders(v).length === 1) ? tree.join(t, -1) : t)
    }
    for (const [a, b] of joins) {
      left.delete(a)
      left.delete(b)
      left.add(tree.join(a, b))
    }
    return { tree, left: [...left] }
  }
  let least = Number.POSITIVE_INFINITY
  const visit = (joins: readonly (readonly [number, number])[]): void => {
    const { tree, left } = replay(joins)
    if (left.length === 1) least = Math.min(least, tree.finish().operations)
    for (let i = 1; i < left.length; i++) for (let j = 0; j < i; j++) visit([...joins, [left[j]!, left[i]!]])
  }
  visit([])
  return least
}

describe('optimalTree', () => {
  it('is as cheap as the cheapest of all sequences of joins', () => {
    fc.assert(
      fc.property(shapes(3, 4), (shape) => {
        const best = optimalTree(shape.scopes, shape.cardinalities, shape.kept)
        expect(best?.operations).toBe(cheapest(shape))
      }),
    )
  })

  it('never costs more than a greedy order', () => {
    fc.assert(
      fc.property(shapes(5, 9), ({ scopes, cardinalities, kept }) => {
        const bits = Float64Array.from(cardinalities, Math.log2)
        const best = optimalTree(scopes, cardinalities, kept)!
        for (const greed of ['size', 'fill'] as const) {
          const greedy = treeByElimination(scopes, cardinalities, kept, eliminationOrder(scopes, bits, kept, greed))
          expect(best.operations).toBeLessThanOrEqual(greedy.operations)
        }
      }),
      { numRuns: 30 },
    )
  })

  it('leads the engine to the right sums', () => {
    fc.assert(
      fc.property(
        shapes(3, 5),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7 }),
        (shape, pool) => {
          let next = 0
          const tensors = shape.scopes.map((scope): Tensor => {
            const size = scope.reduce((s, v) => s * shape.cardinalities[v]!, 1)
            return { scope, values: Float64Array.from({ length: size }, () => pool[next++ % pool.length]!) }
          })
          const problem = { cardinalities: shape.cardinalities, tensors, keep: [shape.kept.indexOf(1)] }
          const found = contract(problem).values
          for (const [i, wanted] of bruteForce(problem).entries())
            expect(Math.abs(found[i]! - wanted)).toBeLessThan(1e-11 * (1 + wanted))
        },
      ),
      { numRuns: 60 },
    )
  })
})
