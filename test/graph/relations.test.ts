import { describe, expect, it } from 'vitest'
import {
  adjacent,
  admg,
  ancestors,
  children,
  dag,
  descendants,
  districts,
  isAcyclic,
  neighbors,
  parents,
  pdag,
  removeIncoming,
  removeOutgoing,
  spouses,
  subgraph,
  toDagitty,
  topologicalOrder,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const g = admg('Z -> X -> M -> Y; X <-> Y; Z <-> M')

describe('relations', () => {
  it('list nodes in the order of the graph, for a node and for a set', () => {
    expect(children(g, ['Z', 'M'])).toEqual(['X', 'Y'])
    expect(parents(g, ['X', 'M'])).toEqual(['Z', 'X'])
    expect(spouses(g, ['X', 'Z'])).toEqual(['M', 'Y'])
    expect(adjacent(g, 'X')).toEqual(['Z', 'M', 'Y'])
    expect(neighbors(pdag('A -- B -> C; D -- B'), 'B')).toEqual(['A', 'D'])
    expect(ancestors(g, ['M'])).toEqual(['Z', 'X', 'M'])
    expect(descendants(g, 'M')).toEqual(['M', 'Y'])
    expect(ancestors(g, [])).toEqual([])
    expect(districts(g)).toEqual([
      ['Z', 'M'],
      ['X', 'Y'],
    ])
  })

  it('refuse a name that is not there', () => {
    for (const verb of [adjacent, ancestors, children, descendants, neighbors, spouses])
      expectCausalError(() => verb(g, 'Q' as 'X'), verb.name, 'unknown-name')
    for (const verb of [removeIncoming, removeOutgoing])
      expectCausalError(() => verb(g, 'Q' as 'X'), verb.name, 'unknown-name')
    expectCausalError(() => subgraph(g, 'Q' as 'X'), 'subgraph', 'unknown-name')
    expectCausalError(() => children({} as never, 'Q' as never), 'children', 'invalid-argument')
  })

  it('take names of any form', () => {
    const odd = dag({ nodes: oddNames, directed: oddNames.slice(1).map((name, i) => [oddNames[i]!, name] as const) })
    expect(topologicalOrder(odd)).toEqual(oddNames)
    expect(descendants(odd, oddNames[3]!)).toEqual(oddNames.slice(3))
    expect(districts(odd).length).toBe(oddNames.length)
    expect(subgraph(odd, ['__proto__', '2']).edges.length).toBe(1)
  })

  it('cope with a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    const chain = admg({
      nodes,
      directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const),
      bidirected: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const),
    })
    expect(ancestors(chain, 'n99999').length).toBe(100_000)
    expect(descendants(chain, 'n0').length).toBe(100_000)
    expect(districts(chain).length).toBe(1)
    expect(topologicalOrder(chain)).toEqual(nodes)
    expect(removeIncoming(chain, nodes).edges).toEqual([])
    expect(removeOutgoing(chain, 'n5').edges.length).toBe(2 * 99_999 - 1)
    expect(subgraph(chain, nodes.slice(0, 50_000)).edges.length).toBe(2 * 49_999)
  })
})

describe('topologicalOrder and isAcyclic', () => {
  it('name the nodes of a cycle', () => {
    const cyclic = pdag('S -> A -> B -> C -> A')
    expect(isAcyclic(cyclic)).toBe(false)
    expect(isAcyclic(g)).toBe(true)
    const error = expectCausalError(() => topologicalOrder(cyclic), 'topologicalOrder', 'cycle')
    expect(new Set(error.details['cycle'] as string[])).toEqual(new Set(['A', 'B', 'C']))
  })
})

describe('surgery', () => {
  it('cuts bidirected edges with the incoming ones only', () => {
    expect(toDagitty(removeIncoming(g, 'X'))).toBe('dag { Z X M Y Z <-> M X -> M M -> Y }')
    expect(toDagitty(removeOutgoing(g, 'X'))).toBe('dag { Z -> X Z <-> M X <-> Y M -> Y }')
  })

  it('keeps latents, and the kind unless it cannot', () => {
    const hidden = dag({
      nodes: ['U', 'X', 'Y'],
      directed: [
        ['U', 'X'],
        ['U', 'Y'],
      ],
      latents: ['U'],
    })
    expect(removeIncoming(hidden, 'Y').latents).toEqual(['U'])
    expect(subgraph(hidden, ['U', 'Y']).latents).toEqual(['U'])
    expect(subgraph(hidden, ['X', 'Y']).latents).toEqual([])
    expect(subgraph(g, 'X').kind).toBe('admg')
  })
})
