import { CausalError, calledAs } from '../../errors.js'
import { asList, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { IndependenceTest, SearchPlan, TestResult } from './types.js'

/** A test from a function of names. `name` is that of the public function that makes it: a question asked wrongly is refused under it. */
export function makeTest<N extends string>(
  name: string,
  variables: readonly N[],
  call: (x: N, y: N, given: readonly N[]) => TestResult,
  plan?: SearchPlan,
): IndependenceTest<N> {
  const test = (x: N, y: N, given: readonly N[] = []): TestResult =>
    Object.freeze(calledAs(name, () => call(x, y, given)))
  const names = Object.isFrozen(variables) ? variables : Object.freeze([...variables])
  return Object.freeze(Object.assign(test, plan === undefined ? { variables: names } : { variables: names, plan }))
}

/** A question in column positions: the conditioning set ascending, each column once. */
export interface Query {
  readonly x: number
  readonly y: number
  readonly given: Int32Array
}

/** A test from a core that speaks column positions. The query is checked and translated here, once. */
export function indexedTest<N extends string>(
  name: string,
  variables: readonly N[],
  core: (query: Query) => TestResult,
  plan?: SearchPlan,
): IndependenceTest<N> {
  const index = indexNames('column', variables)
  return makeTest(name, variables, (x, y, given) => core(readQuery(index, x, y, given)), plan)
}

/** Names to positions; x, y and the conditioning set must be disjoint. */
export function readQuery(
  index: ReadonlyMap<string, number>,
  x: string,
  y: string,
  given: string | readonly string[] | undefined,
): Query {
  const a = lookUp('column', index, x)
  const b = lookUp('column', index, y)
  if (a === b) {
    throw new CausalError('overlap', `x and y are both ${show(x)}: a test needs two different columns.`, {
      names: [x],
    })
  }
  const positions = new Set<number>()
  for (const name of asList(given)) {
    const i = lookUp('column', index, name)
    if (i === a || i === b) {
      throw new CausalError(
        'overlap',
        `${show(name)} is tested and also in the conditioning set: take it out of one of them.`,
        { names: [name] },
      )
    }
    positions.add(i)
  }
  return { x: a, y: b, given: Int32Array.from(positions).sort() }
}
