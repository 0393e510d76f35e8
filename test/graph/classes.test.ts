import { describe, expect, it } from 'vitest'
import { countDags, cpdag, cpdagOf, dag, dagsOf, pdag, toDagitty } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const chainOf = (nodes: readonly string[]) => nodes.slice(1).map((name, i) => [nodes[i]!, name] as const)
const names = (n: number) => Array.from({ length: n }, (_, i) => `n${i}`)

function pairsOf(nodes: readonly string[]): [string, string][] {
  return nodes.flatMap((b, j) => nodes.slice(0, j).map((a): [string, string] => [a, b]))
}

describe('countDags', () => {
  it('knows trees, cliques and products of parts', () => {
    expect(countDags(cpdag('A; B'))).toBe(1n)
    expect(countDags(cpdag('A -- B -- C; D -- E; F -> G <- H'))).toBe(6n)
    expect(countDags(cpdag({ nodes: names(30), undirected: pairsOf(names(30)) }))).toBe(
      265252859812191058636308480000000n,
    )
    expect(countDags(cpdag('A -- B -- C -- A; C -- D -- B'))).toBe(10n)
  })

  it('counts classes of 1,000 nodes exactly', () => {
    // k-paths: node i is joined to the three before it; the counts of the parts of a class of two copies multiply
    const nodes = names(1000)
    const undirected = nodes.flatMap((b, j) => nodes.slice(Math.max(0, j - 3), j).map((a) => [a, b] as const))
    const one = countDags(cpdag({ nodes, undirected }))
    const copy = (prefix: string) => undirected.map(([a, b]) => [prefix + a, prefix + b] as const)
    const both = cpdag({
      nodes: [...nodes.map((a) => `x${a}`), ...nodes.map((a) => `y${a}`)],
      undirected: [...copy('x'), ...copy('y')],
    })
    expect(countDags(both)).toBe(one * one)
    expect(one).toBeGreaterThan(1000n)
  })

  it('takes odd names, a chain of 100,000 nodes, and only a CPDAG', () => {
    expect(countDags(cpdag({ nodes: oddNames, undirected: chainOf(oddNames) }))).toBe(BigInt(oddNames.length))
    expect(countDags(cpdag({ nodes: names(100_000), undirected: chainOf(names(100_000)) }))).toBe(100_000n)
    expectCausalError(() => countDags(pdag('A -- B') as never), 'countDags', 'invalid-argument')
    const forged = { ...cpdag('A -- B -- C -- D'), edges: pdag('A -- B -- C -- D -- A').edges }
    expectCausalError(() => countDags(forged), 'countDags', 'invalid-graph')
  })
})

describe('dagsOf', () => {
  it('lists members one at a time, as often as asked', () => {
    const members = dagsOf(cpdag('A -- B -- C; D'))
    expect(Array.from(members, toDagitty)).toEqual([
      'dag { A B C D A -> B B -> C }',
      'dag { A B C D B -> A B -> C }',
      'dag { A B C D B -> A C -> B }',
    ])
    expect([...members].length).toBe(3)
    expect([...dagsOf(pdag('A -- B -- C -- D -- A'))]).toEqual([])
    expect([...dagsOf(pdag('A -> B -- C'))].map(toDagitty)).toEqual(['dag { A -> B B -> C }'])
    expect([...dagsOf(cpdagOf(dag('')))].length).toBe(1)
    expectCausalError(() => dagsOf(dag('A -> B') as never), 'dagsOf', 'invalid-argument')
  })

  it('gives the first member of a huge class at once', () => {
    const nodes = names(100_000)
    const [first] = dagsOf(cpdag({ nodes, undirected: chainOf(nodes) }))
    expect(first!.edges.length).toBe(99_999)
  })
})
