import { Graph } from '@dagrejs/graphlib'
import { Matrix } from 'ml-matrix'
import { describe, expect, it } from 'vitest'
import {
  admg,
  cpdag,
  dag,
  dagittyRoles,
  fromAdjacency,
  fromGraphlib,
  fromJson,
  mag,
  pag,
  parseDagitty,
  parseDot,
  parseLavaan,
  pdag,
  toAdjacency,
  toDagitty,
  toGraphlib,
  toJson,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

describe('parseDagitty', () => {
  it('reads what dagitty.net writes', () => {
    const text = `dag {
bb="0,0,1,1"
"lung cancer" [outcome,pos="0.9,0.5"]
A [pos="0.1,0.2"]
B [adjusted,pos="0.3,0.2"]
smoking [exposure,pos="0.1,0.5"]
U [latent,pos="0.5,0.1"]
A -> smoking
A <-> B [pos="0.2,0.1"]
smoking -> "lung cancer" [beta=0.4]
U -> { smoking "lung cancer" }
}
`
    const g = parseDagitty(text)
    expect(g.kind).toBe('admg')
    expect(g.latents).toEqual(['U'])
    expect(toDagitty(g)).toBe(
      'dag { "lung cancer" [pos="0.9,0.5"] A [pos="0.1,0.2"] B [pos="0.3,0.2"] smoking [pos="0.1,0.5"] U [latent,pos="0.5,0.1"] A <-> B A -> smoking smoking -> "lung cancer" U -> "lung cancer" U -> smoking }',
    )
    expect(parseDagitty(toDagitty(g))).toEqual(g)
    expect(fromJson(JSON.parse(JSON.stringify(toJson(g))))).toEqual(g)
    expect(() => fromJson({ ...(toJson(g) as object), positions: [{ node: 'Q', x: 0, y: 0 }] })).toThrow(/positions/)
    expect(() => toDagitty({ ...g, positions: 3 as never })).toThrow(/positions/)
    expect(dagittyRoles(text)).toEqual({
      exposures: ['smoking'],
      outcomes: ['lung cancer'],
      adjusted: ['B'],
      selected: [],
      positions: [
        { node: 'lung cancer', x: 0.9, y: 0.5 },
        { node: 'A', x: 0.1, y: 0.2 },
        { node: 'B', x: 0.3, y: 0.2 },
        { node: 'smoking', x: 0.1, y: 0.5 },
        { node: 'U', x: 0.5, y: 0.1 },
      ],
    })
  })

  it('reads chains, groups, comments, and names with odd characters', () => {
    expect(toDagitty(parseDagitty('dag{A->B->{C D}<-E}'))).toBe('dag { A -> B B -> C B -> D E -> C E -> D }')
    expect(parseDagitty('dag { a@home -> x.1; 2 -> "x-y" /* no */ ; // end\n # C -> D\n }').nodes).toEqual([
      'a@home',
      'x.1',
      '2',
      'x-y',
    ])
    expect(parseDagitty('{ A -> { B -> C } }').edges.length).toBe(3)
    expect(parseDagitty('pag { A @-> B B <-@ C C @-@ D D --@ E }')).toEqual(pag('A o-> B; B <-o C; C o-o D; D -o E'))
    expect(parseDagitty('pdag { A -- B -> C }')).toEqual(pdag('A -- B -> C'))
    expect(parseDagitty('mag { A <-> B }')).toEqual(mag('A <-> B'))
    expect(parseDagitty('dag { }').nodes).toEqual([])
  })

  it('reads the old form', () => {
    const text = 'A E @0.1,0.2\nB%20C O @0.5,0.2\nU U @0.3,0.1\n\nA B%20C @0.2,0.3\nU A B%20C'
    expect(toDagitty(parseDagitty(text))).toBe(
      'dag { A [pos="0.1,0.2"] "B C" [pos="0.5,0.2"] U [latent,pos="0.3,0.1"] A -> "B C" U -> A U -> "B C" }',
    )
    expect(dagittyRoles(text).exposures).toEqual(['A'])
  })

  it('says where a text is wrong', () => {
    const at = (text: string) => expectCausalError(() => parseDagitty(text), 'parseDagitty', 'parse').details
    expect(at('dag {\n A -> }')).toEqual({ line: 2, column: 7 })
    expect(at('dag { A -> B')).toEqual({ line: 1, column: 13 })
    expect(at('dag { A [pos= }')).toMatchObject({ line: 1 })
    expect(at('dag { A -> A }')).toMatchObject({ line: 1 })
    expect(at('dag { A } B')).toMatchObject({ line: 1 })
    expect(at('cat { A }')).toMatchObject({ line: 1 })
    expect(at('dag { "A -> B }')).toMatchObject({ line: 1 })
    expect(at('dag { a:b -> c }')).toMatchObject({ line: 1 })
    expect(at(`dag ${'{'.repeat(200_000)}`)).toMatchObject({ line: 1 })
    expect(at('A 1\n\nA B')).toEqual({ line: 3, column: 3 })
    expectCausalError(() => parseDagitty('dag { A -> B -> A }'), 'parseDagitty', 'cycle')
    expectCausalError(() => parseDagitty('dag { A -- B }'), 'parseDagitty', 'invalid-graph')
    expectCausalError(() => parseDagitty(3 as never), 'parseDagitty', 'invalid-argument')
    expectCausalError(() => dagittyRoles('dag { A [pos="1,x"] }'), 'dagittyRoles', 'parse')
  })

  it('copes with a chain of 100,000 nodes', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => `n${i}`)
    expect(parseDagitty(`dag { ${nodes.join(' -> ')} }`).edges.length).toBe(99_999)
  })
})

