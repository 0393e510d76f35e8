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
