import { describe, expect, it } from 'vitest'
import {
  box,
  compose,
  dag,
  diagramOf,
  discard,
  identity,
  interpret,
  nest,
  plug,
  stochastic,
  symbolic,
  tensor,
  toDot,
  uniformState,
  withHoles,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

const model = diagramOf(dag('Z -> X -> Y; Z -> Y'))

describe('holes that are not plugged, and other mistakes', () => {
  it('are named', () => {
    const comb = withHoles(model, ['X', 'Y'])
    const open = expectCausalError(
      () => plug(comb, { X: compose(discard('Z'), uniformState('X')) }),
      'plug',
      'invalid-argument',
    )
    expect(open.message).toContain('the hole "Y" is not plugged')
    const read = expectCausalError(
      () =>
        interpret(withHoles(model, 'X').diagram, stochastic, {
          Z: [0.5, 0.5],
          Y: [
            [1, 0],
            [0, 1],
            [1, 0],
            [0, 1],
          ],
        }),
      'interpret',
      'unknown-name',
    )
    expect(read.message).toContain('the hole "X" is not plugged')
    expectCausalError(() => interpret(withHoles(model, 'X').diagram, symbolic, {}), 'interpret', 'unknown-name')
    expectCausalError(() => plug(comb, identity('A')), 'plug', 'invalid-argument')
    expectCausalError(() => plug(comb, { W: identity('A') }), 'plug', 'unknown-name')
    expectCausalError(() => plug(withHoles(model, 'X'), identity('A')), 'plug', 'type-mismatch')
    expectCausalError(() => withHoles(model, 'W'), 'withHoles', 'unknown-name')
    expectCausalError(() => withHoles(tensor(model, model), 'X'), 'withHoles', 'duplicate-name')
    const again = withHoles(box('Y', ['Z'], ['X']), 'Y')
    expectCausalError(() => nest(comb, { X: again }), 'nest', 'duplicate-name')
    expectCausalError(() => nest({ diagram: 1 } as never, identity('A')), 'nest', 'invalid-argument')
  })

  it('a box inside that bears the name of a hole is not filled with it', () => {
    const outer = withHoles(tensor(box('h', ['A'], ['B']), box('k', ['A'], ['B'])), ['h', 'k'])
    const both = nest(outer, { k: box('h', ['A'], ['B']) })
    expect(both.holes.map((one) => one.name)).toEqual(['h'])
    expect(plug(both, box('f', ['A'], ['B'])).boxes.map((placed) => placed.box.name)).toEqual(['f', 'h'])
    expect(toDot(both.diagram)).toContain('style=dotted')
  })
})
