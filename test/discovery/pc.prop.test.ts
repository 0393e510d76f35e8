import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ColliderRule,
  type ConflictRule,
  cpdagOf,
  type Dag,
  dSeparation,
  fci,
  fisherZ,
  isExtendable,
  knowledge,
  orientByKnowledge,
  type Pdag,
  pc,
  simulateDag,
  simulateLinear,
  table,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { edgeTexts, hashed, plain, reordered, whimsicalTest } from './support.js'

const rules: readonly ColliderRule[] = ['sepset', 'union', 'conservative', 'majority', 'max-p', 'definite-max-p']
const conflicts: readonly ConflictRule[] = ['keep', 'overwrite', 'strongest', 'bidirected']

describe('pc with the oracle', () => {
  it('returns the class of the graph, whatever the rules', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 7), fc.constantFrom(...rules), fc.constantFrom(...conflicts), (g, rule, conflict) => {
        const found = pc(dSeparation(g), { colliderRule: rule, conflicts: conflict })
        expect(found.graph).toEqual(cpdagOf(g))
        expect(found.ambiguous).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
  it('separates by sets that separate', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 7), (g) => {
        const oracle = dSeparation(g)
        const { separatingSets, graph } = pc(oracle)
        for (const { x, y, given } of separatingSets) expect(oracle(x, y, given).pValue).toBe(1)
        expect(separatingSets.length + graph.edges.length).toBe((g.nodes.length * (g.nodes.length - 1)) / 2)
      }),
      { numRuns: 50 },
    )
  })
  it('returns the members that obey true knowledge', () => {
    fc.assert(
      fc.property(arbitraryDag(2, 6), fc.integer(), fc.constantFrom(...rules), (g, seed, rule) => {
        const known = trueKnowledge(g, seed)
        const { graph } = pc(dSeparation(g), { knowledge: known, colliderRule: rule })
        expect(edgeTexts(graph)).toEqual(edgeTexts(orientByKnowledge(cpdagOf(g), known)))
      }),
      { numRuns: 150 },
    )
  })
})

describe('pc with a test that contradicts itself', () => {
  const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
  const independentOfOrder: readonly [ColliderRule, ConflictRule][] = [
    ['majority', 'bidirected'],
    ['conservative', 'bidirected'],
    ['union', 'bidirected'],
    ['max-p', 'bidirected'],
    ['definite-max-p', 'bidirected'],
  ]
  it('permuting the columns permutes the answer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.shuffledSubarray(names, { minLength: 7, maxLength: 7 }),
        fc.constantFrom(...independentOfOrder),
        fc.boolean(),
        (seed, order, [colliderRule, conflict], avoidCycles) => {
          const options = { alpha: 0.1, colliderRule, conflicts: conflict, avoidCycles }
          const test = whimsicalTest(names, seed)
          const one = pc(test, options)
          const other = pc(reordered(test, order), options)
          expect(edgeTexts(other.graph)).toEqual(edgeTexts(one.graph))
          expect(other.isExtendable).toBe(one.isExtendable)
          expect(other.graph.kind).toBe(one.graph.kind)
        },
      ),
      { numRuns: 200 },
    )
  })
  it('two runs are the same, with and without a plan', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.constantFrom(...rules),
        fc.constantFrom(...conflicts),
        (seed, colliderRule, conflict) => {
          const test = whimsicalTest(names, seed)
          const options = { alpha: 0.1, colliderRule, conflicts: conflict }
          expect(pc(plain(test), options)).toEqual(pc(test, options))
        },
      ),
      { numRuns: 100 },
    )
  })
  it('says truly whether a DAG fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.constantFrom(...rules), (seed, colliderRule) => {
        const found = pc(whimsicalTest(names, seed), { alpha: 0.1, colliderRule, conflicts: 'keep' })
        expect(found.isExtendable).toBe(isExtendable(found.graph as Pdag))
      }),
      { numRuns: 100 },
    )
  })
})

/** Some required edges of the graph, some forbidden ones that it lacks, and tiers along one of its orders. */
function trueKnowledge(g: Dag, seed: number): ReturnType<typeof knowledge> {
  const chance = (what: string): number => hashed(`${seed}|${what}`)
  const required = g.edges
    .filter(({ from, to }) => chance(`r${from}|${to}`) < 0.2)
    .map(({ from, to }) => [from, to] as const)
  const isEdge = new Set(g.edges.map(({ from, to }) => JSON.stringify([from, to])))
  const forbidden = g.nodes.flatMap((a) =>
    g.nodes
      .filter((b) => a !== b && !isEdge.has(JSON.stringify([a, b])) && chance(`f${a}|${b}`) < 0.2)
      .map((b) => [a, b] as const),
  )
  return knowledge({ required, forbidden })
}

describe('pc on correlations', () => {
  it('decides by the tree of Schur complements as by calls of the test', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 20, max: 200 }),
        fc.constantFrom(...rules),
        fc.constantFrom(0.01, 0.05, 0.3, 0.7),
        (seed, p, n, colliderRule, alpha) => {
          const { data } = simulateLinear(simulateDag(p, { degree: 3, seed }), n, { seed })
          const test = fisherZ(data)
          const options = { alpha, colliderRule, maxConditioningSize: 6 }
          expect(pc(test, options)).toEqual(pc(plain(test), options))
          expect(fci(test, options)).toEqual(fci(plain(test), options))
        },
      ),
      { numRuns: 60 },
    )
  })
  it('follows the rule of the test for columns that others determine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        const { data } = simulateLinear(simulateDag(['A', 'B', 'C', 'D'], { degree: 2, seed }), 60, { seed })
        const [a, b, c, d] = data.data as readonly Float64Array[]
        const test = fisherZ(
          table({ A: a!, B: b!, C: c!, D: d!, Twin: a!.map((v) => -3 * v), Sum: b!.map((v, i) => v + c![i]!) }),
        )
        expect(pc(test, { alpha: 0.05 })).toEqual(pc(plain(test), { alpha: 0.05 }))
      }),
      { numRuns: 40 },
    )
  })
})
