import { CausalError } from '../../errors.js'
import { ancestors } from '../../graph/relations/ancestors.js'
import { removeIncoming } from '../../graph/relations/remove-incoming.js'
import { checkedObject, quoteNames, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { PotentialOutcome, PotentialWorld } from '../types.js'
import type { BoundsProblem } from './problem.js'
import type { World, WorldTerm } from './world-terms.js'

/** Whether a term says at which state a root was seen. */
export const isRootSeen = (problem: BoundsProblem, term: PotentialOutcome): boolean =>
  problem.roots.has(term.variable) && Object.keys(term.do ?? {}).length === 0

export function stateOf(problem: BoundsProblem, variable: string, value: string): number {
  const states = problem.states.get(variable)
  if (states === undefined) throw unknownName('node', variable, problem.names)
  const i = states.indexOf(value)
  if (i < 0) throw unknownName(`state of ${show(variable)}`, value, states)
  return i
}

/** A world in numbers. Every root that bears on `variables` must be set. */
export function worldOf(
  problem: BoundsProblem,
  act: PotentialWorld,
  roots: ReadonlyMap<string, string>,
  variables: readonly string[],
): World {
  const world = new Int32Array(problem.names.length).fill(-1)
  const nested = new Map<number, World>()
  const set: string[] = []
  for (const [name, value] of Object.entries(act)) {
    if (value === undefined) continue
    const at = problem.position.get(name)
    if (at === undefined) throw unknownName('node', name, problem.names)
    const own = typeof value === 'string' ? value : checkedObject('nested value', value).do?.[name]
    if (typeof value !== 'string') checkOptions('nested value', value, ['do'])
    if (typeof own === 'string') world[at] = stateOf(problem, name, own)
    // a root is the same in every world in which it is not set
    else if (problem.roots.has(name)) continue
    else nested.set(at, worldOf(problem, (value as { do: PotentialWorld }).do ?? {}, roots, [name]))
    set.push(name)
  }
  const bearing = new Set<string>(ancestors(removeIncoming(problem.graph, set), variables))
  for (const name of problem.roots) {
    const i = problem.position.get(name)!
    const value = roots.get(name)
    if (world[i]! >= 0) continue
    if (value !== undefined) world[i] = stateOf(problem, name, value)
    else if (!bearing.has(name)) world[i] = 0
    else
      throw new CausalError(
        'invalid-argument',
        `${quoteNames(variables)} depends on ${show(name)}: say at which of its states, with do or given.`,
        { name },
      )
  }
  return { values: world, nested }
}

/** A term in numbers; `roots` says at which state a root is where the term itself does not. */
export function worldTerm(
  problem: BoundsProblem,
  term: PotentialOutcome,
  roots: ReadonlyMap<string, string>,
): WorldTerm {
  checkOptions('event', term, ['variable', 'value', 'do'])
  const value = stateOf(problem, term.variable, term.value)
  return {
    variable: problem.position.get(term.variable)!,
    value,
    world: worldOf(problem, term.do ?? {}, roots, [term.variable]),
  }
}
