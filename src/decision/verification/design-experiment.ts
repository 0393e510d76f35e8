import { CausalError, calledAs } from '../../errors.js'
import type { IndexedGraph } from '../../graph/core/indexed.js'
import { indexedOfKind } from '../../graph/kinds/indexed-of-kind.js'
import type { Cpdag, Mpdag } from '../../graph/types.js'
import { checkedList, checkedObject, lookUp, quoteNames } from '../../names.js'
import { portableLog2 } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type ClassPart, classParts, joined, type PartOutcome, partOutcomes, shareOf } from './core/class-outcomes.js'
import type {
  ExperimentDesign,
  ExperimentDesignQuestion,
  ExperimentObjective,
  PlannedExperiment,
} from './design-experiment-types.js'

const objectives = ['expected-members', 'worst-members', 'expected-edges', 'worst-edges', 'information'] as const
/** Sets of targets at most. */
const mostSets = 100_000

/**
 * Which experiment tells the members of a Markov equivalence class apart soonest.
 *
 * To set a node shows the direction of every edge between it and nodes that are left alone; what follows from these by Meek's rules comes with
 * it. Each experiment is judged by all its outcomes, exactly: how many members of the class agree with each, counted without listing them, and
 * how many edges stay open. Parts of the class that share no undirected edge say nothing about each other, so large graphs are
 * taken part by part.
 *
 * It is the best next step, not the best plan: when an outcome is there, give its `directed` to `orientByKnowledge` as `required` and ask again about the
 * class that is left. Experiments are taken to be perfect and large: no hidden causes, no error of sampling.
 *
 * @param graph - a CPDAG or MPDAG. A PAG is refused: with hidden causes an experiment shows other things
 * @param question - which nodes can be set together, at what cost, and what is wanted
 * @returns the experiments, the best first, each with its outcomes
 * @throws CausalError `not-supported` for a graph with hidden causes, `invalid-argument` for other kinds, `unknown-name`, `latent`, `too-large`
 * @complexity for each experiment its number of outcomes (for a single node those of its undirected neighbours that can be its parents
 *   together: cliques) times a count of members
 * @category Decisions
 * @see Hauser & Bühlmann 2014, "Two optimal strategies for active learning of causal models from interventional data", International Journal of
 *   Approximate Reasoning 55(4), for worst-edges; He & Geng 2008, "Active learning of causal networks with intervention experiments and
 *   optimal designs", JMLR 9, for worst-members and information
 * @example
 * const chain = cpdag('A -- B -- C -- D -- E')
 * const { best } = designExperiment(chain)
 * best?.targets
 * //=> ['C']
 * best?.expectedMembers
 * //=> 1.8
 * const left = orientByKnowledge(chain, { required: best?.outcomes[0]?.directed ?? [] })
 * designExperiment(left).members
 * //=> 2n
 */
export function designExperiment<N extends string>(
  graph: Cpdag<N> | Mpdag<N>,
  question: ExperimentDesignQuestion<NoInfer<N>> = {},
): ExperimentDesign<N> {
  return calledAs('designExperiment', () => {
    checkOptions('question', question, ['targets', 'maxTargets', 'costs', 'objective', 'budget'], {
      maxTargets: 'number',
      budget: 'number',
    })
    const { objective = 'expected-members', budget = 20_000 } = checkedObject('question', question)
    if (!objectives.includes(objective))
      throw new CausalError('invalid-argument', `objective is one of ${objectives.join(', ')}, got ${show(objective)}.`)
    if (!(Number.isInteger(budget) && budget >= 1 && budget <= 1e7))
      throw new CausalError('invalid-argument', `budget is a whole number from 1 to 1e7, got ${show(budget)}.`)
    const kind: unknown = (graph as { kind?: unknown } | undefined)?.kind
    if (kind === 'pag' || kind === 'mag' || kind === 'admg')
      throw new CausalError(
        'not-supported',
        `a graph of kind ${show(kind)} allows for hidden causes: there an experiment shows ancestors and hidden causes, not directions of edges. Designs are made for a CPDAG or an MPDAG.`,
        { kind },
      )
    const g = indexedOfKind(graph, 'cpdag', 'mpdag')
    const sets = targetSets(g, question as ExperimentDesignQuestion)
    const costOf = readCosts(g, question.costs)
    const parts = classParts(g)
    const members = parts.reduce((product, part) => product * part.members, 1n)
    const undirectedEdges = parts.reduce((sum, part) => sum + part.undirected, 0)
    const known = new Map<string, readonly PartOutcome[]>()
    const experiments = sets.map((set): PlannedExperiment<N> => {
      const outcomes = outcomesOf(parts, set, budget, known)
      const cost = set.reduce((sum, i) => sum + costOf[i]!, 0)
      return judged(g, set, cost, outcomes, { members, undirectedEdges }, objective) as PlannedExperiment<N>
    })
    const ranked = experiments
      .map((experiment, k) => ({ experiment, k }))
      .sort((a, b) => b.experiment.gain - a.experiment.gain || a.k - b.k)
      .map(({ experiment }) => experiment)
    return Object.freeze({
      best: members === 1n ? null : (ranked[0] ?? null),
      experiments: Object.freeze(ranked),
      members,
      undirectedEdges,
      objective,
    })
  })
}

