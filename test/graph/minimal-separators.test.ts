import { describe, expect, it } from 'vitest'
import { admg, dag, minimalSeparators } from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

describe('minimalSeparators', () => {
  it('lists every minimal set once, lazily', () => {
    const parallel = Array.from({ length: 40 }, (_, i) => [`a${i}`, `b${i}`] as const)
    const g = dag({
      nodes: ['X', 'Y', ...parallel.flat()],
      directed: parallel.flatMap(([a, b]) => [['X', a] as const, [a, b] as const, [b, 'Y'] as const]),
    })
    const first = [...take(minimalSeparators(g, 'X', 'Y'), 1000)]
    expect(new Set(first.map((set) => set.join())).size).toBe(1000)
    expect(first.every((set) => set.length === 40)).toBe(true)
  })

  it('gives the empty set where nothing is needed, and nothing where nothing helps', () => {
    expect([...minimalSeparators(dag('X -> C <- Y'), 'X', 'Y')]).toEqual([[]])
    expect([...minimalSeparators(dag('X -> Y'), 'X', 'Y')]).toEqual([])
    expect([...minimalSeparators(admg('X -> M -> Y; X <-> Y'), 'X', 'Y')]).toEqual([])
    expect([...minimalSeparators(admg('X <-> A <-> B <-> Y; A -> Y; B -> X'), 'X', 'Y')]).toEqual([])
  })

  it('obeys include, exclude and latents', () => {
    const g = dag('X <- A -> B -> Y; X -> C <- Y; C -> D')
    expect([...minimalSeparators(g, 'X', 'Y', { include: 'D' })]).toEqual([])
    expect([...minimalSeparators(g, 'X', 'Y', { include: 'A' })]).toEqual([['A']])
    const hidden = dag({
      nodes: ['X', 'A', 'B', 'Y'],
      directed: [
        ['A', 'X'],
        ['A', 'B'],
        ['B', 'Y'],
      ],
      latents: ['A'],
    })
    expect([...minimalSeparators(hidden, 'X', 'Y')]).toEqual([['B']])
    expectCausalError(() => minimalSeparators(hidden, 'X', 'Y', { include: 'A' }), 'minimalSeparators', 'latent')
    expectCausalError(() => minimalSeparators(g, 'X', 'X'), 'minimalSeparators', 'overlap')
    expectCausalError(
      () => minimalSeparators(g, 'X', 'Y', { include: 'A', exclude: 'A' }),
      'minimalSeparators',
      'overlap',
    )
    expectCausalError(() => minimalSeparators(g, 'X', 'Q' as 'Y'), 'minimalSeparators', 'unknown-name')
  })

  it('copes with odd names, a chain of 100,000 nodes and a star', () => {
    const chain = (nodes: readonly string[]) =>
      dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    expect([...minimalSeparators(chain(oddNames), oddNames[0]!, oddNames.at(-1)!)].length).toBe(oddNames.length - 2)
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    expect([...take(minimalSeparators(chain(nodes), 'n0', 'n99999'), 3)]).toEqual([['n1'], ['n2'], ['n3']])
    const star = dag({ nodes, directed: nodes.slice(1).map((name) => [name, 'n0'] as const) })
    expect([...minimalSeparators(star, 'n1', 'n2', { include: 'n0' })]).toEqual([])
  })
})

function* take<T>(items: Iterable<T>, count: number): Generator<T> {
  let left = count
  for (const item of items) {
    if (left-- === 0) return
    yield item
  }
}
