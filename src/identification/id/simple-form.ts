import { type Expr, freshSymbol, prob, product, type Symbols, sum, sumOut } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'
import { flags } from '../../graph/core/sets.js'
import { minimalSeparatorSets } from '../../graph/separation/separators.js'
import type { CausalGraph } from '../../graph/types.js'
import { adjustmentProblem, without } from '../adjustment/adjustment-problem.js'
import { minimalFrontDoorSet } from '../front-door/front-door.js'

/** The forms that readers know, where one is valid: no effect, adjustment (within the levels of z), the front door. */
export function simpleForm(
  graph: CausalGraph,
  g: IndexedGraph,
  symbols: Symbols,
  x: readonly number[],
  y: readonly number[],
  z: readonly number[],
): { expr: Expr; strategy: 'no-effect' | 'back-door' | 'adjustment' | 'front-door'; set: number[] } | null {
  const below = reach(g.children, x)
  if (x.length === 0 || (z.length === 0 && y.every((i) => below[i] === 0))) {
    return { expr: prob(y, z), strategy: 'no-effect', set: [] }
  }
  // back door: P(y | do(x), z) = Σ_w P(y | x, z, w) P(w | z) for a back-door set w ∪ z
  const above = below.map((flag) => 1 - flag)
  if (z.every((i) => above[i] === 1)) {
    for (const i of y) above[i] = 0
    const cut = without(g, flags(g.size, x), new Uint8Array(g.size).fill(1))
    const set = minimalSeparatorSets(cut, { x, y, include: z, allowed: above }).next().value
    if (set !== undefined) {
      const rest = set.filter((i) => !z.includes(i))
      const expr = sumOut(symbols, rest, product([prob(y, [...x, ...z, ...rest]), prob(rest, z)]))
      return { expr, strategy: 'back-door', set }
    }
  }
  if (z.length > 0) return null
  if (x.length > 1) {
    const problem = adjustmentProblem(graph, {
      x: [...x],
      y: [...y],
      include: [],
      exclude: [],
      direct: false,
    })
    const allowed = problem.forbidden.map((flag) => 1 - flag)
    const set = minimalSeparatorSets(problem.graph, { x, y, include: [], allowed }).next().value
    if (set !== undefined) {
      const expr = sumOut(symbols, set, product([prob(y, [...x, ...set]), prob(set)]))
      return { expr, strategy: 'adjustment', set }
    }
  }
  // the front door is defined for one treatment (Pearl 2009, definition 3.3.3); for several ID says more
  const set = x.length === 1 ? minimalFrontDoorSet(g, x, y) : null
  if (set === null) return null
  const primed = x.map((i) => freshSymbol(symbols, i))
  const inner = sum(primed, product([prob(y, [...set, ...primed]), prob(primed)]))
  return { expr: sumOut(symbols, set, product([prob(set, x), inner])), strategy: 'front-door', set }
}
