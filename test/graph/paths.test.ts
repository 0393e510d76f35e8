import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { admg, dag, dSeparated, mag, markovBlanket, moralGraph, paths, pdag, toDagitty } from '../../src/index.js'
import { arbitraryAdmg, arbitraryDag, oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'
import { separatedByMoralGraph } from '../support/separation.js'

const chainOf = (names: readonly string[]) => names.slice(1).map((name, i) => [names[i]!, name] as const)
const long = Array.from({ length: 100_000 }, (_, i) => `n${i}`)

describe('paths', () => {
  it('reads edges along the path', () => {
    const [path] = paths(dag('X <- U -> Y'), 'X', 'Y')
    expect(path).toEqual({
      nodes: ['X', 'U', 'Y'],
      edges: [
        { from: 'X', to: 'U', fromMark: 'arrow', toMark: 'tail' },
        { from: 'U', to: 'Y', fromMark: 'tail', toMark: 'arrow' },
      ],
    })
    expect([...paths(admg('X -> Y; X <-> Y'), 'X', 'Y')].length).toBe(2)
    expect([...paths(dag('X; Y'), 'X', 'Y')]).toEqual([])
    expect([...paths(dag('Y -> X'), 'X', 'Y', { directed: true })]).toEqual([])
  })

  it('are lazy, and cope with odd names and a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 40 }, (_, i) => `v${i}`)
    const complete = dag({ nodes, directed: nodes.flatMap((b, j) => nodes.slice(0, j).map((a) => [a, b] as const)) })
    let seen = 0
    for (const path of paths(complete, 'v0', 'v39')) {
      expect(new Set(path.nodes).size).toBe(path.nodes.length)
      if (++seen === 50) break
    }
    const odd = dag({ nodes: oddNames, directed: chainOf(oddNames) })
    expect([...paths(odd, oddNames[0]!, oddNames.at(-1)!)][0]!.nodes).toEqual(oddNames)
    expect([...paths(dag({ nodes: long, directed: chainOf(long) }), 'n99999', 'n0')][0]!.nodes.length).toBe(100_000)
    expectCausalError(() => paths(odd, '2', '2'), 'paths', 'overlap')
    expectCausalError(() => paths(odd, '2', 'nowhere'), 'paths', 'unknown-name')
  })

  it('are all the simple paths, each once', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryDag(2, 6), arbitraryAdmg(2, 5)), fc.boolean(), (g, directed) => {
        const [x, y] = g.nodes as [string, string]
        const steps = g.edges.flatMap((e) =>
          directed
            ? e.fromMark === 'tail'
              ? [[e.from, e.to] as const]
              : []
            : [[e.from, e.to] as const, [e.to, e.from] as const],
        )
        const all: string[] = []
        const explore = (nodes: string[]): void => {
          if (nodes.at(-1) === y) all.push(JSON.stringify(nodes))
          else for (const [a, b] of steps) if (a === nodes.at(-1) && !nodes.includes(b)) explore([...nodes, b])
        }
        explore([x])
        const found = Array.from(paths(g, x, y, { directed }), (path) => JSON.stringify(path.nodes))
        expect(found.sort()).toEqual(all.sort())
      }),
      { numRuns: 200 },
    )
  })
})

describe('moralGraph and markovBlanket', () => {
  it('marry parents, and districts with their parents', () => {
    expect(toDagitty(moralGraph(dag('A -> C <- B -> D')))).toBe('pdag { A -- C A -- B C -- B B -- D }')
    expect(markovBlanket(admg('A -> B <-> C <-> D <- E; F -> A'), 'A')).toEqual(['B', 'C', 'D', 'E', 'F'])
    expect(markovBlanket(mag('A -- B; B -- C; C -> D'), 'B')).toEqual(['A', 'C'])
    expectCausalError(() => moralGraph(pdag('A -- B') as never), 'moralGraph', 'invalid-argument')
    expectCausalError(() => markovBlanket(dag('A -> B'), 'C' as 'A'), 'markovBlanket', 'unknown-name')
    const chain = dag({ nodes: long, directed: chainOf(long) })
    expect(moralGraph(chain).edges.length).toBe(99_999)
    expect(markovBlanket(chain, 'n5')).toEqual(['n4', 'n6'])
  })

  it('the blanket separates, is minimal, and is what the moral graph joins', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryDag(2, 7), arbitraryAdmg(2, 6)), (g) => {
        const x = g.nodes[0]!
        const blanket = markovBlanket(g, x)
        const rest = (set: readonly string[]) => g.nodes.filter((node) => node !== x && !set.includes(node))
        expect(dSeparated(g, x, rest(blanket), blanket)).toBe(true)
        for (const node of blanket) {
          const smaller = blanket.filter((other) => other !== node)
          expect(separatedByMoralGraph(g, [x], rest(smaller), smaller)).toBe(false)
        }
        const joined = moralGraph(g)
          .edges.filter((e) => e.from === x || e.to === x)
          .map((e) => (e.from === x ? e.to : e.from))
        expect(joined.sort()).toEqual([...blanket].sort())
      }),
      { numRuns: 300 },
    )
  })
})
