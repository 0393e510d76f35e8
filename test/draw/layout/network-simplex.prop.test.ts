import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forwardEdges } from '../../../src/draw/layout/forward-edges.js'
import { ranks } from '../../../src/draw/layout/network-simplex.js'
import type { RankedEdges } from '../../../src/draw/layout/tight-trees.js'

/** Five nodes, edges from lower to higher with weights and least lengths. */
const arbitraryRanked: fc.Arbitrary<RankedEdges> = fc
  .array(fc.tuple(fc.nat(4), fc.nat(4), fc.integer({ min: 1, max: 3 }), fc.nat(1)), { minLength: 2, maxLength: 9 })
  .map((raw) => {
    const list = raw.filter(([a, b]) => a !== b)
    return {
      tail: Int32Array.from(list, (e) => Math.min(e[0], e[1])),
      head: Int32Array.from(list, (e) => Math.max(e[0], e[1])),
      weight: Int32Array.from(list, (e) => e[2]),
      least: Int32Array.from(list, (e) => e[3]),
    }
  })

/** The weighted length of all edges; infinite where one is too short. */
function cost(rank: ArrayLike<number>, { tail, head, weight, least }: RankedEdges): number {
  let sum = 0
  for (let e = 0; e < tail.length; e++) {
    const length = rank[head[e]!]! - rank[tail[e]!]!
    if (length < least[e]!) return Number.POSITIVE_INFINITY
    sum += weight[e]! * length
  }
  return sum
}

describe('ranks', () => {
  it('have the least weighted length of all', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryRanked, (edges) => {
        if (edges.tail.length === 0) return
        live++
        // five nodes that hang together lie within four ranks of length 1
        let best = Number.POSITIVE_INFINITY
        for (let code = 0; code < 5 ** 5; code++) {
          const rank = Array.from({ length: 5 }, (_, i) => Math.floor(code / 5 ** i) % 5)
          best = Math.min(best, cost(rank, edges))
        }
        expect(cost(ranks(5, edges), edges)).toBe(best)
      }),
      { numRuns: 60 },
    )
    expect(live).toBeGreaterThan(30)
  })
})

describe('forwardEdges', () => {
  it('leaves no circle, and turns nothing where there was none', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.nat(1)), { maxLength: 20 }),
        fc.boolean(),
        (raw, isAcyclic) => {
          const list = raw.filter(([a, b]) => (isAcyclic ? a < b : a !== b))
          const links = {
            n: 8,
            from: Int32Array.from(list, (e) => e[0]),
            to: Int32Array.from(list, (e) => e[1]),
            kind: Uint8Array.from(list, (e) => (isAcyclic ? 0 : e[2])),
          }
          const { tail, head } = forwardEdges(links)
          if (isAcyclic) expect([tail, head]).toEqual([links.from, links.to])
          // sources away, one after another
          const left = new Set(tail.keys())
          for (let round = 0; round < 8; round++) {
            const entered = new Set([...left].map((e) => head[e]!))
            for (const e of left) if (!entered.has(tail[e]!)) left.delete(e)
          }
          expect(left.size).toBe(0)
        },
      ),
      { numRuns: 100 },
    )
  })
})
