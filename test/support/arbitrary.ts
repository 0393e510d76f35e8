import fc from 'fast-check'
import { type Admg, admg, type Dag, dag } from '../../src/index.js'

/** Names that break careless code: keys of Object.prototype, digits, separators, spaces, quotes. */
export const oddNames: readonly string[] = [
  'constructor',
  '__proto__',
  '2',
  'a,b',
  'two words',
  '10',
  'toString',
  'x->y',
  'é',
  '"q"',
  'then',
  'valueOf',
]

/** `n` names: plain ones, or odd ones. */
export function arbitraryNames(n: number): fc.Arbitrary<readonly string[]> {
  const plain = Array.from({ length: n }, (_, i) => `V${i}`)
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(plain) },
    { weight: 1, arbitrary: fc.constant(oddNames.slice(0, n)) },
  )
}

/** For each of `n·(n−1)/2` pairs i < j, one of `choices` (0 = no edge). */
function arbitraryPairs(n: number, choices: fc.Arbitrary<number>): fc.Arbitrary<readonly number[]> {
  const size = (n * (n - 1)) / 2
  return fc.array(choices, { minLength: size, maxLength: size })
}

const sparse = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.constant(1) })

function toPairs(names: readonly string[], order: readonly number[], chosen: readonly number[]): [string, string][] {
  const pairs: [string, string][] = []
  let k = 0
  for (let j = 1; j < names.length; j++) {
    for (let i = 0; i < j; i++, k++) if (chosen[k]! > 0) pairs.push([names[order[i]!]!, names[order[j]!]!])
  }
  return pairs
}

const permutation = (n: number): fc.Arbitrary<number[]> =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => i),
    { minLength: n, maxLength: n },
  )

/** Random DAGs on `least` to `most` nodes (at most 12), in any order of nodes. */
export function arbitraryDag(least = 1, most = 7): fc.Arbitrary<Dag> {
  return fc
    .integer({ min: least, max: most })
    .chain((n) =>
      fc
        .tuple(arbitraryNames(n), permutation(n), arbitraryPairs(n, sparse))
        .map(([nodes, order, chosen]) => dag({ nodes, directed: toPairs(nodes, order, chosen) })),
    )
}

/** Random ADMGs on `least` to `most` nodes (at most 12): directed edges as in a DAG, bidirected ones anywhere. */
export function arbitraryAdmg(least = 1, most = 6): fc.Arbitrary<Admg> {
  return fc
    .integer({ min: least, max: most })
    .chain((n) =>
      fc
        .tuple(arbitraryNames(n), permutation(n), arbitraryPairs(n, sparse), arbitraryPairs(n, sparse))
        .map(([nodes, order, directed, bidirected]) =>
          admg({ nodes, directed: toPairs(nodes, order, directed), bidirected: toPairs(nodes, order, bidirected) }),
        ),
    )
}

/** Three disjoint sets of a graph's nodes, the first two not empty when the graph has at least two nodes. */
export function arbitrarySets(nodes: readonly string[]): fc.Arbitrary<{ x: string[]; y: string[]; z: string[] }> {
  return fc
    .tuple(
      fc.shuffledSubarray([...nodes], { minLength: nodes.length, maxLength: nodes.length }),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 1, max: 2 }),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([all, a, b, c]) => ({ x: all.slice(0, a), y: all.slice(a, a + b), z: all.slice(a + b, a + b + c) }))
    .filter(({ x, y }) => x.length > 0 && y.length > 0)
}
