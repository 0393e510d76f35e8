import { CausalError, calledAs } from '../errors.js'
import { type IndexedGraph, indexed } from '../graph/core/indexed.js'
import { mutilated } from '../graph/core/mutilated.js'
import { flags } from '../graph/core/sets.js'
import { latentProjection } from '../graph/latent/latent-projection.js'
import type { CausalGraph } from '../graph/types.js'
import { checkedObject, indexNames, lookUp } from '../names.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import { interventionBorder } from './core/intervention-border.js'

/**
 * What may be set, and for which outcome.
 *
 * @typeParam N - the names of the nodes
 * @category Decisions
 */
export interface InterventionSetsQuestion<N extends string = string> {
  /** The reward. */
  readonly outcome: N
  /** The nodes that can be set (default: all measured ones but the outcome). */
  readonly manipulable?: readonly N[]
  /** Every minimal set (default), or those alone that some model makes the best choice. */
  readonly keep?: 'all' | 'possibly-optimal'
}

/**
 * The sets of variables that are worth setting: arms of a bandit whose rewards come from a causal graph.
 *
 * A set is minimal if each of its variables has a directed path to the outcome that avoids the others: setting any other set is the same
 * as setting a minimal one. With `keep: 'possibly-optimal'` those stay that are the best choice in some model with this graph: where
 * an outcome shares hidden causes with what leads to it, to set more can throw away what nature knows; an agent that tries the other
 * arms wastes its time. The sets come one at a time, in the order of their sizes; there may be exponentially many.
 *
 * @param graph - a DAG or an ADMG; latents are never set
 * @param question - the outcome, what can be set, which sets to keep
 * @returns the sets, lazily: the empty set (do nothing) first
 * @throws CausalError `unknown-name`, `duplicate-name`, `latent`, `overlap`, `invalid-argument`, also for other kinds of graph
 * @complexity O(edges) a set that is looked at; a set that is not minimal ends its branch
 * @category Decisions
 * @see Lee & Bareinboim 2018, "Structural causal bandits: where to intervene?", NeurIPS; 2019, "Structural causal bandits with
 *   non-manipulable variables", AAAI, for `manipulable`
 * @example
 * const g = admg('X -> Z -> Y; X <-> Y')
 * Array.from(minimalInterventionSets(g, { outcome: 'Y' }))
 * //=> [[], ['X'], ['Z']]
 * Array.from(minimalInterventionSets(g, { outcome: 'Y', keep: 'possibly-optimal' }))
 * //=> [[], ['Z']]
 */
export function minimalInterventionSets<N extends string>(
  graph: CausalGraph<'dag' | 'admg', N>,
  question: InterventionSetsQuestion<NoInfer<N>>,
): Iterable<readonly N[]> {
  return calledAs('minimalInterventionSets', () => {
    checkOptions('question', question, ['outcome', 'manipulable', 'keep'], { manipulable: 'list' })
    const { outcome, manipulable, keep = 'all' } = checkedObject('question', question)
    const whole = indexed(graph, 'dag', 'admg')
    if (keep !== 'all' && keep !== 'possibly-optimal') {
      throw new CausalError('invalid-argument', `keep must be 'all' or 'possibly-optimal', got ${show(keep)}.`, {
        keep,
      })
    }
    const y = measured(whole, outcome)
    const set = manipulable === undefined ? measuredBut(whole, y) : manipulable.map((name) => measured(whole, name))
    if (manipulable !== undefined) indexNames('manipulable', manipulable)
    if (set.includes(y)) throw new CausalError('overlap', `the outcome ${show(outcome)} cannot be set as well.`)
    const names = set.map((i) => whole.names[i]!)
    const others = whole.names.filter((name, i) => i !== y && !names.includes(name))
    // what cannot be set is projected out: hidden causes that it carries stay as bidirected edges
    const left = others.length === 0 ? graph : latentProjection(graph, others as N[])
    const g = indexed(left)
    const candidates = names.map((name) => g.index.get(name)!).sort((a, b) => a - b)
    return setsOf<N>(g, g.index.get(outcome)!, candidates, keep === 'possibly-optimal')
  })
}

function measured(g: IndexedGraph, name: string): number {
  const i = lookUp('node', g.index, name)
  if (g.latent[i] === 0) return i
  throw new CausalError('latent', `${show(name)} is latent in the graph: it can be neither set nor seen.`, { name })
}

function measuredBut(g: IndexedGraph, y: number): number[] {
  return [...g.names.keys()].filter((i) => i !== y && g.latent[i] === 0)
}

/** Subsets of minimal sets are minimal, so that sets grow from those of one size less, in the order of nodes. */
function* setsOf<N extends string>(
  g: IndexedGraph,
  y: number,
  candidates: readonly number[],
  onlyPossible: boolean,
): Generator<readonly N[]> {
  let level: readonly (readonly number[])[] = [[]]
  while (level.length > 0) {
    const next: number[][] = []
    for (const set of level) {
      if (!onlyPossible || isPossiblyOptimal(g, y, set)) yield Object.freeze(set.map((i) => g.names[i]! as N))
      for (const i of candidates) {
        if (set.length > 0 && i <= set.at(-1)!) continue
        const larger = [...set, i]
        if (isMinimal(g, y, larger)) next.push(larger)
      }
    }
    level = next
  }
}

/** Whether each member has a directed path to y that avoids the others: searched backwards from y, never beyond a member. */
function isMinimal(g: IndexedGraph, y: number, set: readonly number[]): boolean {
  const isMember = flags(g.size, set)
  const { start, node } = g.parents
  const seen = new Uint8Array(g.size)
  const stack = [y]
  seen[y] = 1
  let found = 0
  while (stack.length > 0) {
    const i = stack.pop()!
    for (let k = start[i]!; k < start[i + 1]!; k++) {
      const parent = node[k]!
      if (seen[parent] === 1) continue
      seen[parent] = 1
      if (isMember[parent] === 1) found++
      else stack.push(parent)
    }
  }
  return found === set.length
}

/** Lee & Bareinboim 2018, theorem 6: a set is the border of what hidden causes tie to y once it is set. */
function isPossiblyOptimal(g: IndexedGraph, y: number, set: readonly number[]): boolean {
  const border = interventionBorder(mutilated(g, flags(g.size, set), new Uint8Array(g.size)), y)
  return border.length === set.length && border.every((i) => set.includes(i))
}
