import fc from 'fast-check'
import { type LaggedGraph, laggedGraph } from '../../src/index.js'

/** A random lagged DAG of 2 to `most` variables with lags up to `maxLag`; edges within a time follow a random order. */
export function arbitraryLaggedDag(most: number, maxLag: number): fc.Arbitrary<LaggedGraph<string, 'lagged-dag'>> {
  return fc
    .integer({ min: 2, max: most })
    .chain((n) =>
      fc.tuple(
        fc.shuffledSubarray([...Array(n).keys()], { minLength: n }),
        fc.array(fc.boolean(), { minLength: (n * (n - 1)) / 2, maxLength: (n * (n - 1)) / 2 }),
        fc.uniqueArray(fc.tuple(fc.nat({ max: n - 1 }), fc.nat({ max: n - 1 }), fc.integer({ min: 1, max: maxLag })), {
          maxLength: n + 2,
          selector: (link) => link.join(),
        }),
      ),
    )
    .map(([order, within, lagged]) => {
      const nodes = order.map((_, i) => `V${i}`)
      const marks = { fromMark: 'tail', toMark: 'arrow' } as const
      const edges = lagged.map(([from, to, lag]) => ({ from: nodes[from]!, to: nodes[to]!, lag, ...marks }))
      let k = 0
      for (let i = 0; i < order.length; i++) {
        for (let j = i + 1; j < order.length; j++)
          if (within[k++] === true) edges.push({ from: nodes[order[i]!]!, to: nodes[order[j]!]!, lag: 0, ...marks })
      }
      return laggedGraph({ nodes, edges, maxLag, kind: 'lagged-dag' })
    })
}