function targetSets(
  g: IndexedGraph,
  { targets, maxTargets }: ExperimentDesignQuestion,
): readonly (readonly number[])[] {
  if (targets !== undefined && maxTargets !== undefined)
    throw new CausalError('invalid-argument', 'give `targets` or `maxTargets`, not both.')
  if (targets !== undefined)
    return checkedList('targets', targets).map((set) => {
      const nodes = [...new Set(checkedList('set of targets', set).map((name) => lookUp('node', g.index, name)))]
      if (nodes.length === 0)
        throw new CausalError('invalid-argument', 'a set of targets is empty: to set nothing is to observe.')
      const hidden = nodes.filter((i) => g.latent[i] === 1).map((i) => g.names[i]!)
      if (hidden.length > 0)
        throw new CausalError('latent', `${quoteNames(hidden)} cannot be set: never measured.`, { names: hidden })
      return nodes.sort((a, b) => a - b)
    })
  const free = g.names.flatMap((_, i) =>
    g.latent[i] === 0 && g.neighbors.start[i + 1]! > g.neighbors.start[i]! ? [i] : [],
  )
  const most = maxTargets ?? 1
  if (!(Number.isInteger(most) && most >= 1))
    throw new CausalError('invalid-argument', `maxTargets is a whole number from 1 on, got ${show(maxTargets)}.`)
  const sets: (readonly number[])[] = free.map((i) => [i])
  for (let k = 0; k < sets.length && sets[k]!.length < most; k++) {
    for (const i of free) if (i > sets[k]!.at(-1)!) sets.push([...sets[k]!, i])
    if (sets.length > mostSets)
      throw new CausalError(
        'too-large',
        `there are more than ${mostSets} sets of up to ${most} of ${free.length} nodes: name the \`targets\` that are possible.`,
        { most: mostSets },
      )
  }
  return sets
}

function readCosts(g: IndexedGraph, costs: ExperimentDesignQuestion['costs']): Float64Array {
  const of = new Float64Array(g.size).fill(1)
  for (const [name, cost] of Object.entries(checkedObject('costs', costs ?? {}))) {
    const i = lookUp('node', g.index, name)
    if (!(typeof cost === 'number' && cost > 0 && Number.isFinite(cost)))
      throw new CausalError(
        'invalid-argument',
        `the cost of ${show(name)} must be above 0 and finite, got ${show(cost)}.`,
        {
          name,
        },
      )
    of[i] = cost
  }
  return of
}

/** The outcomes of a set: part by part, each part's with the other parts' in every combination. */
function outcomesOf(
  parts: readonly ClassPart[],
  set: readonly number[],
  budget: number,
  known: Map<string, readonly PartOutcome[]>,
): readonly PartOutcome[] {
  let all: readonly PartOutcome[] = [{ directed: [], members: 1n, undirected: 0 }]
  for (const [p, part] of parts.entries()) {
    const inside = set.filter((i) => part.nodes.includes(i))
    if (inside.length === 0) {
      all = joined(all, [{ directed: [], members: part.members, undirected: part.undirected }], budget)
      continue
    }
    const key = `${p};${inside.join()}`
    const of = known.get(key) ?? partOutcomes(part, new Set(inside), budget)
    known.set(key, of)
    all = joined(all, of, budget)
  }
  return all
}

function judged(
  g: IndexedGraph,
  set: readonly number[],
  cost: number,
  found: readonly PartOutcome[],
  { members, undirectedEdges }: { readonly members: bigint; readonly undirectedEdges: number },
  objective: ExperimentObjective,
): PlannedExperiment {
  const outcomes = found
    .map(({ directed, members: agree, undirected }) => ({
      directed: Object.freeze(directed.map(([a, b]) => Object.freeze([g.names[a]!, g.names[b]!] as const))),
      members: agree,
      share: shareOf(agree, members),
      undirectedEdges: undirected,
    }))
    // likely ones first; sums in this order do not depend on that of nodes
    .sort((a, b) => b.share - a.share || a.undirectedEdges - b.undirectedEdges)
  const sum = (of: (outcome: (typeof outcomes)[number]) => number): number =>
    outcomes.reduce((total, outcome) => total + of(outcome), 0)
  const squares = outcomes.reduce((total, { members: agree }) => total + agree * agree, 0n)
  const information = Math.max(0, -sum(({ share }) => (share > 0 ? share * portableLog2(share) : 0)))
  const expectedEdges = sum((outcome) => outcome.share * outcome.undirectedEdges)
  const worstEdges = Math.max(...outcomes.map((outcome) => outcome.undirectedEdges))
  const gains: Record<ExperimentObjective, number> = {
    'expected-members': -portableLog2(shareOf(squares, members * members)),
    'worst-members': -portableLog2(outcomes[0]!.share),
    'expected-edges': undirectedEdges - expectedEdges,
    'worst-edges': undirectedEdges - worstEdges,
    information,
  }
  return Object.freeze({
    targets: Object.freeze(set.map((i) => g.names[i]!)),
    cost,
    // adding 0 makes of −0 a 0
    gain: gains[objective] / cost + 0,
    expectedMembers: shareOf(squares, members),
    worstMembers: outcomes[0]!.members,
    expectedEdges,
    worstEdges,
    information,
    outcomes: Object.freeze(outcomes.map((outcome) => Object.freeze(outcome))),
  })
}
