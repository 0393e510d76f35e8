import { CausalError } from '../../errors.js'
import { cpdagOf } from '../../graph/classes/cpdag-of.js'
import { memberDag } from '../../graph/classes/member.js'
import { orientByKnowledge } from '../../graph/classes/orient-by-knowledge.js'
import { indexed } from '../../graph/core/indexed.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { Cpdag, Dag, Pdag } from '../../graph/types.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { EquivalenceClass } from '../constraint/equivalence-class.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import { classOfKnown } from '../knowledge/known-class.js'
import type { WalkLimits } from './class-walk.js'

/** The class of a graph that a search is told to start from, which must be on the same names and agree with knowledge. */
export function startClass(
  names: readonly string[],
  graph: Dag | Cpdag | Pdag,
  knowledge: Knowledge | undefined,
  { maxParents, known }: WalkLimits,
): EquivalenceClass {
  indexed(graph, 'dag', 'cpdag', 'pdag')
  const position = new Map(names.map((name, i) => [name, i]))
  const missing = names.filter((name) => !graph.nodes.includes(name))
  const strange = graph.nodes.filter((name) => !position.has(name))
  if (missing.length + strange.length > 0 || graph.latents.length > 0) {
    throw new CausalError(
      'invalid-argument',
      `the graph to start from must have just the columns of the score as its nodes, none of them latent: ${missing.length > 0 ? `it lacks ${quoteNames(missing)}` : strange.length > 0 ? `${quoteNames(strange)} ${strange.length > 1 ? 'are' : 'is'} no column` : `${quoteNames(graph.latents)} ${graph.latents.length > 1 ? 'are' : 'is'} latent`}.`,
      { missing, strange, latents: graph.latents },
    )
  }
  const member = graph.kind === 'dag' && known === null ? graph : memberOf(graph, knowledge, known)
  if (member === null) {
    throw new CausalError(
      'invalid-graph',
      'the graph to start from has no consistent extension: it stands for no class.',
    )
  }
  const edges = member.edges.flatMap(({ from, to }) => [position.get(from)!, position.get(to)!, TAIL, ARROW])
  const counts = new Int32Array(names.length)
  for (let k = 1; k < edges.length; k += 4) counts[edges[k]!]!++
  const over = names.find((_, i) => counts[i]! > maxParents)
  if (over !== undefined) {
    throw new CausalError(
      'invalid-argument',
      `${show(over)} has ${counts[position.get(over)!]} parents in the graph to start from, and at most ${maxParents} are allowed: raise maxParents, or start from a sparser graph.`,
      { node: over, maxParents },
    )
  }
  return classOfKnown(names, edges, known)!
}

function memberOf(
  graph: Dag | Cpdag | Pdag,
  knowledge: Knowledge | undefined,
  known: IndexedKnowledge | null,
): Dag | null {
  const whole = graph.kind === 'dag' ? cpdagOf(graph) : graph
  if (memberDag(whole) === null) return null
  return memberDag(known === null ? whole : orientByKnowledge(whole, knowledge!))
}
