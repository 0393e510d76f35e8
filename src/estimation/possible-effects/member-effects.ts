import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { reach } from '../../graph/core/reach.js'
import type { Mag } from '../../graph/types.js'
import { adjustmentSets } from '../../identification/adjustment/adjustment-sets.js'
import { optimalAdjustmentSet } from '../../identification/adjustment/optimal-adjustment-set.js'
import type { Member } from './class-members.js'
import type { LinearEffects } from './linear-effects.js'
import type { PossibleEffect } from './types.js'

/** The question in numbers. */
export interface Asked {
  readonly g: IndexedGraph
  readonly xs: readonly number[]
  readonly y: number
  readonly isOne: boolean
  readonly columns: (nodes: readonly number[]) => readonly number[]
  readonly linear: LinearEffects
}

/** The effect in the graphs with these parents. */
export function ofMember({ g, xs, y, isOne, columns, linear }: Asked, member: Member, method: string): PossibleEffect {
  const names = (nodes: readonly number[]): readonly string[] => Object.freeze(nodes.map((i) => g.names[i]!))
  const parents = Object.freeze(member.parents.map(names))
  const common = { parents, graphs: member.graphs }
  if (!isOne) {
    const effect = linear.joint(columns(xs), columns([y])[0]!, member.parents.map(columns))
    return Object.freeze({ effect: Object.freeze([...effect]), standardError: null, adjustment: null, ...common })
  }
  const none = Object.freeze({ effect: 0, standardError: 0, adjustment: null, ...common })
  if (member.parents[0]!.includes(y)) return none
  let adjustment: readonly number[] = member.parents[0]!
  if (method === 'optimal') {
    const dag = member.dag()
    if (reach(indexed(dag).children, xs)[y] === 0) return none
    const set = optimalAdjustmentSet(dag, { treatment: g.names[xs[0]!]!, outcome: g.names[y]! })
    if (set.found) adjustment = set.set.map((name) => g.index.get(name)!)
  }
  const { slope, standardError } = linear.slope(columns(xs)[0]!, columns([y])[0]!, columns(adjustment))
  return Object.freeze({ effect: slope, standardError, adjustment: names(adjustment), ...common })
}

/** The effects in the MAGs, those with the same adjustment set together. */
export function ofMags(asked: Asked, mags: readonly Mag[]): { effects: readonly PossibleEffect[]; open: number } {
  const { g, xs, y, columns, linear } = asked
  const [treatment, outcome] = [g.names[xs[0]!]!, g.names[y]!]
  const found = new Map<string, { set: readonly string[] | null; graphs: number; parents: readonly string[] }>()
  let open = 0
  for (const mag of mags) {
    const m = indexed(mag)
    const isCause = reach(m.children, xs)[y] === 1
    const [set] = isCause ? adjustmentSets(mag, { treatment, outcome }) : [null]
    if (set === undefined) {
      open++
      continue
    }
    const parents = Array.from(
      m.parents.node.subarray(m.parents.start[xs[0]!], m.parents.start[xs[0]! + 1]),
      (i) => g.names[i]!,
    )
    const key = JSON.stringify([set, parents])
    const before = found.get(key)
    if (before === undefined) found.set(key, { set, graphs: 1, parents })
    else before.graphs++
  }
  const effects = [...found.values()].map(({ set, graphs, parents }): PossibleEffect => {
    const common = { parents: Object.freeze([Object.freeze(parents)]), graphs }
    if (set === null) return Object.freeze({ effect: 0, standardError: 0, adjustment: null, ...common })
    const nodes = set.map((name) => g.index.get(name)!)
    const { slope, standardError } = linear.slope(columns(xs)[0]!, columns([y])[0]!, columns(nodes))
    return Object.freeze({ effect: slope, standardError, adjustment: Object.freeze([...set]), ...common })
  })
  return { effects, open }
}
