import { describe, expect, it } from 'vitest'
import { indexed } from '../../src/graph/core/indexed.js'
import {
  ancestorsWithin,
  countNodes,
  difference,
  districtsWithin,
  districtWithin,
  intersection,
  sameNodes,
  union,
  without,
  withParents,
} from '../../src/graph/core/node-sets.js'
import { admg } from '../../src/index.js'

// A -> B -> C -> D, E -> C, B <-> D, A <-> E
const graph = admg('A -> B -> C -> D; E -> C; B <-> D; A <-> E')
const g = indexed(graph)
const set = (names: string): Uint8Array => Uint8Array.from(graph.nodes, (name) => (names.includes(name) ? 1 : 0))
const names = (nodes: Uint8Array): string =>
  graph.nodes
    .filter((_, i) => nodes[i] === 1)
    .sort()
    .join('')
const all = set('ABCDE')

describe('sets of nodes', () => {
  it('ancestors within a part, and where edges into some nodes are cut', () => {
    expect(names(ancestorsWithin(g, all, set('C')))).toBe('ABCE')
    expect(names(ancestorsWithin(g, all, set('D')))).toBe('ABCDE')
    expect(names(ancestorsWithin(g, set('ACDE'), set('D')))).toBe('CDE')
    expect(names(ancestorsWithin(g, set('ABC'), set('D')))).toBe('')
    expect(names(ancestorsWithin(g, all, set('D'), set('B')))).toBe('BCDE')
    expect(names(ancestorsWithin(g, all, set('D'), set('D')))).toBe('D')
  })

  it('parents, descendants taken away, districts', () => {
    expect(names(withParents(g, set('CD')))).toBe('BCDE')
    expect(names(without(g, all, graph.nodes.indexOf('B')))).toBe('AE')
    expect(names(districtWithin(g, all, graph.nodes.indexOf('B')))).toBe('BD')
    expect(names(districtWithin(g, set('ABC'), graph.nodes.indexOf('B')))).toBe('B')
    expect(districtsWithin(g, all).map(names).sort()).toEqual(['AE', 'BD', 'C'])
  })

  it('as sets', () => {
    expect(names(intersection(set('ABC'), set('BCD')))).toBe('BC')
    expect(names(union(set('AB'), set('BD')))).toBe('ABD')
    expect(names(difference(set('ABC'), set('BD')))).toBe('AC')
    expect(countNodes(set('ABD'))).toBe(3)
    expect(sameNodes(set('AB'), set('AB'))).toBe(true)
    expect(sameNodes(set('AB'), set('ABC'))).toBe(false)
  })
})
