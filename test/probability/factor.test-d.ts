import { expectTypeOf, test } from 'vitest'
import {
  condition,
  type Factor,
  factor,
  marginalize,
  multiply,
  normalize,
  reorder,
  sliceFactor,
} from '../../src/index.js'

const x = factor([{ name: 'X', states: ['0', '1'] }], [0.5, 0.5])
const xy = factor(
  [
    { name: 'X', states: ['0', '1'] },
    { name: 'Y', states: ['0', '1'] },
  ],
  [1, 2, 3, 4],
)
declare const loose: Factor

test('names are known to the compiler', () => {
  expectTypeOf(xy).toEqualTypeOf<Factor<'X' | 'Y'>>()
  expectTypeOf(multiply(x, xy)).toEqualTypeOf<Factor<'X' | 'Y'>>()
  expectTypeOf(marginalize(xy, 'X')).toEqualTypeOf<Factor<'Y'>>()
  expectTypeOf(marginalize(xy, ['X', 'Y'])).toEqualTypeOf<Factor<never>>()
  expectTypeOf(condition(xy, { Y: '1' })).toEqualTypeOf<Factor<'X'>>()
  expectTypeOf(sliceFactor(xy, { Y: '1' })).toEqualTypeOf<Factor<'X'>>()
  expectTypeOf(normalize(xy, ['X'])).toEqualTypeOf<Factor<'X' | 'Y'>>()
  expectTypeOf(reorder(xy, ['Y', 'X'])).toEqualTypeOf<Factor<'X' | 'Y'>>()
})

test('a name that is not there does not compile', () => {
  // @ts-expect-error Z is no variable of it
  marginalize(xy, 'Z')
  // @ts-expect-error nor here
  condition(xy, { Z: '0' })
  // @ts-expect-error nor here
  normalize(xy, 'Z')
  // @ts-expect-error nor here
  reorder(xy, ['X', 'Z'])
})

test('names known at run time only stay string', () => {
  expectTypeOf(marginalize(loose, 'anything')).toEqualTypeOf<Factor<string>>()
  expectTypeOf(condition(loose, { anything: 'a' })).toEqualTypeOf<Factor<string>>()
})