describe('parseDot', () => {
  it('reads Graphviz files', () => {
    const text = `/* made by hand */
strict digraph "G" {
  # a line comment
  rankdir=LR; node [shape=box]; edge [color=blue]
  graph [label="causes"]
  Z:n -> {X Y} [weight=2]
  X -> Y [dir=both]; W [latent=true]
  subgraph cluster_a { A -> B }
  Z -> W [dir=back]
}`
    const g = parseDot(text)
    expect(g.kind).toBe('admg')
    expect(toDagitty(g)).toBe('dag { Z X Y W [latent] A B Z -> X Z -> Y X <-> Y W -> Z A -> B }')
    expect(parseDot('graph { a -- b -- c }').kind).toBe('pdag')
    expect(parseDot('digraph { a -> b [dir=both, arrowtail=odot, arrowhead=normal] }')).toEqual(pag('a o-> b'))
    expect(parseDot('digraph { a -> b [dir=none] }')).toEqual(pdag('a -- b'))
  })

  it('says where a text is wrong', () => {
    expectCausalError(() => parseDot('dag { A }'), 'parseDot', 'parse')
    expectCausalError(() => parseDot('digraph { a -> }'), 'parseDot', 'parse')
    expectCausalError(() => parseDot('digraph { a -> b -> a }'), 'parseDot', 'cycle')
    expectCausalError(() => parseDot(null as never), 'parseDot', 'invalid-argument')
  })
})

describe('parseLavaan', () => {
  it('reads regressions, measurements, covariances and nothing else', () => {
    const g = parseLavaan(`
      # measurement
      ind60 =~ x1 + start(0.8)*x2 +
               l3*x3
      dem60 ~ a*ind60 + 1  ! intercept
      x1 ~~ x1
      x1 ~~ c*x2 ; x3 ~ 1
      f <~ y1 + y2
      x1 | t1
      ab := a*2
      a > 0
    `)
    expect(g.kind).toBe('admg')
    expect(g.latents).toEqual(['ind60'])
    expect(toDagitty(g)).toBe(
      'dag { ind60 [latent] x1 x2 x3 dem60 f y1 y2 ind60 -> x1 ind60 -> x2 ind60 -> x3 ind60 -> dem60 x1 <-> x2 y1 -> f y2 -> f }',
    )
    expect(parseLavaan('Y ~ X').kind).toBe('dag')
  })

  it('says where a text is wrong', () => {
    expect(expectCausalError(() => parseLavaan('Y ~ X\nfoo'), 'parseLavaan', 'parse').details['line']).toBe(2)
    expectCausalError(() => parseLavaan('Y ~ X + '), 'parseLavaan', 'parse')
    expectCausalError(() => parseLavaan('Y ~ Y'), 'parseLavaan', 'parse')
    expectCausalError(() => parseLavaan('Y ~ X; X ~ Y'), 'parseLavaan', 'cycle')
    expectCausalError(() => parseLavaan(3 as never), 'parseLavaan', 'invalid-argument')
  })
})

describe('JSON', () => {
  it('is checked on the way in', () => {
    expect(fromJson(toJson(cpdag('A -- B')))).toEqual(cpdag('A -- B'))
    expectCausalError(() => fromJson('{'), 'fromJson', 'parse')
    expectCausalError(() => fromJson({ kind: 'tree', nodes: [], edges: [] }), 'fromJson', 'invalid-argument')
    expectCausalError(() => fromJson({ kind: 'dag', nodes: [1], edges: [] }), 'fromJson', 'invalid-argument')
    expectCausalError(() => fromJson({ kind: 'dag', nodes: ['A'], edges: [3] }), 'fromJson', 'invalid-argument')
    expectCausalError(() => fromJson([]), 'fromJson', 'invalid-argument')
    expectCausalError(() => fromJson({ ...toJson(dag('A -> B')), kind: 'cpdag' }), 'fromJson', 'invalid-graph')
    const cyclic = { ...toJson(dag('A -> B -> C')), edges: toJson(pdag('A -> B -> C -> A')).edges }
    expectCausalError(() => fromJson(cyclic), 'fromJson', 'cycle')
    expectCausalError(() => fromJson({ ...toJson(dag('A -> B')), latents: ['C'] }), 'fromJson', 'unknown-name')
  })
})

