import { describe, expect, it } from 'vitest'
import { admg, dag, dagittyRoles, pag, parseDagitty, parseDot, pdag, toDagitty } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const dagitty = (text: string) => expectCausalError(() => parseDagitty(text), 'parseDagitty', 'parse')
const dot = (text: string) => expectCausalError(() => parseDot(text), 'parseDot', 'parse')

describe('dagitty texts', () => {
  it.each([
    ['dag { A - B }', 9],
    ['dag { A-B }', 8],
    ['dag { A --> B }', 9],
    ['dag { A <-- B }', 9],
    ['dag { A ->> B }', 9],
    ['dag { A → B }', 9],
    ['dag { A ~ B }', 9],
    ['dag { A + B }', 9],
    ['dag { A | B }', 9],
    ['dag { A <@> B }', 9],
  ])('%j is refused at the sign itself, with the connectors', (text, column) => {
    const error = dagitty(text)
    expect(error.details).toEqual({ line: 1, column })
    expect(error.message).toContain('are ->, <-, <->, --, @->')
  })

  it('refuse a role that is not known, which would leave a latent node measured', () => {
    expect(dagitty('dag { U [latnet]\nU -> X }').message).toContain('did you mean "latent"')
    expect(dagitty('dag {\n U [latent=false] }').details).toEqual({ line: 2, column: 5 })
    expect(dagitty('dag { U -> X [latent] }').details).toEqual({ line: 1, column: 15 })
    expect(dagitty('dag { {A B} [latent] }').details).toEqual({ line: 1, column: 7 })
    expect(parseDagitty('dag { U [latent,pos="0,1"] U -> X [beta=-.4,label="a\\nb"] }').latents).toEqual(['U'])
  })

  it('refuse settings and headings that say nothing', () => {
    expect(dagitty('dag { A = B }').details).toEqual({ line: 1, column: 7 })
    expect(dagitty('dag my graph { A }').details).toEqual({ line: 1, column: 8 })
    expect(dagitty('digraph { A }').message).toContain('parseDot')
    expect(dagitty('').details).toEqual({ line: 1, column: 1 })
    expect(parseDagitty('dag mine { bb="0,0,1,1" A -> B }')).toEqual(dag('A -> B'))
  })

  it('take words of DOT as names', () => {
    expect(parseDagitty('dag { node [latent] edge graph subgraph node -> edge -> subgraph }').latents).toEqual(['node'])
    const g = dag({ nodes: ['node', 'edge', 'strict', 'subgraph'], directed: [['edge', 'node']], latents: ['node'] })
    expect(parseDagitty(toDagitty(g))).toEqual(g)
  })

  it('read comments of three forms, not inside quotes', () => {
    expect(parseDagitty('# a\ndag { A // -> C\n -> B # -> D\n /* -> E */ }')).toEqual(dag('A -> B'))
    expect(parseDagitty('dag { "a//b" -> "c # d" }').nodes).toEqual(['a//b', 'c # d'])
    expect(dagitty('dag { A#1 }').details).toEqual({ line: 1, column: 8 })
    expect(dagitty('dag {\n /* A }').details).toEqual({ line: 2, column: 2 })
  })

  it('have positions of two numbers', () => {
    for (const place of ['1', '1,x', '1,2,3', ',2', 'NaN,1'])
      expect(
        expectCausalError(() => dagittyRoles(`dag {\n A [pos="${place}"] }`), 'dagittyRoles', 'parse').details,
      ).toEqual({ line: 2, column: 5 })
  })

  it('of the old form are told from a text without braces', () => {
    expect(dagitty('A -> B').message).toContain('expected dag { … }')
    expect(dagitty('A\nB -> C').details).toEqual({ line: 2, column: 3 })
    expect(dagitty('A X @0,0').details).toEqual({ line: 1, column: 3 })
    expect(dagitty('A 1\nA 1').details).toEqual({ line: 2, column: 1 })
    expect(dagitty('A 1\n\nB A').details).toEqual({ line: 3, column: 1 })
    expect(dagitty('A 1\nB 1\n\nB B').details).toEqual({ line: 4, column: 3 })
    expect(parseDagitty('A 1 @0.1,-2e1\r\nB O\r\n\r\nA B\r\n')).toEqual({
      ...dag('A -> B'),
      positions: [{ node: 'A', x: 0.1, y: -20 }],
    })
  })
})

