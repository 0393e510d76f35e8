import { CausalError } from '../../../errors.js'
import { indexed } from '../../../graph/core/indexed.js'
import { latentProjection } from '../../../graph/latent/latent-projection.js'
import { districts } from '../../../graph/relations/districts.js'
import { parents } from '../../../graph/relations/parents.js'
import { topologicalOrder } from '../../../graph/relations/topological-order.js'
import type { CausalGraph } from '../../../graph/types.js'
import { asList, indexNames, quoteNames, unknownName } from '../../../names.js'
import { checkMass } from '../../../probability/factors/check-mass.js'
import { normalize } from '../../../probability/factors/normalize.js'
import { reorder } from '../../../probability/factors/reorder.js'
import type { Factor, Variable } from '../../../probability/types.js'
import { show } from '../../../show.js'
import { cellsOnto } from './cells-onto.js'
import type { StableProblem } from './stable-problem.js'
import type { NoInvariantSubset } from './types.js'

/** Who is who, by name. */
export interface Roles {
  /** Over measured variables alone. */
  readonly graph: CausalGraph<'dag' | 'admg'>
  readonly outcome: string
  /** In causal order. */
  readonly mutable: readonly string[]
  readonly stable: readonly string[]
}

/** Checks outcome and mutable variables against a graph, and projects its latent nodes away. */
export function readRoles(
  whole: CausalGraph<'dag' | 'admg'>,
  outcome: string,
  given: string | readonly string[],
): Roles {
  indexed(whole, 'dag', 'admg')
  const names = asList(given)
  indexNames('mutable variable', names)
  for (const name of [outcome, ...names]) {
    if (!whole.nodes.includes(name)) throw unknownName('variable', name, whole.nodes)
    if (whole.latents.includes(name))
      throw new CausalError('latent', `${show(name)} is latent: outcome and mutable variables must be measured.`, {
        name,
      })
  }
  if (names.includes(outcome)) {
    throw new CausalError(
      'overlap',
      `the outcome ${show(outcome)} is among the mutable variables: if its own mechanism may change in any way, nothing predicts it.`,
      { name: outcome },
    )
  }
  const graph = whole.latents.length === 0 ? whole : latentProjection(whole, whole.latents)
  const mutable = withLargestLast(
    graph,
    topologicalOrder(graph).filter((name) => names.includes(name)),
  )
  const stable = graph.nodes.filter((name) => name !== outcome && !names.includes(name))
  return { graph, outcome, mutable, stable }
}

/** In causal order, the one with the most parents among those that no other reads at the end: the search is over the rows of the others. */
function withLargestLast(graph: CausalGraph<'dag' | 'admg'>, ordered: readonly string[]): readonly string[] {
  const own = ordered.map((name) => parents(graph, name))
  const isRead = (name: string): boolean => own.some((list) => list.includes(name))
  const last = ordered.reduce<string | undefined>((best, name) => {
    const size = (of: string): number => own[ordered.indexOf(of)]!.length
    return isRead(name) || (best !== undefined && size(best) > size(name)) ? best : name
  }, undefined)
  return last === undefined ? ordered : [...ordered.filter((name) => name !== last), last]
}

/** The refusal where a mutable variable shares a hidden cause with another, or reads one; null where none does. */
export function hiddenCause({ graph, mutable }: Roles, whole: CausalGraph<'dag' | 'admg'>): NoInvariantSubset | null {
  const tied = districts(graph).filter((district) => district.length > 1)
  // a latent cause with causes of its own, between measured ones: a new mechanism reads it and not them
  const between = whole.latents.length === 0 ? [] : whole.latents.filter((name) => parents(whole, name).length > 0)
  const wrong = mutable.filter(
    (name) => tied.some((district) => district.includes(name)) || between.some((l) => parents(whole, name).includes(l)),
  )
  if (wrong.length === 0) return null
  return Object.freeze({
    found: false,
    reason: 'hidden-cause',
    message: `${quoteNames(wrong)} ${wrong.length === 1 ? 'has' : 'have'} a hidden cause that is not its noise alone: a new mechanism might read it too, and the worst case does not follow from what was measured. Measure the cause, or leave the variable out of the mutable ones.`,
    witness: Object.freeze({ variables: Object.freeze(wrong) }),
  })
}

