import { CausalError } from '../errors.js'
import { ancestors } from '../graph/relations/ancestors.js'
import { removeIncoming } from '../graph/relations/remove-incoming.js'
import { quoteNames, unknownName } from '../names.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import type { BoundsProblem } from './problem.js'
import type { PotentialOutcome } from './types.js'
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
  act: { readonly [name: string]: string | undefined },
  roots: ReadonlyMap<string, string>,
  variables: readonly string[],
): World {
  const world = new Int32Array(problem.names.length).fill(-1)
  const set: string[] = []
  for (const [name, value] of Object.entries(act)) {
    if (value === undefined) continue
    world[problem.position.get(name) ?? -1] = stateOf(problem, name, value)
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
  return world
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
