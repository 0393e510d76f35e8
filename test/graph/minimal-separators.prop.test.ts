import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minimalSeparators } from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag, arbitrarySets } from '../support/arbitrary.js'
import { separatedByMoralGraph } from '../support/separation.js'

/** All subsets, the small ones first. */
function subsets<T>(items: readonly T[]): T[][] {
  const all = Array.from({ length: 2 ** items.length }, (_, code) => items.filter((_, i) => (code >> i) & 1))
  return all.sort((a, b) => a.length - b.length)
}

describe('minimalSeparators', () => {
  it('are the minimal ones among all subsets', () => {
    const cases = fc
      .oneof(arbitraryDag(2, 8), arbitraryAdmg(2, 7))
      .chain((g) =>
        fc.tuple(fc.constant(g), arbitrarySets(g.nodes), fc.subarray([...g.nodes]), fc.integer({ min: 0, max: 2 })),
      )
    fc.assert(
      fc.property(cases, ([g, { x, y, z }, some, included]) => {
        const include = z.slice(0, included)
        const exclude = some.filter((node) => ![...x, ...y, ...include].includes(node)).slice(0, 2)
        const free = g.nodes.filter((node) => ![...x, ...y, ...include, ...exclude].includes(node))
        const wanted: string[][] = []
        for (const extra of subsets(free)) {
          if (wanted.some((found) => found.every((node) => extra.includes(node)))) continue
          if (separatedByMoralGraph(g, x, y, [...extra, ...include])) wanted.push(extra)
        }
        const texts = (sets: readonly (readonly string[])[]) =>
          sets.map((set) => JSON.stringify([...set].sort())).sort()
        expect(texts([...minimalSeparators(g, x, y, { include, exclude })])).toEqual(
          texts(wanted.map((set) => [...set, ...include])),
        )
      }),
      { numRuns: 500 },
    )
  })
})