describe('DOT', () => {
  it('has -> in a digraph and -- in a graph', () => {
    expect(dot('digraph { a -> b\n a -- b }').details).toEqual({ line: 2, column: 4 })
    expect(dot('graph { a -> b }').message).toContain('the edges of a graph are --')
    expect(dot('digraph { a <- b }').message).toContain('Those of DOT are -> and --')
    expect(dot('digraph { a <-> b }').details).toEqual({ line: 1, column: 13 })
    expect(dot('digraph { x-y }').details).toEqual({ line: 1, column: 12 })
    expect(parseDot('strict graph "G" { a -- b -- a }')).toEqual(pdag('a -- b'))
    expect(parseDot('graph { a -- b [dir=forward] }')).toEqual(dag('a -> b'))
  })

  it('hands on defaults to what follows in their group', () => {
    expect(
      parseDot(
        'digraph { edge [dir=none]; a -> b; subgraph c { edge [dir=both]; c -> d }; e -> f; a -> d [dir=forward] }',
      ),
    ).toEqual(parseDot('digraph { a -> b [dir=none]; c -> d [dir=both]; e -> f [dir=none]; a -> d }'))
    expect(parseDot('digraph { node [latent=true]; U; node [latent=false]; X; U -> X }').latents).toEqual(['U'])
    expect(parseDot('digraph { edge [arrowhead=odot dir=both]; a -> b }')).toEqual(pag('a <-o b'))
  })

  it('refuses words that it does not know where they bear on the graph', () => {
    expect(dot('digraph {\n a -> b [dir=sideways] }').details).toEqual({ line: 2, column: 10 })
    expect(dot('digraph { U [latent=maybe] }').details).toEqual({ line: 1, column: 14 })
    expect(dot('digraph { graph [kind=tree] }').message).toContain('dag, admg, pdag, cpdag, mpdag, mag, pag')
    expect(dot('digraph { node -> b }').message).toContain('keyword')
    expect(dot('digraph a b { }').details).toEqual({ line: 1, column: 11 })
    expect(dot('digraph { a [color=#ff0000] }').details).toEqual({ line: 1, column: 20 })
  })

  it('passes over how a graph is drawn', () => {
    const text =
      'digraph G { rankdir=LR; U [observed="no", label=<<b>hidden</b> cause>]; U -> X:n:sw [weight=-1.5e3, label="a\\nb"]; X [shape=box] }'
    expect(parseDot(text).latents).toEqual(['U'])
    expect(toDagitty(parseDot(text))).toBe('dag { U [latent] X U -> X }')
    expect(dot('digraph { a [label=<<b>] }').details).toEqual({ line: 1, column: 20 })
  })
})

describe('long and deep texts', () => {
  const n = 40_000
  const many = (size: number, letter: string) => Array.from({ length: size }, (_, i) => `${letter}${i}`).join(' ')

  it('take milliseconds, whether right or wrong', () => {
    const start = performance.now()
    dagitty(`dag { a -> b "${'\\"'.repeat(n)}`)
    dagitty(`dag { a /${'/*'.repeat(n)}`)
    dagitty(`dag { ${'/* '.repeat(n)}`)
    dagitty(`dag { a ${'['.repeat(n)}`)
    dagitty(`dag { ${'@'.repeat(n)}`)
    dot(`digraph { a [label=${'<'.repeat(n)}`)
    expect(performance.now() - start).toBeLessThan(3000)
  })

  it('may nest as deep as they like', () => {
    const deep = 100_000
    expect(parseDagitty(`dag { ${'{'.repeat(deep)} A ${'}'.repeat(deep)} }`).nodes).toEqual(['A'])
    expect(parseDot(`digraph { ${'subgraph {'.repeat(deep)} A ${'}'.repeat(deep)} }`).nodes).toEqual(['A'])
    dagitty(`dag ${'{'.repeat(deep)}`)
    dagitty(`dag { ${'}'.repeat(deep)}`)
    const growing = Array.from({ length: 20_000 }, (_, i) => `{ a${i}`).join(' ')
    expect(parseDagitty(`dag { ${growing} ${'}'.repeat(20_000)} }`).nodes.length).toBe(20_000)
  })

  it('say how many edges their groups make, where these are too many', () => {
    expect(parseDagitty(`dag { {${many(300, 'a')}} -> {${many(300, 'b')}} }`).edges.length).toBe(90_000)
    const { details } = expectCausalError(
      () => parseDagitty(`dag {\n{${many(5000, 'a')}} -> {${many(5000, 'b')}} }`),
      'parseDagitty',
      'too-large',
    )
    expect(details).toMatchObject({ line: 2, edges: 25_000_000, limit: 1_000_000 })
    const nested = Array.from({ length: 3000 }, (_, i) => `a${i} -> {`).join(' ')
    expectCausalError(() => parseDot(`digraph { ${nested} z ${'}'.repeat(3000)} }`), 'parseDot', 'too-large')
  })

  it('read groups within groups', () => {
    expect(parseDagitty('dag { {A {B C}} -> {D -> {E F}} }')).toEqual(
      parseDagitty('dag { A B C D E F D -> E D -> F A -> D A -> E A -> F B -> D B -> E B -> F C -> D C -> E C -> F }'),
    )
    expect(parseDagitty('dag { {A <-> B} -> C }')).toEqual(admg('A <-> B; A -> C; B -> C'))
  })
})
