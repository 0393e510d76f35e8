import { expectTypeOf, test } from 'vitest'
import { type Cpdag, dag, dSeparation, knowledge, type Mpdag, type Pdag, pc } from '../../src/index.js'

const oracle = dSeparation(dag('A -> B -> C'))

test('the graph speaks the names of the test', () => {
  expectTypeOf(pc(oracle).graph).toEqualTypeOf<
    Cpdag<'A' | 'B' | 'C'> | Mpdag<'A' | 'B' | 'C'> | Pdag<'A' | 'B' | 'C'>
  >()
  pc(oracle, { knowledge: knowledge({ required: [['A', 'B']] }) })
})

test('knowledge of a node that is not there does not compile', () => {
  // @ts-expect-error there is no D
  pc(oracle, { knowledge: knowledge({ required: [['A', 'D']] }) })
})

test('rules are spelt right', () => {
  // @ts-expect-error no such rule
  pc(oracle, { colliderRule: 'sepsets' })
})
