import { CausalError, calledAs } from '../../errors.js'
import { tableWarnings } from '../../independence/core/make-test.js'
import { asList, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { Score } from './score.js'

/**
 * A score from a core that speaks column positions; names are checked and translated here. `name` is that of the public
 * function that makes it: a question asked wrongly is refused under it. `data`: the table, if any, for warnings.
 */
export function makeScore<N extends string>(
  name: string,
  variables: readonly N[],
  local: NonNullable<Score['local']>,
  data: unknown,
  rest: Pick<Score, 'n' | 'plan'> = {},
): Score<N> {
  const index = indexNames('column', variables)
  const ask = (node: N, parents: readonly N[]): number => {
    const y = lookUp('column', index, node)
    const set = new Set<number>()
    for (const parent of asList(parents)) {
      const x = lookUp('column', index, parent)
      if (x === y) {
        throw new CausalError('overlap', `${show(node)} cannot be its own parent.`, { names: [node] })
      }
      set.add(x)
    }
    return local(y, Int32Array.from(set).sort(), set.size)
  }
  const call = (node: N, parents: readonly N[] = []): number => calledAs(name, () => ask(node, parents))
  const whole = Object.assign(call, { variables: Object.freeze([...variables]), local, ...rest })
  const look = tableWarnings(data)
  let known: readonly string[] | undefined
  // looked for when they are asked for: a single local score does not pay for it
  const get = (): readonly string[] => {
    known ??= Object.freeze([...look()])
    return known
  }
  return Object.freeze(Object.defineProperty(whole, 'warnings', { get, enumerable: true }))
}
