import {
  ancestorsWithin,
  difference,
  districtsWithin,
  districtWithin,
  intersection,
  type NodeSet,
  union,
} from '../../../graph/core/node-sets.js'
import { kahnOrder } from '../../../graph/core/order.js'
import { positionsOf } from '../../../graph/core/sets.js'
import type { Experiment } from '../../id/general-identification.js'
import { idAlgorithm } from '../../id/id-algorithm.js'
import { type Lines, term } from '../proof-lines.js'
import { idLines } from './id-lines.js'

/** The lines of a district's factor from the first experiment that gives it: the population first, then ID in the experiment's graph. */
export function factorFromExperiments(
  lines: Lines,
  universe: NodeSet,
  experiments: readonly Experiment[],
): (district: NodeSet) => void {
  const { g, symbols, population } = lines.setting
  const order = kahnOrder(g)
  return (district) => {
    const isFree = (set: NodeSet): boolean => !intersection(district, set).includes(1)
    for (const { act, domain, differs } of experiments) {
      if (!isFree(act) || !isFree(differs)) continue
      const nodes = difference(universe, act)
      const joint = { nodes, expr: null, act: positionsOf(act), domain }
      const rest = difference(nodes, district)
      if ('hedge' in idAlgorithm({ g, order, symbols, steps: [] }, district, rest, joint, -1)) continue
      const factor = term(positionsOf(district), positionsOf(difference(universe, district)), [], population)
      if (domain !== population && lines.needs(factor)) lines.population(factor, domain)
      idLines(lines, { universe, domain }).effect(district, rest, nodes, () => {})
      return
    }
  }
}

/**
 * The lines of a district's factor from the selected alone, along algorithm RC (Bareinboim & Tian 2015): what remains of the selected
 * when the districts that do not cause the selection are set, again and again, until the district wanted is in one of these.
 */
export function factorFromSelected(lines: Lines, universe: NodeSet, by: NodeSet): (district: NodeSet) => void {
  const { g, population, selected } = lines.setting
  const aboveS = ancestorsWithin(g, universe, by)
  const among = idLines(lines, { universe, domain: selected!, first: by })
  const everybody = idLines(lines, { universe, domain: population })
  const none = new Uint8Array(g.size)
  const isFree = (district: NodeSet): boolean => !intersection(district, aboveS).includes(1)
  return (wanted) => {
    let nodes = universe
    let whole = (): void => {}
    for (;;) {
      const [wide, before] = [nodes, whole]
      // line 1: only ancestors of what is wanted and of the selection matter
      const needed = union(ancestorsWithin(g, nodes, wanted), intersection(aboveS, nodes))
      const marginal = (): void => among.ancestralWhole(needed, wide, before)
      // line 2: a district without a cause of the selection is as in everybody
      const home = districtWithin(g, needed, wanted.indexOf(1))
      if (isFree(home)) {
        everybody.effect(wanted, difference(home, wanted), home, () => {
          const factor = term(positionsOf(home), positionsOf(difference(universe, home)), [], population)
          if (!lines.needs(factor)) return
          lines.population(factor, selected!)
          among.districtWhole(home, needed, marginal)
        })
        return
      }
      // line 5: all that are free are set
      const free = districtsWithin(g, needed).filter(isFree)
      if (free.length === 0) return
      const rest = difference(needed, free.reduce(union, none))
      nodes = rest
      whole = () => among.districtWhole(rest, needed, marginal)
    }
  }
}
