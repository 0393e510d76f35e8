import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adjustmentSets,
  countDags,
  dag,
  dagsOf,
  descendants,
  dSeparated,
  isAdjustmentSet,
  isExtendable,
  type Mpdag,
  mpdag,
  optimalAdjustmentSet,
  structuralInterventionDistance,
  toDag,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { allExtensions, unionOfDags } from '../support/classes.js'
import { allMpdags, arbitraryMpdag } from '../support/mpdags.js'

/** Every question with one or two treatments and one outcome, and every set, against all members. */
function adjustmentAgrees(graph: Mpdag): number {
  const members = allExtensions(graph)
  const { nodes } = graph
  let asked = 0
  for (const y of nodes) {
    for (let mask = 1; mask < 2 ** nodes.length; mask++) {
      const x = nodes.filter((_, i) => (mask >> i) & 1)
      if (x.includes(y) || x.length > 2) continue
      const others = nodes.filter((v) => v !== y && !x.includes(v))
      const query = { treatment: x, outcome: y }
      for (let set = 0; set < 2 ** others.length; set++) {
        const z = others.filter((_, i) => (set >> i) & 1)
        const wanted = members.every((member) => isAdjustmentSet(member, query, z).valid)
        const got = isAdjustmentSet(graph, query, z).valid
        if (got !== wanted) expect([graph.edges, x, y, z, got]).toEqual([graph.edges, x, y, z, wanted])
        asked++
      }
    }
  }
  return asked
}

describe('an MPDAG', () => {
  it('on at most three nodes has the adjustment sets that are valid in all its DAGs', () => {
    let asked = 0
    for (const n of [2, 3]) for (const graph of allMpdags(n)) asked += adjustmentAgrees(graph)
    expect(asked).toBeGreaterThan(500)
  })

  it('on four and five nodes too', () => {
    let partial = 0
    fc.assert(
      fc.property(arbitraryMpdag(4, 5), (graph) => {
        adjustmentAgrees(graph)
        if (graph.edges.some((e) => e.toMark === 'tail')) partial++
      }),
      { numRuns: 25 },
    )
    expect(partial).toBeGreaterThan(3)
  })

  it('is what all its DAGs share, and as many are counted as there are', () => {
    fc.assert(
      fc.property(arbitraryMpdag(1, 6), (graph) => {
        const members = allExtensions(graph)
        expect(countDags(graph)).toBe(BigInt(members.length))
        expect(Array.from(dagsOf(graph)).length).toBe(members.length)
        expect(isExtendable(graph)).toBe(true)
        expect(unionOfDags(members).edges).toEqual(graph.edges)
        expect(mpdag({ nodes: graph.nodes, edges: graph.edges })).toEqual(graph)
        expect(members.map((m) => JSON.stringify(m.edges))).toContain(JSON.stringify(toDag(graph).edges))
      }),
      { numRuns: 150 },
    )
  })

  it('has separations, distances and a set of lowest variance like its DAGs', () => {
    let found = 0
    fc.assert(
      fc.property(arbitraryMpdag(2, 5), arbitraryDag(5, 5), (graph, other) => {
        const members = allExtensions(graph)
        const [x, y, ...z] = graph.nodes as [string, string, ...string[]]
        expect(dSeparated(graph, x, y, z)).toBe(dSeparated(members[0]!, x, y, z))
        const best = optimalAdjustmentSet(graph, { treatment: x, outcome: y })
        if (best.found) {
          found++
          for (const member of members) {
            expect(isAdjustmentSet(member, { treatment: x, outcome: y }, best.set).valid).toBe(true)
            if (descendants(graph, x).includes(y))
              expect(optimalAdjustmentSet(member, { treatment: x, outcome: y })).toEqual(best)
          }
        } else expect(Array.from(adjustmentSets(graph, { treatment: x, outcome: y }))).toEqual([])
        if (graph.nodes.length !== 5) return
        const truth = dag({
          nodes: graph.nodes,
          directed: other.edges.map(
            (e) => [graph.nodes[other.nodes.indexOf(e.from)]!, graph.nodes[other.nodes.indexOf(e.to)]!] as const,
          ),
        })
        const distances = members.map((member) => structuralInterventionDistance(truth, member))
        expect(structuralInterventionDistance(truth, graph)).toEqual({
          lower: Math.min(...distances),
          upper: Math.max(...distances),
        })
      }),
      { numRuns: 100 },
    )
    expect(found).toBeGreaterThan(20)
  })
})
