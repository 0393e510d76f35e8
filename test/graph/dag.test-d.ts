import { describe, expectTypeOf, it } from 'vitest'
import { type Admg, admg, type Dag, dag, type Pag, pag, parents, pdag } from '../../src/index.js'

describe('names at compile time', () => {
  it('come from a literal, a map, or lists', () => {
    expectTypeOf(dag('Z -> X -> Y <- Z')).toEqualTypeOf<Dag<'X' | 'Y' | 'Z'>>()
    expectTypeOf(dag('smoking status -> lung cancer; age')).toEqualTypeOf<
      Dag<'smoking status' | 'lung cancer' | 'age'>
    >()
    expectTypeOf(dag({ X: ['Z'], Y: ['X', 'Z'], Z: [] })).toEqualTypeOf<Dag<'X' | 'Y' | 'Z'>>()
    expectTypeOf(dag({ nodes: ['A', 'B'], directed: [['A', 'B']] })).toEqualTypeOf<Dag<'A' | 'B'>>()
    expectTypeOf(admg('X -> M -> Y; X <-> Y')).toEqualTypeOf<Admg<'X' | 'M' | 'Y'>>()
    expectTypeOf(pag('A o-> B <-o C; C o-o D')).toEqualTypeOf<Pag<'A' | 'B' | 'C' | 'D'>>()
    expectTypeOf(pdag('A -- B')).toExtend<{ readonly nodes: readonly ('A' | 'B')[] }>()
  })

  it('pass over comments, as the parser does', () => {
    expectTypeOf(dag('A -> B // and so on\nB -> C # C -> D\n')).toEqualTypeOf<Dag<'A' | 'B' | 'C'>>()
    expectTypeOf(dag('# the model\nA -> B')).toEqualTypeOf<Dag<'A' | 'B'>>()
    expectTypeOf(dag('A -> /* hidden -> */ B; C /* last */')).toEqualTypeOf<Dag<'A' | 'B' | 'C'>>()
    expectTypeOf(dag('A -> B // x # y\n; C # z // w')).toEqualTypeOf<Dag<'A' | 'B' | 'C'>>()
    // both forms in one text: read at run time
    expectTypeOf(dag('A -> B /* x // y */\n-> C')).toEqualTypeOf<Dag<string>>()
    // a slash in a name is no comment
    expectTypeOf(dag('A/B -> C')).toEqualTypeOf<Dag<'A/B' | 'C'>>()
  })

  it('are plain strings where only the parser can tell', () => {
    expectTypeOf(dag('"a,b" -> c')).toEqualTypeOf<Dag<string>>()
    expectTypeOf(pag('A\to->\tB')).toEqualTypeOf<Pag<string>>()
    expectTypeOf(pag('A\no-> B')).toEqualTypeOf<Pag<string>>()
    expectTypeOf(pag('A <-o\nB')).toEqualTypeOf<Pag<string>>()
    expectTypeOf(pag('A\n-o B')).toEqualTypeOf<Pag<string>>()
    expectTypeOf(pag('A  o-o  B')).toEqualTypeOf<Pag<'A' | 'B'>>()
    expectTypeOf(dag('A ->\tB\r\nC')).toEqualTypeOf<Dag<'A' | 'B' | 'C'>>()
  })

  it('are plain strings when only known at run time', () => {
    const text: string = 'A -> B'
    expectTypeOf(dag(text)).toEqualTypeOf<Dag<string>>()
    parents(dag(text), 'anything')
  })

  it('a misspelt node does not compile', () => {
    const g = dag('smoking -> cancer')
    parents(g, 'smoking')
    // @ts-expect-error there is no such node
    parents(g, 'smokin')
    // @ts-expect-error a parent must be a key
    dag({ X: ['Z'], Y: [] })
    // @ts-expect-error an edge's ends must be nodes
    dag({ nodes: ['A', 'B'], directed: [['A', 'C']] })
  })
})
