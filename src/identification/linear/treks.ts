import { calledAs } from '../../errors.js'
import { type IndexedGraph, nodePositions } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'
import type { CausalGraph } from '../../graph/types.js'
import { lookUp } from '../../names.js'
import { linearGraph } from './linear-point.js'

/**
 * A trek: two directed paths from a common top, or from two nodes whose errors are correlated.
 *
 * @category Identification
 */
export interface Trek<N extends string = string> {
  /** From the top, or from one end of the bidirected edge, to the first variable. */
  readonly left: readonly N[]
  /** From the same top, or from the other end, to the second. */
  readonly right: readonly N[]
  /** Its term in the covariance, λ(a, b) for coefficients and ω(a, b) for error covariances. */
  readonly text: string
}

/**
 * The treks between two variables of a linear model, one at a time: the covariance is the sum of their terms.
 *
 * Each term multiplies the coefficients along both sides by the error variance of the top, or by the error covariance of the
 * two tops (the trek rule: Wright 1921; Sullivant, Talaska & Draisma 2010, proposition 2.2). The sides may share nodes.
 *
 * @param graph - a DAG or an ADMG without latent nodes, with n nodes and m edges
 * @param from - one variable
 * @param to - the other; the same one for its variance
 * @returns an iterable of treks, to be walked as often as you like; none when the variables are uncorrelated
 * @throws CausalError `unknown-name`, `latent`; `not-supported` for a class with open edges
 * @complexity O(n + m) from one trek to the next; there may be exponentially many
 * @category Identification
 * @example
 * Array.from(treks(admg('Z -> X -> Y; X <-> Y'), 'X', 'Y'), (trek) => trek.text)
 * //=> ['ω(X, X) λ(X, Y)', 'ω(X, Y)', 'λ(Z, X) ω(Z, Z) λ(Z, X) λ(X, Y)']
 */
export function treks<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  from: NoInfer<N>,
  to: NoInfer<N>,
): Iterable<Trek<N>> {
  return calledAs('treks', () => {
    const g = linearGraph(graph, 'the trek rule')
    lookUp('node', g.index, from)
    lookUp('node', g.index, to)
    const [a, b] = [nodePositions(g, from)[0]!, nodePositions(g, to)[0]!]
    return {
      *[Symbol.iterator]() {
        for (const [left, right] of walkTreks(g, a, b)) {
          const names = (path: readonly number[]): readonly N[] => Object.freeze(path.map((i) => g.names[i] as N))
          yield Object.freeze({ left: names(left), right: names(right), text: termOf(g, left, right) })
        }
      },
    }
  })
}

/** All pairs of directed paths into a and b whose tops are one node or share a bidirected edge; each side with its top first. */
function* walkTreks(g: IndexedGraph, a: number, b: number): Generator<[number[], number[]]> {
  const aboveB = reach(g.parents, [b])
  for (const left of climbs(g, a)) {
    const top = left[0]!
    const { start, node } = g.spouses
    for (const other of [top, ...node.subarray(start[top]!, start[top + 1]!)]) {
      if (aboveB[other] === 0) continue
      for (const right of descents(g, other, b, aboveB)) yield [left, right]
    }
  }
}

/** Directed paths into a node, the shortest of each branch first. */
function* climbs({ parents }: IndexedGraph, a: number): Generator<number[]> {
  const stack: number[][] = [[a]]
  while (stack.length > 0) {
    const path = stack.pop()!
    yield path
    const top = path[0]!
    for (let k = parents.start[top + 1]! - 1; k >= parents.start[top]!; k--) stack.push([parents.node[k]!, ...path])
  }
}

/** Directed paths between two nodes. */
function* descents({ children }: IndexedGraph, top: number, b: number, above: Uint8Array): Generator<number[]> {
  const stack: number[][] = [[top]]
  while (stack.length > 0) {
    const path = stack.pop()!
    const last = path.at(-1)!
    if (last === b) yield path
    for (let k = children.start[last + 1]! - 1; k >= children.start[last]!; k--) {
      const next = children.node[k]!
      if (above[next] === 1) stack.push([...path, next])
    }
  }
}

function termOf({ names }: IndexedGraph, left: readonly number[], right: readonly number[]): string {
  const along = (path: readonly number[]): string[] => path.slice(1).map((v, i) => `λ(${names[path[i]!]}, ${names[v]})`)
  return [...along(left).reverse(), `ω(${names[left[0]!]}, ${names[right[0]!]})`, ...along(right)].join(' ')
}
