import { CausalError } from '../errors.js'
import { indexed } from '../graph/core/indexed.js'
import { ancestors } from '../graph/relations/ancestors.js'
import { districts } from '../graph/relations/districts.js'
import { parents } from '../graph/relations/parents.js'
import { removeIncoming } from '../graph/relations/remove-incoming.js'
import { spouses } from '../graph/relations/spouses.js'
import { topologicalOrder } from '../graph/relations/topological-order.js'
import type { CausalGraph } from '../graph/types.js'
import { checkedList, checkedObject, quoteNames, unknownName } from '../names.js'
import { show } from '../show.js'
import { type KnownProbability, responseTypes, type World, type WorldTerm } from './response-types.js'
import type { BoundsQuery, KnownDistribution, PotentialOutcome } from './types.js'

/** A question about bounds in numbers. */
export interface BoundsProblem {
  readonly graph: CausalGraph<'dag' | 'admg'>
  /** Roots that are conditioned on, then the block in topological order: positions of `names`. */
  readonly names: readonly string[]
  readonly roots: ReadonlySet<string>
  readonly position: ReadonlyMap<string, number>
  readonly states: ReadonlyMap<string, readonly string[]>
  readonly types: ReturnType<typeof responseTypes>
  readonly sharp: boolean
}

/** Which variables are conditioned on, the response types of the others, and the states of all. */
export function boundsProblem(
  graph: CausalGraph<'dag' | 'admg'>,
  data: readonly KnownDistribution[],
  query: BoundsQuery,
): BoundsProblem {
  indexed(graph, 'dag', 'admg')
  if (graph.latents.length > 0) {
    throw new CausalError(
      'latent',
      `${quoteNames(graph.latents)} cannot be measured: project the graph first with latentProjection.`,
      { names: graph.latents },
    )
  }
  if (checkedList('event', checkedObject('query', query).event).length === 0)
    throw new CausalError('invalid-argument', 'the event needs at least one term.', {})
  const states = statesOf(graph, data)
  const asked = new Set(
    query.event.filter((term) => Object.keys(term.do ?? {}).length === 0).map((term) => term.variable),
  )
  const roots = new Set(
    graph.nodes.filter(
      (name) => parents(graph, name).length === 0 && spouses(graph, name).length === 0 && !asked.has(name),
    ),
  )
  const order = topologicalOrder(graph)
  const names = [...order.filter((name) => roots.has(name)), ...order.filter((name) => !roots.has(name))]
  const position = new Map(names.map((name, i) => [name, i]))
  for (const [cause, effect] of query.monotone ?? []) {
    if (!position.has(effect)) throw unknownName('node', effect, graph.nodes)
    if (!parents(graph, effect).includes(cause)) {
      throw new CausalError(
        'invalid-argument',
        `a monotone pair is an edge of the graph: ${show(cause)} is no parent of ${show(effect)}.`,
        { cause, effect },
      )
    }
  }
  const block = names.slice(roots.size).map((name) => ({
    card: states.get(name)!.length,
    parents: parents(graph, name).map((parent) => position.get(parent)!),
    monotone: (query.monotone ?? []).filter(([, effect]) => effect === name).map(([cause]) => position.get(cause)!),
  }))
  const givenCards = names.slice(0, roots.size).map((name) => states.get(name)!.length)
  const blockNames = new Set(names.slice(roots.size))
  const sharp = districts(graph).some(
    (district) => district.length === blockNames.size && district.every((name) => blockNames.has(name)),
  )
  return { graph, names, roots, position, states, types: responseTypes(givenCards, block), sharp }
}

function statesOf(graph: CausalGraph, data: readonly KnownDistribution[]): Map<string, readonly string[]> {
  const states = new Map<string, readonly string[]>()
  const nodes = new Set<string>(graph.nodes)
  for (const { distribution } of data) {
    for (const variable of distribution.variables) {
      if (!nodes.has(variable.name)) throw unknownName('node', variable.name, graph.nodes)
      const before = states.get(variable.name)
      if (before !== undefined && before.join('\u0000') !== variable.states.join('\u0000')) {
        throw new CausalError(
          'contradiction',
          `${show(variable.name)} has other states in one distribution than in another.`,
          { variable: variable.name },
        )
      }
      states.set(variable.name, variable.states)
    }
  }
  const without = graph.nodes.filter((name) => !states.has(name))
  if (without.length > 0) {
    throw new CausalError(
      'invalid-argument',
      `no distribution mentions ${quoteNames(without)}: project the graph first with latentProjection.`,
      { names: without },
    )
  }
  return states
}

/** Whether a term says at which state a root was seen. */
export const isRootSeen = (problem: BoundsProblem, term: PotentialOutcome): boolean =>
  problem.roots.has(term.variable) && Object.keys(term.do ?? {}).length === 0

function stateOf(problem: BoundsProblem, variable: string, value: string): number {
  const states = problem.states.get(variable)
  if (states === undefined) throw unknownName('node', variable, problem.names)
  const i = states.indexOf(value)
  if (i < 0) throw unknownName(`state of ${show(variable)}`, value, states)
  return i
}

/** A world in numbers. Every root that bears on `variables` must be set. */
function worldOf(
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
  const value = stateOf(problem, term.variable, term.value)
  return {
    variable: problem.position.get(term.variable)!,
    value,
    world: worldOf(problem, term.do ?? {}, roots, [term.variable]),
  }
}

/** P(block variables | roots) for each state of the roots that the distribution mentions and that has any mass. */
export function knownProbabilities(
  problem: BoundsProblem,
  { distribution, do: act = {} }: KnownDistribution,
): KnownProbability[] {
  const { variables, values } = distribution
  const isRoot = variables.map((variable) => problem.roots.has(variable.name) && act[variable.name] === undefined)
  const measured = variables
    .filter((variable, k) => !isRoot[k] && act[variable.name] === undefined)
    .map((variable) => variable.name)
  const cells = new Map<
    string,
    { roots: Map<string, string>; mass: number; cells: { states: string[]; p: number }[] }
  >()
  const states: string[] = []
  for (const [index, p] of values.entries()) {
    if (!(p >= 0)) throw new CausalError('not-probability', `a distribution holds the value ${p}.`, { value: p })
    let rest = index
    for (let k = variables.length - 1; k >= 0; k--) {
      states[k] = variables[k]!.states[rest % variables[k]!.states.length]!
      rest = Math.floor(rest / variables[k]!.states.length)
    }
    if (variables.some((variable, k) => act[variable.name] !== undefined && act[variable.name] !== states[k])) continue
    const key = JSON.stringify(states.filter((_, k) => isRoot[k]))
    let group = cells.get(key)
    if (group === undefined) {
      group = {
        roots: new Map(variables.flatMap((variable, k) => (isRoot[k] ? [[variable.name, states[k]!] as const] : []))),
        mass: 0,
        cells: [],
      }
      cells.set(key, group)
    }
    group.mass += p
    group.cells.push({
      states: variables.flatMap((variable, k) => (measured.includes(variable.name) ? [states[k]!] : [])),
      p,
    })
  }
  const known: KnownProbability[] = []
  for (const group of cells.values()) {
    if (group.mass === 0) continue
    const world = worldOf(problem, act, group.roots, measured)
    for (const cell of group.cells) {
      const terms = measured.map((name, k) => ({
        variable: problem.position.get(name)!,
        value: stateOf(problem, name, cell.states[k]!),
        world,
      }))
      known.push({ terms, p: cell.p / group.mass })
    }
  }
  if (known.length === 0) throw new CausalError('zero-support', 'a distribution has no mass.', {})
  return known
}
