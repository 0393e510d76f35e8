import { checkMoments } from '../../data/statistics/check-moments.js'
import { tableMoments } from '../../data/statistics/table-moments.js'
import type { Moments, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexedOfKind } from '../../graph/kinds/indexed-of-kind.js'
import type { Cpdag, Dag, Mpdag, Pag, Pdag } from '../../graph/types.js'
import { asList, checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { columnsOf, globalMembers, localMembers } from './class-members.js'
import { linearEffects } from './linear-effects.js'
import { type Asked, ofMags, ofMember } from './member-effects.js'
import { magsOf } from './pag-members.js'
import { summary } from './summary.js'
import type { PossibleEffects, PossibleEffectsMethod, PossibleEffectsQuestion } from './types.js'

/**
 * The effects that a learned class of graphs leaves possible in a linear model: IDA (intervention calculus when the DAG is
 * absent).
 *
 * A class gives no single effect, but one for each graph in it; the graphs differ in the parents of the treatment, and each
 * set of parents gives the slope of the treatment in one regression. `local` goes through the sets of parents that some graph
 * has (Maathuis, Kalisch & Bühlmann 2009; with background knowledge Fang & He 2020); `optimal` adjusts in each of these for
 * the set of lowest variance instead of the parents (Witte et al. 2020); `global` lists the graphs themselves. All three give
 * the same distinct effects where the graph is right; the multisets differ, since `global` counts graphs. Several treatments
 * are set together (joint IDA: Nandy, Maathuis & Richardson 2017): the effect of each with the others held.
 *
 * For a PAG the MAGs that it stands for are listed; each gives the effect by adjustment, or leaves it open, and then there
 * are no bounds (after Malinsky & Spirtes 2017).
 *
 * Bounds are those of the estimates: that the graph is right, the model linear and the causes all measured (but for a PAG) is
 * taken for granted, and no error of the sample is in them.
 *
 * @param graph - a CPDAG, an MPDAG or a PDAG (with knowledge in it), a PAG, or a DAG, on p nodes
 * @param data - a table of numbers or its moments, with a column for each node that is needed
 * @param question - treatment, outcome, method, budget
 * @returns the effects with the parents that give them, their multiset and bounds
 * @throws CausalError `unknown-name`, `overlap`; `invalid-graph` for a graph that stands for no DAG (or MAG); `too-large`
 *   beyond the budget, or for a PAG with more than 14 circles; `collinear`; `too-few-rows`; `not-supported` for other
 *   methods, or several treatments, with a PAG
 * @complexity `local`: one regression for each clique among the undirected neighbours; `global`: one pass of Meek's rules a graph
 * @category Estimation
 * @see Maathuis, Kalisch & Bühlmann 2009, "Estimating high-dimensional intervention effects from observational data", Annals of Statistics 37
 * @example
 * const m = { names: ['X', 'Y', 'Z'], count: 200, mean: new Float64Array(3), covariance: Float64Array.of(1, 0.5, 0.5, 0.5, 1, 0.5, 0.5, 0.5, 1) }
 * const r = possibleEffects(cpdag('Z -- X -- Y; Z -- Y'), m, { treatment: 'X', outcome: 'Y' })
 * r.effects.map(({ parents: [parents], effect }) => [parents, effect])
 * //=> [[[], 0.5], [['Y'], 0], [['Z', 'Y'], 0], [['Z'], 0.3333333333333333]]
 * r.bounds
 * //=> [0, 0.5]
 */
export function possibleEffects<N extends string>(
  graph: Dag<N> | Cpdag<N> | Mpdag<N> | Pdag<N> | Pag<N>,
  data: Moments<NoInfer<N>> | Table<Record<NoInfer<N>, number>> | Moments | Table,
  question: PossibleEffectsQuestion<NoInfer<N>, NoInfer<N>>,
): PossibleEffects<N, number, readonly [number, number]>
export function possibleEffects<N extends string>(
  graph: Dag<N> | Cpdag<N> | Mpdag<N> | Pdag<N> | Pag<N>,
  data: Moments<NoInfer<N>> | Table<Record<NoInfer<N>, number>> | Moments | Table,
  question: PossibleEffectsQuestion<NoInfer<N>, readonly NoInfer<N>[]>,
): PossibleEffects<N, readonly number[], readonly (readonly [number, number])[]>
export function possibleEffects(
  graph: Dag | Cpdag | Mpdag | Pdag | Pag,
  data: Moments | Table,
  question: PossibleEffectsQuestion,
): PossibleEffects {
  return calledAs('possibleEffects', () => {
    checkOptions('question', question, ['treatment', 'outcome', 'method', 'budget'], { budget: 'number' })
    const g = indexedOfKind(graph, 'dag', 'cpdag', 'mpdag', 'pdag', 'pag')
    const { method, budget } = checkedQuestion(checkedObject('question', question), graph.kind)
    const treatment = asList(question.treatment)
    indexNames('treatment', treatment)
    if (treatment.length === 0) throw new CausalError('invalid-argument', 'name a treatment.')
    const xs = treatment.map((name) => lookUp('node', g.index, name))
    const y = lookUp('node', g.index, question.outcome)
    if (xs.includes(y))
      throw new CausalError('overlap', `${show(question.outcome)} is treatment and outcome: take two different nodes.`)
    const moments = readMoments(data)
    const isOne = typeof question.treatment === 'string'
    const asked: Asked = { g, xs, y, isOne, columns: columnsOf(g, moments.names), linear: linearEffects(moments) }
    if (graph.kind === 'pag') {
      const found = ofMags(asked, magsOf(graph as Pag))
      return summary(asked, question, method, found.effects, found.open, moments.count)
    }
    const members = method === 'global' ? globalMembers(graph, xs, budget) : localMembers(graph, xs, budget)
    const effects = members.map((member) => ofMember(asked, member, method))
    return summary(asked, question, method, effects, 0, moments.count)
  })
}

const methods: readonly unknown[] = ['local', 'optimal', 'global']

function checkedQuestion(
  { treatment, method, budget = 10_000 }: PossibleEffectsQuestion,
  kind: string,
): { readonly method: PossibleEffectsMethod; readonly budget: number } {
  if (method !== undefined && !methods.includes(method)) {
    throw new CausalError('invalid-argument', `method is "local", "optimal" or "global", got ${show(method)}.`)
  }
  if (!(Number.isInteger(budget) && budget >= 1)) {
    throw new CausalError('invalid-argument', `budget is a whole number from 1 on, got ${show(budget)}.`, { budget })
  }
  const found = method ?? (kind === 'pag' ? 'global' : 'local')
  if (kind === 'pag' && (found !== 'global' || typeof treatment !== 'string')) {
    throw new CausalError(
      'not-supported',
      'the graphs of a PAG are gone through one by one, for one treatment: leave `method` out, and name one treatment.',
    )
  }
  if (found === 'optimal' && typeof treatment !== 'string') {
    throw new CausalError(
      'not-supported',
      'several treatments need not have one adjustment set: take method "local" or "global".',
    )
  }
  return { method: found, budget }
}

function readMoments(data: Moments | Table): Moments {
  if (typeof data === 'object' && data !== null && 'covariance' in data) {
    checkMoments(data)
    return data
  }
  return tableMoments(data)
}
