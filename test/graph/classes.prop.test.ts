import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Cpdag, countDags, cpdagOf, dag, dagsOf, pdag } from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { allExtensions, arbitraryPdag, markovClass } from '../support/classes.js'

const texts = (members: Iterable<unknown>) => Array.from(members, (member) => JSON.stringify(member)).sort()

/** Connected chordal graphs: each node joins a random part of a clique of the earlier ones. */
const arbitraryChordal = fc
  .array(fc.tuple(fc.nat(), fc.nat()), { minLength: 2, maxLength: 7 })
  .map((choices): Cpdag => {
    const cliques: string[][] = [['V0']]
    const undirected: [string, string][] = []
    for (const [i, [which, part]] of choices.entries()) {
      const clique = cliques[which % cliques.length]!
      const mask = 1 + (part % (2 ** clique.length - 1))
      const chosen = clique.filter((_, k) => (mask >> k) & 1)
      for (const a of chosen) undirected.push([a, `V${i + 1}`])
      cliques.push([...chosen, `V${i + 1}`])
    }
    const nodes = Array.from({ length: choices.length + 1 }, (_, i) => `V${i}`)
    const { edges } = pdag({ nodes, undirected })
    return cpdagOf(dag({ nodes, directed: edges.map((e) => [e.from, e.to] as const) }))
  })

describe('countDags and dagsOf', () => {
  it('agree with trying all directions', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 6), (g) => {
        const members = markovClass(g)
        expect(countDags(cpdagOf(g))).toBe(BigInt(members.length))
        expect(texts(dagsOf(cpdagOf(g)))).toEqual(texts(members))
      }),
      { numRuns: 200 },
    )
  })

  it('agree with each other on chordal graphs', () => {
    fc.assert(
      fc.property(arbitraryChordal, (g) => {
        const all = texts(dagsOf(g))
        expect(new Set(all).size).toBe(all.length)
        expect(countDags(g)).toBe(BigInt(all.length))
      }),
      { numRuns: 300 },
    )
  })

  it('list the members of a PDAG too', () => {
    fc.assert(
      fc.property(arbitraryPdag(1, 6), (g) => {
        expect(texts(dagsOf(g))).toEqual(texts(allExtensions(g)))
      }),
      { numRuns: 300 },
    )
  })
})
