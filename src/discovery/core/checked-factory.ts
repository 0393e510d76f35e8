import { CausalError } from '../../errors.js'
import type { IndependenceTest } from '../../independence/core/types.js'
import { show } from '../../show.js'

/** The option `name`, which makes a test from a table of any columns; an error where untyped code gives something else. */
export function checkedFactory<N extends string = string>(
  name: string,
  make: unknown,
): (table: unknown) => IndependenceTest<N> {
  if (typeof make === 'function') return make as (table: unknown) => IndependenceTest<N>
  throw new CausalError(
    'invalid-argument',
    `${name} is ${show(make)}: give a function from a table to a test, such as (t) => hsic(t).`,
    { [name]: make },
  )
}
