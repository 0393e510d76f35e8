import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import { districts } from '../../graph/relations/districts.js'
import { parents } from '../../graph/relations/parents.js'
import { spouses } from '../../graph/relations/spouses.js'
import { topologicalOrder } from '../../graph/relations/topological-order.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject, quoteNames, unknownName } from '../../names.js'
import { checkOptions } from '../../options.js'
import { checkMass } from '../../probability/factors/check-mass.js'
import { show } from '../../show.js'
import type { BoundsQuery, KnownDistribution, PotentialOutcome, WeightedEvent } from '../types.js'
import { type ResponseTypes, responseTypes } from './response-types.js'

/** A question about bounds in numbers. */
export interface BoundsProblem {
  readonly graph: CausalGraph<'dag' | 'admg'>
  /** Roots that are conditioned on, then the block in topological order: positions of `names`. */
  readonly names: readonly string[]
  readonly roots: ReadonlySet<string>
  readonly position: ReadonlyMap<string, number>
  readonly states: ReadonlyMap<string, readonly string[]>
  readonly types: ResponseTypes
  readonly sharp: boolean
}

/** Which variables are conditioned on, the response types of the others, and the states of all. */
export function boundsProblem(
  graph: CausalGraph<'dag' | 'admg'>,
  data: readonly KnownDistribution[],
  query: Pick<BoundsQuery, 'event' | 'sum' | 'monotone' | 'assume'>,
): BoundsProblem {
  indexed(graph, 'dag', 'admg')
  if (graph.latents.length > 0) {
    throw new CausalError(
      'latent',
      `${quoteNames(graph.latents)} cannot be measured: project the graph first with latentProjection.`,
      { names: graph.latents },
    )
  }
  const terms = [query, ...checkedList('assume', checkedObject('query', query).assume ?? [])]
    .flatMap(eventsOf)
    .flatMap(({ event }) => event)
  for (const known of checkedList('list of known distributions', data))
    checkMass('a distribution', checkedObject('known distribution', known).distribution)
  const states = statesOf(graph, data)
  const asked = new Set(
    terms.filter((term) => Object.keys(checkedObject('term', term).do ?? {}).length === 0).map((term) => term.variable),
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

/** The statements of a query or of an assumption, each with its weight. */
export function eventsOf({
  event,
  sum,
}: {
  readonly event?: readonly PotentialOutcome[]
  readonly sum?: readonly WeightedEvent[]
}): readonly WeightedEvent[] {
  if ((event === undefined) === (sum === undefined))
    throw new CausalError('invalid-argument', 'give either an event or a sum of events.', {})
  const events: readonly WeightedEvent[] = sum === undefined ? [{ weight: 1, event: event! }] : checkedList('sum', sum)
  if (events.length === 0) throw new CausalError('invalid-argument', 'the sum needs at least one event.', {})
  for (const weighted of events) {
    checkOptions('weighted event', weighted, ['weight', 'event'], { weight: 'number' })
    if (!Number.isFinite(weighted.weight))
      throw new CausalError('invalid-argument', `a weight must be a finite number, got ${show(weighted.weight)}.`, {})
    if (checkedList('event', weighted.event).length === 0)
      throw new CausalError('invalid-argument', 'the event needs at least one term.', {})
  }
  return events
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
