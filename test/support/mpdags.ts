import fc from 'fast-check'
import { CausalError, cpdagOf, type Mpdag, mpdag, orientByKnowledge } from '../../src/index.js'
import { arbitraryDag } from './arbitrary.js'

/** Every maximally oriented graph on V0 … of this many nodes (1,601 on four), by trying all marks of all pairs. */
export function* allMpdags(n: number): Generator<Mpdag> {
  const pairs: [number, number][] = []
  for (let b = 1; b < n; b++) for (let a = 0; a < b; a++) pairs.push([a, b])
  for (let code = 0; code < 4 ** pairs.length; code++) {
    const graph = mpdagOfCode(n, pairs, code)
    if (graph !== null) yield graph
  }
}

/** A maximally oriented graph from a number, or null where the marks are those of none. */
export function mpdagOfCode(n: number, pairs: readonly (readonly [number, number])[], code: number): Mpdag | null {
  const nodes = Array.from({ length: n }, (_, i) => `V${i}`)
  const directed: [string, string][] = []
  const undirected: [string, string][] = []
  let rest = code
  for (const [a, b] of pairs) {
    const choice = rest % 4
    rest = Math.floor(rest / 4)
    if (choice === 1) directed.push([`V${a}`, `V${b}`])
    if (choice === 2) directed.push([`V${b}`, `V${a}`])
    if (choice === 3) undirected.push([`V${a}`, `V${b}`])
  }
  try {
    return mpdag({ nodes, directed, undirected })
  } catch (error) {
    if (error instanceof CausalError && (error.code === 'invalid-graph' || error.code === 'cycle')) return null
    throw error
  }
}

/** Random maximally oriented graphs: a class, and some of the directions of one of its members. */
export const arbitraryMpdag = (least: number, most: number): fc.Arbitrary<Mpdag> =>
  arbitraryDag(least, most).chain((g) =>
    fc.array(fc.boolean(), { minLength: g.edges.length, maxLength: g.edges.length }).map((known) =>
      orientByKnowledge(cpdagOf(g), {
        required: g.edges.filter((_, i) => known[i]! && i % 2 === 0).map((e) => [e.from, e.to] as const),
      }),
    ),
  )
