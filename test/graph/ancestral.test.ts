import { describe, expect, it } from 'vitest'
import {
  admg,
  cpdag,
  dag,
  dSeparated,
  mag,
  magOf,
  markovEquivalent,
  pag,
  pagOf,
  pdag,
  toDagitty,
} from '../../src/index.js'
import { oddNames } from '../support/arbitrary.js'
import { expectCausalError } from '../support/errors.js'

const chainOf = (names: readonly string[]) => names.slice(1).map((name, i) => [names[i]!, name] as const)
const long = Array.from({ length: 100_000 }, (_, i) => `n${i}`)

describe('magOf and pagOf', () => {
  it('take the latents of the graph unless others are given', () => {
    const g = dag({
      nodes: ['U', 'X', 'Y'],
      directed: [
        ['U', 'X'],
        ['U', 'Y'],
      ],
      latents: ['U'],
    })
    expect(toDagitty(magOf(g))).toBe('mag { X <-> Y }')
    expect(toDagitty(magOf(g, { latents: [] }))).toBe('mag { U [latent] X Y U -> X U -> Y }')
    expect(toDagitty(pagOf(g))).toBe('pag { X @-@ Y }')
  })

  it('know selection', () => {
    expect(toDagitty(magOf(dag('A -> S <- B'), { selected: 'S' }))).toBe('mag { A -- B }')
    const ring = dag('A -> S <- B; B -> T <- C; C -> U <- D; D -> V <- A')
    expect(toDagitty(pagOf(ring, { selected: ['S', 'T', 'U', 'V'] }))).toBe(
      'pag { A B C D A -- B A -- D B -- C C -- D }',
    )
  })

  it('refuse other kinds, overlaps and unknown names', () => {
    expectCausalError(() => magOf(pdag('A -- B') as never), 'magOf', 'invalid-argument')
    expectCausalError(() => pagOf(pag('A o-o B') as never), 'pagOf', 'invalid-argument')
    expectCausalError(() => magOf(dag('A -> B'), { latents: 'A', selected: 'A' }), 'magOf', 'overlap')
    expectCausalError(() => magOf(dag('A -> B'), { latents: 'Q' as 'A' }), 'magOf', 'unknown-name')
  })

  it('take odd names and chains of 100,000 nodes', () => {
    const odd = dag({ nodes: oddNames, directed: chainOf(oddNames) })
    expect(magOf(odd, { latents: oddNames.slice(1, -1) }).edges).toEqual([
      { from: oddNames[0], to: oddNames.at(-1), fromMark: 'tail', toMark: 'arrow' },
    ])
    const chain = dag({ nodes: long, directed: chainOf(long) })
    expect(magOf(chain).edges.length).toBe(99_999)
    expect(pagOf(chain).edges.every((e) => e.toMark === 'circle')).toBe(true)
    const collider = dag({ nodes: [...long, 'c'], directed: [...chainOf(long), ['c', 'n1']] })
    expect(pagOf(collider).edges.filter((e) => e.fromMark === 'circle').length).toBe(2)
    const hiddenForks = dag({
      nodes: long,
      directed: long.flatMap((name, i) =>
        i % 2 === 1
          ? ([
              [name, long[i - 1]!],
              [name, long[i + 1] ?? 'n0'],
            ] as const)
          : [],
      ),
      latents: long.filter((_, i) => i % 2 === 1),
    })
    expect(magOf(hiddenForks).edges.length).toBe(50_000)
  })
})

describe('mag', () => {
  it('says where a graph is not ancestral or not maximal', () => {
    expectCausalError(() => mag('A -> B -> C; A <-> C'), 'mag', 'invalid-graph')
    expectCausalError(() => mag('A -- B <- C'), 'mag', 'invalid-graph')
    expectCausalError(() => mag('A -> B -> C -> A'), 'mag', 'cycle')
    const inducing = 'X <-> A <-> B <-> Y; A -> Y; B -> X'
    expect(expectCausalError(() => mag(inducing), 'mag', 'invalid-graph').details['names']).toEqual(['X', 'Y'])
    expect(mag(`${inducing}; X <-> Y`).edges.length).toBe(6)
    expect(mag({ nodes: long, bidirected: chainOf(long) }).edges.length).toBe(99_999)
  })
})

describe('dSeparated in a class', () => {
  it('is that of its members', () => {
    expect(dSeparated(cpdag('A -- B -- C'), 'A', 'C', 'B')).toBe(true)
    expect(dSeparated(pag('A o-> B <-o C'), 'A', 'C')).toBe(true)
    expect(dSeparated(pag('A o-> B <-o C'), 'A', 'C', 'B')).toBe(false)
    expectCausalError(() => dSeparated(pdag('A -- B -- C -- D -- A'), 'A', 'C'), 'dSeparated', 'invalid-graph')
    expectCausalError(
      () => dSeparated(pag('A o-o B; B o-o C; C o-o D; D o-o A'), 'A', 'C'),
      'dSeparated',
      'invalid-graph',
    )
    expect(dSeparated(cpdag({ nodes: long, undirected: chainOf(long) }), 'n0', 'n99999', 'n7')).toBe(true)
  })
})

describe('markovEquivalent', () => {
  it('compares graphs of any kinds on the same nodes in any order', () => {
    expect(markovEquivalent(dag('A -> B -> C'), cpdag('C -- B -- A'))).toBe(true)
    expect(markovEquivalent(dag('A -> B <- C'), pag('C o-> B <-o A'))).toBe(true)
    expect(markovEquivalent(dag('A -> B <- C'), dag('A -> B -> C'))).toBe(false)
    expect(markovEquivalent(admg('A -> B; A <-> B'), dag('B -> A'))).toBe(true)
    expect(markovEquivalent(mag('A -- B'), dag('B -> A'))).toBe(true)
    expectCausalError(() => markovEquivalent(dag('A -> B'), dag('A -> C')), 'markovEquivalent', 'unknown-name')
    const chain = dag({ nodes: long, directed: chainOf(long) })
    const back = dag({ nodes: long, directed: chainOf([...long].reverse()) })
    expect(markovEquivalent(chain, back)).toBe(true)
  })
})
