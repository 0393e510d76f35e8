import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CausalError, cpdag, cpdagOf, type Dag, isExtendable, orientByKnowledge, toDag } from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { allExtensions, arbitraryPdag, markovClass, unionOfDags, vStructures } from '../support/classes.js'

const bothWays = (g: Dag) => g.edges.flatMap((e) => [[e.from, e.to] as const, [e.to, e.from] as const])

describe('cpdagOf', () => {
  it('shows a direction just where all equivalent DAGs have it', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 6), (g) => {
        const completed = cpdagOf(g)
        expect(completed.edges).toEqual(unionOfDags(markovClass(g)).edges)
        expect(cpdag({ nodes: completed.nodes, edges: completed.edges })).toEqual(completed)
        expect(vStructures(toDag(completed))).toEqual(vStructures(g))
      }),
      { numRuns: 300 },
    )
  })
})

describe('toDag', () => {
  it('gives a member when there is one, and null when there is none', () => {
    fc.assert(
      fc.property(arbitraryPdag(1, 6), (g) => {
        const members = allExtensions(g)
        const found = toDag(g)
        expect(isExtendable(g)).toBe(members.length > 0)
        if (found === null) expect(members).toEqual([])
        else expect(members).toContainEqual(found)
      }),
      { numRuns: 500 },
    )
  })
})

describe('cpdag', () => {
  it('takes a graph just when it is the union of a class', () => {
    fc.assert(
      fc.property(arbitraryPdag(1, 5), (g) => {
        const members = allExtensions(g)
        const whole = members.length > 0 && markovClass(members[0]!)
        const isCpdag = whole !== false && JSON.stringify(unionOfDags(whole).edges) === JSON.stringify(g.edges)
        let taken = true
        try {
          cpdag({ nodes: g.nodes, edges: g.edges })
        } catch (error) {
          if (!(error instanceof CausalError)) throw error
          taken = false
        }
        expect(taken).toBe(isCpdag)
      }),
      { numRuns: 500 },
    )
  })
})

describe('orientByKnowledge', () => {
  it('is the union of the members that obey, or a contradiction', () => {
    const cases = arbitraryDag(2, 6).chain((g) =>
      fc.tuple(
        fc.constant(g),
        fc.shuffledSubarray(bothWays(g)).map((pairs) => pairs.slice(0, 3)),
        fc.shuffledSubarray(bothWays(g)).map((pairs) => pairs.slice(0, 2)),
      ),
    )
    fc.assert(
      fc.property(cases, ([g, required, forbidden]) => {
        const has = (member: typeof g, [a, b]: readonly [string, string]) =>
          member.edges.some((e) => e.from === a && e.to === b)
        const obeying = markovClass(g).filter(
          (member) => required.every((pair) => has(member, pair)) && !forbidden.some((pair) => has(member, pair)),
        )
        try {
          expect(orientByKnowledge(cpdagOf(g), { required, forbidden })).toEqual({
            ...unionOfDags(obeying),
            kind: 'mpdag',
          })
        } catch (error) {
          if (!(error instanceof CausalError)) throw error
          expect(error.code).toBe('contradiction')
          expect(obeying).toEqual([])
        }
      }),
      { numRuns: 500 },
    )
  })

  it('completes a PDAG: every member, and no direction that they do not share', () => {
    fc.assert(
      fc.property(arbitraryPdag(1, 6), (g) => {
        const members = allExtensions(g)
        fc.pre(members.length > 0)
        const completed = orientByKnowledge(g, {})
        expect(completed).toEqual({ ...unionOfDags(members), kind: 'mpdag' })
      }),
      { numRuns: 500 },
    )
  })
})
