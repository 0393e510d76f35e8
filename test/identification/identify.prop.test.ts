import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  evaluateEstimand,
  identify,
  simplifyEstimand,
  toText,
  verifyDerivation,
} from '../../src/index.js'
import { arbitraryAdmg, arbitrarySets } from '../support/arbitrary.js'
import { enumerate, type ModelGraph, randomModel, truths, valueAt } from '../support/enumerated-model.js'
import { hedgeFault } from '../support/hedge.js'

const pairs = (g: Admg, mark: 'tail' | 'arrow'): [string, string][] =>
  g.edges.filter((e) => e.fromMark === mark).map((e) => [e.from, e.to])

/** The graph as lists, and three disjoint sets, the last often empty. */
const question = (most: number) =>
  arbitraryAdmg(2, most).chain((g) =>
    fc.tuple(fc.constant(g), arbitrarySets(g.nodes), fc.boolean()).map(([graph, sets, conditional]) => ({
      graph,
      model: { nodes: graph.nodes, directed: pairs(graph, 'tail'), bidirected: pairs(graph, 'arrow') } as ModelGraph,
      x: sets.x,
      y: sets.y,
      z: conditional ? sets.z.slice(0, 2) : [],
    })),
  )

describe('identify', () => {
  it('gives formulas that equal the truth by enumeration, and hedges that are hedges', () => {
    fc.assert(
      fc.property(question(7), fc.integer({ min: 1, max: 1000 }), ({ graph, model, x, y, z }, seed) => {
        const answer = identify(graph, { do: x, outcome: y, given: z })
        if (!answer.identifiable) {
          const set = answer.derivation.filter((s) => s.rule === 'exchange').flatMap((s) => s.sets[0]!)
          const rest = z.filter((name) => !set.includes(name))
          expect(hedgeFault(model, [...x, ...set], [...y, ...rest], answer.hedge)).toBe(null)
          return
        }
        if (model.bidirected.length > 8) return
        const random = randomModel(model, seed)
        const joint = enumerate(random)
        const result = evaluateEstimand(answer.estimand, joint)
        expect(result.unsupported).toEqual([])
        for (const { at, value } of truths(random, x, y, z))
          expect(Math.abs(valueAt(result, at) - value), toText(answer.estimand)).toBeLessThan(1e-9)
      }),
      { numRuns: 150 },
    )
  })

  it('does not depend on the order or the names of the nodes', () => {
    fc.assert(
      fc.property(question(6), fc.integer({ min: 1, max: 1000 }), ({ graph, model, x, y, z }, seed) => {
        const turned = (name: string): string => `${name} turned`
        const mirror = admg({
          nodes: [...graph.nodes].reverse().map(turned),
          directed: model.directed.map(([a, b]) => [turned(a), turned(b)] as const),
          bidirected: model.bidirected.map(([a, b]) => [turned(b), turned(a)] as const),
        })
        const one = identify(graph, { do: x, outcome: y, given: z })
        const other = identify(mirror, { do: x.map(turned), outcome: y.map(turned), given: z.map(turned) })
        expect(other.identifiable).toBe(one.identifiable)
        if (!one.identifiable || !other.identifiable || model.bidirected.length > 6) return
        expect(other.strategy).toBe(one.strategy)
        const joint = enumerate(randomModel(model, seed))
        const renamed = { ...joint, variables: joint.variables.map((v) => ({ ...v, name: turned(v.name) })) }
        const [left, right] = [evaluateEstimand(one.estimand, joint), evaluateEstimand(other.estimand, renamed)]
        for (const [i, v] of right.variables.entries()) expect(v.name).toBe(turned(left.variables[i]!.name))
        for (const [i, value] of left.values.entries()) expect(Math.abs(value - right.values[i]!)).toBeLessThan(1e-9)
      }),
      { numRuns: 60 },
    )
  })

  it('keeps its value when simplified again, with and without the graph', () => {
    fc.assert(
      fc.property(question(6), fc.integer({ min: 1, max: 1000 }), ({ graph, model, x, y, z }, seed) => {
        const answer = identify(graph, { do: x, outcome: y, given: z })
        if (!answer.identifiable || model.bidirected.length > 6) return
        const joint = enumerate(randomModel(model, seed))
        const before = evaluateEstimand(answer.estimand, joint)
        for (const short of [simplifyEstimand(answer.estimand), simplifyEstimand(answer.estimand, graph)]) {
          const after = evaluateEstimand(short, joint)
          expect(after.variables).toEqual(before.variables)
          for (const [i, value] of before.values.entries())
            expect(Math.abs(value - after.values[i]!)).toBeLessThan(1e-9)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('has derivations that hold step by step, and none that leaves a step out does', () => {
    fc.assert(
      fc.property(question(7), ({ graph, x, y, z }) => {
        const query = { do: x, outcome: y, given: z }
        const answer = identify(graph, query)
        expect(verifyDerivation(graph, query, answer)).toEqual({ valid: true })
        const shorter = { ...answer, derivation: answer.derivation.slice(0, -1) }
        expect(verifyDerivation(graph, query, shorter).valid).toBe(false)
      }),
      { numRuns: 100 },
    )
  })
})
