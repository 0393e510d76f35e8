import { describe, expect, it } from 'vitest'
import * as gallery from '../../src/gallery/index.js'
import {
  adjustmentSets,
  asiaGraph,
  backDoorGraph,
  berkeleyGraph,
  bowGraph,
  butterflyGraph,
  type CausalGraph,
  conditionalInstrumentGraph,
  doubleNapkinGraph,
  dSeparated,
  fromJson,
  frontDoorGraph,
  identify,
  instrumentGraph,
  instruments,
  longFrontDoorGraph,
  mBiasGraph,
  napkinGraph,
  sachsGraph,
  sequentialTreatmentGraph,
  shpitserPearl1bGraph,
  shpitserPearl1cGraph,
  shpitserPearl1dGraph,
  shpitserPearl3aGraph,
  tianPearlGraph,
  timeVaryingGraph,
  transportTwoOutcomesGraph,
  vermaConstraints,
  vermaGraph,
} from '../../src/index.js'

const isIdentifiable = (graph: CausalGraph<'dag' | 'admg'>, treatment: string | string[], outcome: string | string[]) =>
  identify(graph as CausalGraph<'admg'>, { do: treatment, outcome }).identifiable

const texts = (sets: Iterable<readonly string[]>) => Array.from(sets, (set) => [...set].sort().join(' ')).sort()

describe('the graphs of the gallery', () => {
  it('are well formed and frozen', () => {
    const graphs = Object.entries(gallery).filter(([name]) => name.endsWith('Graph'))
    expect(graphs.length).toBeGreaterThan(30)
    for (const [name, graph] of graphs) {
      expect(Object.isFrozen(graph), name).toBe(true)
      expect(fromJson(JSON.stringify(graph)), name).toEqual(graph)
    }
  })

  it('have the adjustment sets that are told of them', () => {
    expect(texts(adjustmentSets(backDoorGraph, { treatment: 'Xi', outcome: 'Xj' }))).toEqual([
      'X1 X4',
      'X2 X4',
      'X3 X4',
      'X4 X5',
    ])
    expect(texts(adjustmentSets(butterflyGraph, { treatment: 'X', outcome: 'Y' }))).toEqual(['A M', 'B M'])
    expect(texts(adjustmentSets(mBiasGraph, { treatment: 'X', outcome: 'Y' }))).toEqual([''])
    expect(texts(adjustmentSets(berkeleyGraph, { treatment: 'gender', outcome: 'admitted' }))).toEqual([''])
  })

  it('are identifiable where they are said to be', () => {
    for (const graph of [frontDoorGraph, napkinGraph, doubleNapkinGraph, longFrontDoorGraph, tianPearlGraph])
      expect(isIdentifiable(graph, 'X', 'Y')).toBe(true)
    for (const graph of [bowGraph, instrumentGraph, shpitserPearl1bGraph, shpitserPearl1cGraph, shpitserPearl1dGraph])
      expect(isIdentifiable(graph, 'X', 'Y')).toBe(false)
    expect(isIdentifiable(sequentialTreatmentGraph, ['X', 'Z'], 'Y')).toBe(true)
    expect(isIdentifiable(timeVaryingGraph, ['A', 'B'], 'Y')).toBe(true)
    expect(isIdentifiable(shpitserPearl3aGraph, 'X', ['Y1', 'Y2'])).toBe(true)
    expect(isIdentifiable(transportTwoOutcomesGraph, ['X1', 'X2'], ['Y1', 'Y2'])).toBe(false)
  })

  it('show what they are known for', () => {
    const [constraint] = vermaConstraints(vermaGraph)
    expect(constraint!.independentOf).toEqual(['A'])
    const [found] = instruments(conditionalInstrumentGraph, { treatment: 'X', outcome: 'Y' })
    expect(found).toMatchObject({ instrument: 'Z', given: ['W'] })
    expect(dSeparated(asiaGraph, 'asia', 'smoke')).toBe(true)
    expect(dSeparated(asiaGraph, 'asia', 'smoke', 'dysp')).toBe(false)
    expect([sachsGraph.nodes.length, sachsGraph.edges.length]).toEqual([11, 17])
  })
})