describe('graphlib', () => {
  it('holds every graph whose names it can hold', () => {
    const g = admg({
      nodes: ['10', '2', 'B'],
      directed: [['10', '2']],
      bidirected: [
        ['10', '2'],
        ['2', 'B'],
      ],
      latents: ['B'],
    })
    expect(fromGraphlib(toGraphlib(g))).toEqual(g)
    expect(fromGraphlib(toGraphlib(pag('A o-> B; C -o B')))).toEqual(pag('A o-> B; C -o B'))
    for (const name of ['constructor', '__proto__', 'toString', 'a\u0001b'])
      expectCausalError(() => toGraphlib(dag({ nodes: ['A', name] })), 'toGraphlib', 'invalid-argument')
    expect(({} as Record<string, unknown>)['A']).toBe(undefined)
  })

  it('reads graphs made elsewhere', () => {
    const other = new Graph({ directed: true })
    other.setEdge('a', 'b')
    other.setEdge('b', 'c')
    expect(fromGraphlib(other)).toEqual(dag('a -> b -> c'))
    const plain = new Graph({ directed: false })
    plain.setEdge('a', 'b')
    expect(fromGraphlib(plain)).toEqual(pdag('a -- b'))
    other.setEdge('c', 'a')
    expectCausalError(() => fromGraphlib(other), 'fromGraphlib', 'cycle')
    other.setEdge('c', 'a', { fromMark: 'x', toMark: 'arrow' })
    expectCausalError(() => fromGraphlib(other), 'fromGraphlib', 'invalid-argument')
    expectCausalError(() => fromGraphlib({} as never), 'fromGraphlib', 'invalid-argument')
  })
})

describe('adjacency matrices', () => {
  it('go both ways', () => {
    expect(fromAdjacency(toAdjacency(dag('A -> B <- C')), ['A', 'B', 'C'])).toEqual(dag('A -> B <- C'))
    const coefficients = new Matrix([
      [0, 0],
      [0.7, 0],
    ])
    expect(fromAdjacency(coefficients, ['X', 'Y'], { rows: 'effects' })).toEqual(dag('X -> Y'))
    expect(toAdjacency(dag('X -> Y'), { rows: 'effects' }).to2DArray()).toEqual([
      [0, 0],
      [1, 0],
    ])
    expect(
      fromAdjacency([
        [0, 1],
        [1, 0],
      ]),
    ).toEqual(pdag('X1 -- X2'))
    const mixed = pag('A o-> B; C <-> B; D -- E; E o- F')
    expect(fromAdjacency(toAdjacency(mixed, { entries: 'marks' }), mixed.nodes, { entries: 'marks' })).toEqual(mixed)
  })

  it('refuse what does not fit', () => {
    expectCausalError(() => toAdjacency(admg('A -> B; A <-> B'), { entries: 'marks' }), 'toAdjacency', 'not-supported')
    expectCausalError(() => toAdjacency(admg('A <-> B')), 'toAdjacency', 'not-supported')
    expectCausalError(() => fromAdjacency([[0, 1]]), 'fromAdjacency', 'invalid-argument')
    expectCausalError(
      () =>
        fromAdjacency([
          [0, Number.NaN],
          [0, 0],
        ]),
      'fromAdjacency',
      'invalid-argument',
    )
    expectCausalError(() => fromAdjacency([[1]]), 'fromAdjacency', 'invalid-argument')
    expectCausalError(
      () =>
        fromAdjacency(
          [
            [0, 2],
            [0, 0],
          ],
          ['A', 'B'],
          { entries: 'marks' },
        ),
      'fromAdjacency',
      'invalid-argument',
    )
    expectCausalError(() => fromAdjacency([[0]], ['A', 'B']), 'fromAdjacency', 'invalid-argument')
    expectCausalError(
      () =>
        fromAdjacency([
          [0, 1, 0],
          [0, 0, 1],
          [1, 0, 0],
        ]),
      'fromAdjacency',
      'cycle',
    )
    expectCausalError(() => fromAdjacency('A' as never), 'fromAdjacency', 'invalid-argument')
  })
})
