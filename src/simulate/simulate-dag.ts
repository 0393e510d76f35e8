import { CausalError, calledAs } from '../errors.js'
import { makeGraph } from '../graph/kinds/build.js'
import { ARROW, TAIL } from '../graph/kinds/marks.js'
import type { Dag } from '../graph/types.js'
import { checkedObject, indexNames } from '../names.js'
import { checkOptions } from '../options.js'
import { generator, seedStream } from '../probability/streams/stream.js'
import { show } from '../show.js'

/**
 * A random DAG for benchmarks: each pair of nodes is joined with the same probability, along a random order.
 *
 * @param nodes - how many (then called `X1`, `X2`, …), or their names
 * @param options - `degree`: the expected number of neighbours of a node (default 3, at most all the others); `seed`
 * @returns the graph
 * @throws CausalError `invalid-argument`, `duplicate-name`
 * @complexity O(n²)
 * @category Discovery
 * @example
 * toDagitty(simulateDag(4, { degree: 2, seed: 1 }))
 * //=> 'dag { X1 X2 X3 X4 X1 -> X3 X1 -> X4 X2 -> X1 X2 -> X3 X4 -> X3 }'
 */
export function simulateDag(
  nodes: number,
  options?: { readonly degree?: number; readonly seed?: number | string },
): Dag<string>
export function simulateDag<const N extends string>(
  nodes: readonly N[],
  options?: { readonly degree?: number; readonly seed?: number | string },
): Dag<N>
export function simulateDag(
  nodes: number | readonly string[],
  options: { readonly degree?: number; readonly seed?: number | string } = {},
): Dag {
  return calledAs('simulateDag', () => {
    checkOptions('options', options, ['degree', 'seed'], { degree: 'number' })

    const { degree = 3, seed = 0 } = checkedObject('options', options)
    if (typeof nodes === 'number' && !(Number.isInteger(nodes) && nodes >= 0 && nodes <= 1e7)) {
      throw new CausalError(
        'invalid-argument',
        `the number of nodes is ${show(nodes)}: give a whole number from 1 to 10,000,000, or a list of names.`,
        { nodes },
      )
    }
    const names = typeof nodes === 'number' ? Array.from({ length: nodes }, (_, i) => `X${i + 1}`) : nodes
    indexNames('node', names)
    const n = names.length
    if (typeof degree !== 'number' || !(degree >= 0)) {
      throw new CausalError(
        'invalid-argument',
        `degree is ${show(degree)}: give the expected number of neighbours of a node, from 0 to the number of nodes less one.`,
        {
          degree,
        },
      )
    }
    const random = generator(seedStream(seed))
    const order = Int32Array.from({ length: n }, (_, i) => i)
    random.shuffle(order)
    const chance = n > 1 ? Math.min(1, degree / (n - 1)) : 0
    const edges: number[] = []
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < i; j++) if (random.uniform() < chance) edges.push(order[j]!, order[i]!, TAIL, ARROW)
    }
    return makeGraph('dag', names, edges)
  })
}
