import { describe, expect, it } from 'vitest'
import { admg, dag, dSeparated } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

describe('dSeparated', () => {
  it('knows chains, forks, colliders and their descendants', () => {
    expect(dSeparated(dag('A -> B -> C'), 'A', 'C')).toBe(false)
    expect(dSeparated(dag('A -> B -> C'), 'A', 'C', 'B')).toBe(true)
    expect(dSeparated(dag('A <- B -> C'), 'A', 'C', ['B'])).toBe(true)
    const collider = dag('A -> B <- C; B -> D')
    expect(dSeparated(collider, 'A', 'C')).toBe(true)
    expect(dSeparated(collider, 'A', 'C', 'B')).toBe(false)
    expect(dSeparated(collider, 'A', 'C', 'D')).toBe(false)
    expect(dSeparated(dag('X <- U -> M <- V -> Y'), 'X', 'Y', 'M')).toBe(false)
  })

  it('sees bidirected edges', () => {
    const verma = admg('A -> B -> C -> D; B <-> D')
    expect(dSeparated(verma, 'A', 'D', ['B', 'C'])).toBe(false)
    expect(dSeparated(verma, 'A', 'C', ['B'])).toBe(true)
    expect(dSeparated(admg('A <-> B <-> C'), 'A', 'C')).toBe(true)
    expect(dSeparated(admg('A <-> B <-> C'), 'A', 'C', 'B')).toBe(false)
  })

  it('takes sets, and an empty set is separated from everything', () => {
    const g = dag('A -> B -> C; D')
    expect(dSeparated(g, ['A', 'B'], ['D'])).toBe(true)
    expect(dSeparated(g, ['A', 'D'], 'C')).toBe(false)
    expect(dSeparated(g, [], 'C')).toBe(true)
  })

  it('refuses unknown names and sets that share a node', () => {
    const g = dag('A -> B -> C')
    expectCausalError(() => dSeparated(g, 'A', 'Q' as 'A'), 'dSeparated', 'unknown-name')
    expect(expectCausalError(() => dSeparated(g, 'A', 'A'), 'dSeparated', 'overlap').details['names']).toEqual(['A'])
    expectCausalError(() => dSeparated(g, 'A', 'C', ['C', 'B']), 'dSeparated', 'overlap')
  })

  it('takes names of any form and a chain of 100,000 nodes', () => {
    const chain = (nodes: readonly string[]) =>
      dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    const odd = chain(oddNames)
    expect(dSeparated(odd, oddNames[0]!, oddNames[9]!, oddNames[4]!)).toBe(true)
    expect(dSeparated(odd, oddNames[0]!, oddNames[9]!)).toBe(false)
    const long = chain(Array.from({ length: 100_000 }, (_, i) => `n${i}`))
    expect(dSeparated(long, 'n0', 'n99999')).toBe(false)
    expect(dSeparated(long, 'n0', 'n99999', 'n5')).toBe(true)
  })
})
