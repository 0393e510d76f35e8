import { type Expr, product, ratio, type Symbols, sumOut, symbolsOf } from '../../estimand/terms/expr.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { ancestorsWithin, difference, districtsWithin, intersection, type NodeSet } from '../../graph/core/node-sets.js'
import { kahnOrder } from '../../graph/core/order.js'
import { flags, positionsOf } from '../../graph/core/sets.js'
import { openWalks } from '../../graph/separation/separation.js'
import { type HedgeSets, idAlgorithm } from './id-algorithm.js'

/** Conditions that may as well be set are, one after the other (IDC line 1). */
export function exchanged(
  g: IndexedGraph,
  treated: readonly number[],
  y: readonly number[],
  seen: readonly number[],
): { readonly x: readonly number[]; readonly z: readonly number[] } {
  let x = [...treated]
  let z = [...seen]
  for (let k = 0; k < z.length; k++) {
    const others = z.filter((i) => i !== z[k])
    const cut = mutilated(g, flags(g.size, x), flags(g.size, [z[k]!]))
    if (openWalks(cut, [z[k]!], flags(g.size, [...x, ...others]), flags(g.size, y)) === null) continue
    x = [...x, z[k]!]
    z = others
    k = -1
  }
  return { x, z }
}

/** A distribution over all nodes that are not set, in a population that may differ at some of them. */
export interface Experiment {
  readonly act: NodeSet
  readonly domain: string
  readonly differs: NodeSet
}

/** Why one experiment does not give a district's factor. */
export interface Obstacle {
  readonly experiment: number
  /** Nodes of the district that the experiment sets. */
  readonly set: NodeSet
  /** Nodes of the district at which the population differs. */
  readonly differs: NodeSet
  /** The hedge within the experiment's graph. */
  readonly hedge: HedgeSets | null
}

/** A formula, or a district that no experiment gives. */
export type GeneralAnswer =
  | {
      readonly symbols: Symbols
      readonly expr: Expr
      readonly sources: readonly { district: NodeSet; experiment: number }[]
    }
  | { readonly district: NodeSet; readonly obstacles: readonly Obstacle[] }

/**
 * P(y | do(x), z) from several experiments and populations: Σ Π Q[D] over the districts D of An(y) without x, each from
 * the first experiment that sets none of D, does not differ in it, and identifies it by ID in its graph. Sound and
 * complete (Lee, Correa & Bareinboim 2019, 2020; Kivva et al. 2022, 2023); a condition is set where rule 2 allows.
 */
export function generalIdentification(
  g: IndexedGraph,
  treated: readonly number[],
  y: readonly number[],
  seen: readonly number[],
  experiments: readonly Experiment[],
): GeneralAnswer {
  const symbols = symbolsOf(g.names)
  const order = kahnOrder(g)
  const { x, z } = exchanged(g, treated, y, seen)
  const asked = flags(g.size, [...y, ...z])
  const all = new Uint8Array(g.size).fill(1)
  const relevant = ancestorsWithin(g, difference(all, flags(g.size, x)), asked)
  const rank = new Int32Array(g.size)
  for (let k = 0; k < order.length; k++) rank[order[k]!] = k
  const last = (set: NodeSet): number => Math.max(...positionsOf(set).map((i) => rank[i]!))
  const districts = districtsWithin(g, relevant).sort((a, b) => last(b) - last(a))
  const factors: Expr[] = []
  const sources: { district: NodeSet; experiment: number }[] = []
  for (const district of districts) {
    const obstacles: Obstacle[] = []
    for (const [experiment, { act, domain, differs }] of experiments.entries()) {
      const blocked = { experiment, set: intersection(district, act), differs: intersection(district, differs) }
      if (blocked.set.includes(1) || blocked.differs.includes(1)) {
        obstacles.push({ ...blocked, hedge: null })
        continue
      }
      const nodes = difference(all, act)
      const joint = { nodes, expr: null, act: positionsOf(act), domain }
      const context = { g, order, symbols, steps: [] }
      const answer = idAlgorithm(context, district, difference(nodes, district), joint, -1)
      if ('expr' in answer) {
        factors.push(answer.expr)
        sources.push({ district, experiment })
        break
      }
      obstacles.push({ ...blocked, hedge: answer.hedge })
    }
    if (obstacles.length === experiments.length) return { district, obstacles }
  }
  const whole = sumOut(symbols, positionsOf(difference(relevant, asked)), product(factors))
  return { symbols, expr: z.length === 0 ? whole : ratio(whole, sumOut(symbols, y, whole)), sources }
}
