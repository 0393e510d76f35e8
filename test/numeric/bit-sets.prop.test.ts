import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bitSets, countOnes } from '../../src/numeric/bit-sets.js'

const universe = fc.integer({ min: 1, max: 100 })
const pair = universe.chain((n) =>
  fc.tuple(
    fc.constant(n),
    fc.uniqueArray(fc.integer({ min: 0, max: n - 1 })),
    fc.uniqueArray(fc.integer({ min: 0, max: n - 1 })),
  ),
)
const ascending = (members: Iterable<number>): number[] => [...members].sort((a, b) => a - b)

describe('bitSets', () => {
  it('agrees with Set in every operation', () => {
    fc.assert(
      fc.property(pair, ([n, a, b]) => {
        const sets = bitSets(6, n)
        for (const m of a) sets.add(0, m)
        for (const m of b) sets.add(1, m)
        for (const s of [2, 3, 4]) sets.copy(s, 0)
        const changed = sets.union(2, 1)
        sets.intersect(3, 1)
        sets.subtract(4, 1)
        const union = new Set([...a, ...b])
        expect(sets.members(0)).toEqual(ascending(a))
        expect(sets.members(2)).toEqual(ascending(union))
        expect(changed).toBe(union.size > a.length)
        expect(sets.members(3)).toEqual(ascending(a.filter((m) => b.includes(m))))
        expect(sets.members(4)).toEqual(ascending(a.filter((m) => !b.includes(m))))
        expect(sets.members(5)).toEqual([])
        expect(sets.overlaps(0, 1)).toBe(a.some((m) => b.includes(m)))
        expect(sets.includes(0, 1)).toBe(b.every((m) => a.includes(m)))
        expect(sets.size(0)).toBe(a.length)
        for (const m of a) {
          expect(sets.has(0, m)).toBe(true)
          sets.remove(0, m)
          expect(sets.has(0, m)).toBe(false)
        }
        expect(sets.next(0, 0)).toBe(-1)
        sets.clear(1)
        expect(sets.members(1)).toEqual([])
      }),
    )
  })

  it('finds the next member from any place', () => {
    fc.assert(
      fc.property(pair, fc.nat(120), ([n, a], from) => {
        const sets = bitSets(2, n)
        for (const m of a) sets.add(1, m)
        expect(sets.next(1, from)).toBe(ascending(a).find((m) => m >= from) ?? -1)
      }),
    )
  })

  it('counts the ones of a word', () => {
    fc.assert(
      fc.property(fc.integer(), (word) => {
        expect(countOnes(word)).toBe([...(word >>> 0).toString(2)].filter((c) => c === '1').length)
      }),
    )
  })
})