/** The problem of a graph and the joint of its measured nodes. */
export function problemOfJoint(roles: Roles, joint: Factor): StableProblem | NoInvariantSubset {
  checkMass('the joint', joint)
  const { stable, outcome, mutable, graph } = roles
  const order = [...stable, outcome, ...mutable]
  const known = joint.variables.map(({ name }) => name)
  const lacking = order.find((name) => !known.includes(name))
  if (lacking !== undefined) throw unknownName('variable of the joint', lacking, known)
  const spare = known.find((name) => !order.includes(name))
  if (spare !== undefined) throw unknownName('measured node of the graph', spare, order)
  const { variables, values: observed } = normalize(reorder(joint, order))
  const sizes = variables.map(({ states }) => states.length)
  const place = new Map(order.map((name, i) => [name, i]))
  const kernel = observed.slice()
  const own = mutable.map((name) => parents(graph, name))
  for (const [m, name] of mutable.entries()) {
    // each mutable variable is a district of its own: Q[V ∖ M] = P(v) / Π P(m | pa(m))
    const parentCell = cellsOnto(
      sizes,
      own[m]!.map((parent) => place.get(parent)!),
    )
    const ownCell = cellsOnto(sizes, [...own[m]!.map((parent) => place.get(parent)!), place.get(name)!])
    const of = (cells: Int32Array): Float64Array => {
      const sums = new Float64Array(1 + cells.reduce((most, c) => Math.max(most, c), 0))
      for (let i = 0; i < cells.length; i++) sums[cells[i]!]! += observed[i]!
      return sums
    }
    const [parentMass, ownMass] = [of(parentCell), of(ownCell)]
    for (let i = 0; i < kernel.length; i++) {
      if (parentMass[parentCell[i]!] === 0) continue
      if (ownMass[ownCell[i]!] === 0) return neverSeen(variables, sizes, i, name, own[m]!)
      kernel[i]! *= parentMass[parentCell[i]!]! / ownMass[ownCell[i]!]!
    }
  }
  return {
    ...{ graph, variables, stable, mutable, parents: own, kernel, observed },
    worth: worthOf(variables[stable.length]!),
  }
}

function neverSeen(
  variables: readonly Variable[],
  sizes: readonly number[],
  cell: number,
  name: string,
  own: readonly string[],
): NoInvariantSubset {
  const stateOf = (of: string): string => {
    const axis = variables.findIndex((variable) => variable.name === of)
    return variables[axis]!.states[cellsOnto(sizes, [axis])[cell]!]!
  }
  const given = own.map((parent) => `${parent} = ${stateOf(parent)}`)
  return Object.freeze({
    found: false,
    reason: 'no-support',
    message: `${name} = ${stateOf(name)} was never seen${given.length > 0 ? ` where ${given.join(', ')}` : ''}: what the predictor does there, where a new mechanism may lead, does not follow from the joint.`,
    witness: Object.freeze({
      variable: name,
      state: stateOf(name),
      given: Object.freeze(Object.fromEntries(own.map((parent) => [parent, stateOf(parent)]))),
    }),
  })
}

/** The numbers that the outcome's states stand for. */
export function worthOf({ name, states }: Variable): Float64Array {
  return Float64Array.from(states, (state) => {
    const worth = state.trim() === '' ? Number.NaN : Number(state)
    if (Number.isFinite(worth)) return worth
    throw new CausalError(
      'invalid-argument',
      `the state ${show(state)} of the outcome ${show(name)} is no number: the risk is a mean squared error, so code the states as numbers, 0 and 1 for two classes.`,
      { variable: name, state },
    )
  })
}
