import { calledAs } from '../../errors.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { minus, times } from '../../numeric/prime-field.js'
import { linearGraph, linearPoint } from './linear-point.js'

/**
 * A vanishing tetrad: σ(a, b) σ(c, d) = σ(a, d) σ(c, b) in every linear model of the graph.
 *
 * @category Identification
 */
export interface Tetrad<N extends string = string> {
  /** a and c. */
  readonly left: readonly [N, N]
  /** b and d. */
  readonly right: readonly [N, N]
  /** A node that every trek between the two pairs passes, on the side of the pair that is named. */
  readonly choke: { readonly node: N; readonly side: 'left' | 'right' }
  /** The equation. */
  readonly text: string
}

/**
 * The tetrads that vanish in every linear model of a graph, without those in which all products vanish by themselves.
 *
 * A tetrad vanishes just when one node, on one side, cuts all treks between the pairs (Spirtes, Glymour & Scheines 2000,
 * theorem 6.10; Sullivant, Talaska & Draisma 2010, theorem 2.8). They test graphs with hidden causes that no independence can.
 *
 * @param graph - a DAG or an ADMG with n nodes and m edges; latent nodes are in no tetrad
 * @returns an iterable, to be walked as often as you like, in the order of the graph's nodes
 * @throws CausalError `not-supported` for a class with open edges
 * @complexity O(n⁴) products, and O(n (n + m)) for each tetrad that vanishes
 * @category Identification
 * @example
 * const oneFactor = dag({ nodes: ['L', 'A', 'B', 'C', 'D'], latents: ['L'],
 *   directed: [['L', 'A'], ['L', 'B'], ['L', 'C'], ['L', 'D']] })
 * Array.from(impliedTetrads(oneFactor), (tetrad) => tetrad.text)
 * //=> ['σ(A, B) σ(C, D) = σ(A, D) σ(C, B)', 'σ(A, C) σ(B, D) = σ(A, D) σ(B, C)', 'σ(A, B) σ(D, C) = σ(A, C) σ(D, B)']
 */
export function impliedTetrads<N extends string>(graph: CausalGraph<CausalGraph['kind'], N>): Iterable<Tetrad<N>> {
  return calledAs('impliedTetrads', () => {
    // the whole graph is looked at before its hidden nodes are made visible
    indexed(graph)
    const g = linearGraph({ ...graph, latents: [] }, 'the trek rule')
    const points = [linearPoint(g, 1).sigma, linearPoint(g, 2).sigma]
    const hidden = new Set<string>(graph.latents)
    const seen = g.names.flatMap((name, i) => (hidden.has(name) ? [] : [i]))
    const at = (sigma: Float64Array, a: number, b: number): number => sigma[a * g.size + b]!
    const vanishes = (a: number, c: number, b: number, d: number): boolean =>
      points.every((s) => minus(times(at(s, a, b), at(s, c, d)), times(at(s, a, d), at(s, c, b))) === 0)
    const isTrivial = (a: number, c: number, b: number, d: number): boolean =>
      points.every((s) => times(at(s, a, b), at(s, c, d)) === 0)
    return {
      *[Symbol.iterator]() {
        for (const [i, a] of seen.entries()) {
          for (const [j, b] of seen.slice(i + 1).entries()) {
            for (const [k, c] of seen.slice(i + j + 2).entries()) {
              for (const d of seen.slice(i + j + k + 3)) {
                for (const [p, q, r, s] of [
                  [a, c, b, d],
                  [a, b, c, d],
                  [a, d, b, c],
                ] as const) {
                  if (!vanishes(p, q, r, s) || isTrivial(p, q, r, s)) continue
                  yield tetradOf<N>(g, p, q, r, s)
                }
              }
            }
          }
        }
      },
    }
  })
}

function tetradOf<N extends string>(g: IndexedGraph, a: number, c: number, b: number, d: number): Tetrad<N> {
  const name = (i: number): N => g.names[i] as N
  let choke: Tetrad<N>['choke'] | null = null
  for (let i = 0; i < g.size && choke === null; i++) {
    for (const side of ['left', 'right'] as const) {
      if (choke === null && cuts(g, [a, c], [b, d], i, side)) choke = Object.freeze({ node: name(i), side })
    }
  }
  return Object.freeze({
    left: Object.freeze([name(a), name(c)] as const),
    right: Object.freeze([name(b), name(d)] as const),
    choke: choke!,
    text: `σ(${name(a)}, ${name(b)}) σ(${name(c)}, ${name(d)}) = σ(${name(a)}, ${name(d)}) σ(${name(c)}, ${name(b)})`,
  })
}

/** Whether no trek from one pair to the other is left when a node is taken from one side: up on the left, over, down on the right. */
function cuts(
  g: IndexedGraph,
  from: readonly number[],
  to: readonly number[],
  gone: number,
  side: 'left' | 'right',
): boolean {
  const n = g.size
  const seen = new Uint8Array(2 * n)
  const stack: number[] = []
  const visit = (v: number, isRight: boolean): void => {
    if (v === gone && (side === 'right') === isRight) return
    const state = isRight ? n + v : v
    if (seen[state] === 1) return
    seen[state] = 1
    stack.push(state)
  }
  for (const v of from) visit(v, false)
  while (stack.length > 0) {
    const state = stack.pop()!
    const isRight = state >= n
    const v = isRight ? state - n : state
    if (isRight && to.includes(v)) return false
    if (isRight) {
      for (let k = g.children.start[v]!; k < g.children.start[v + 1]!; k++) visit(g.children.node[k]!, true)
      continue
    }
    visit(v, true)
    for (let k = g.spouses.start[v]!; k < g.spouses.start[v + 1]!; k++) visit(g.spouses.node[k]!, true)
    for (let k = g.parents.start[v]!; k < g.parents.start[v + 1]!; k++) visit(g.parents.node[k]!, false)
  }
  return true
}
