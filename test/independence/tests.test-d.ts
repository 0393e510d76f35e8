import { expectTypeOf, it } from 'vitest'
import {
  dag,
  dSeparation,
  fisherZ,
  gSquare,
  type IndependenceTest,
  kci,
  table,
  testwiseDeletion,
} from '../../src/index.js'

const data = table({ X: [1, 2, 3], Y: [2, 3, 4] })

it('a test knows the names of its columns', () => {
  expectTypeOf(fisherZ(data)).toEqualTypeOf<IndependenceTest<'X' | 'Y'>>()
  expectTypeOf(kci(data)).toEqualTypeOf<IndependenceTest<'X' | 'Y'>>()
  expectTypeOf(gSquare(data)).toEqualTypeOf<IndependenceTest<'X' | 'Y'>>()
  expectTypeOf(testwiseDeletion(data, fisherZ)).toEqualTypeOf<IndependenceTest<'X' | 'Y'>>()
  expectTypeOf(dSeparation(dag('A -> B'))).toEqualTypeOf<IndependenceTest<'A' | 'B'>>()
  expectTypeOf(fisherZ({ names: ['A', 'B'], n: 9, correlation: [1, 0, 0, 1] }).variables).toExtend<readonly string[]>()
})

it('a misspelt name does not compile', () => {
  const test = fisherZ(data)
  // @ts-expect-error there is no Z
  test('X', 'Z')
  // @ts-expect-error nor in the conditioning set
  test('X', 'Y', ['Z'])
  // @ts-expect-error nor in a graph
  dSeparation(dag('A -> B'))('A', 'C')
})
