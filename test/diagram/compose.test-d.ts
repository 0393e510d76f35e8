import { describe, expectTypeOf, it } from 'vitest'
import { box, compose, copy, type Diagram, fromProgram, identity, swap, tensor } from '../../src/index.js'

const f = box('f', ['A'], ['B'])
const g = box('g', ['B'], ['C', 'D'])

describe('wires at compile time', () => {
  it('are known of literal boxes', () => {
    expectTypeOf(f).toEqualTypeOf<Diagram<readonly ['A'], readonly ['B']>>()
    expectTypeOf(compose(f, g).outputs).toEqualTypeOf<readonly ['C', 'D']>()
    expectTypeOf(tensor(f, g).inputs).toEqualTypeOf<readonly ['A', 'B']>()
    expectTypeOf(copy('A').outputs).toEqualTypeOf<readonly ['A', 'A']>()
    expectTypeOf(swap('A', ['B', 'C']).outputs).toEqualTypeOf<readonly ['B', 'C', 'A']>()
    expectTypeOf(identity(['A', 'B']).inputs).toEqualTypeOf<readonly ['A', 'B']>()
    expectTypeOf(compose(f, copy('B'), tensor(g, identity('B'))).outputs).toEqualTypeOf<readonly ['C', 'D', 'B']>()
  })

  it('diagrams that do not fit do not compile', () => {
    // @ts-expect-error B is not C
    compose(box('f', ['A'], ['B']), box('g', ['C'], []))
    // @ts-expect-error one output, two inputs
    compose(f, swap('B', 'C'))
    // @ts-expect-error the third does not fit the second
    compose(f, g, f)
  })

  it('types known only at run time fit everything', () => {
    const type: string[] = ['A']
    const any: Diagram[] = [f, g]
    compose(box('f', type, type), f)
    compose(...any)
    expectTypeOf(compose(box('f', type, type), f).outputs).toEqualTypeOf<readonly ['B']>()
  })

  it('programs know their wires', () => {
    const program = fromProgram(['A'], (run, a) => {
      const [b] = run(f, a)
      const [c] = run(g, b)
      return [c, a]
    })
    expectTypeOf(program).toEqualTypeOf<Diagram<readonly ['A'], readonly ['C', 'A']>>()
    fromProgram(['A'], (run, a) => {
      // @ts-expect-error g wants a B
      run(g, a)
      return []
    })
  })
})
