import { CausalError, calledAs } from '../../errors.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { prob, product, sumOut } from '../../estimand/terms/expr.js'
import { flatEdges } from '../../graph/core/flat-edges.js'
import { type IndexedGraph, indexed } from '../../graph/core/indexed.js'
import { mutilated } from '../../graph/core/mutilated.js'
import { orderOrCycle } from '../../graph/core/order.js'
import { reach } from '../../graph/core/reach.js'
import { checkDisjoint, flags } from '../../graph/core/sets.js'
import { makeGraph } from '../../graph/kinds/build.js'
import { ARROW, TAIL } from '../../graph/kinds/marks.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import { type CalculusSearchOptions, searchLimits } from '../derivation/search-options.js'
import { readAvailable } from '../id/available.js'
import { type MeasuredQuery, measuredQuery } from '../id/causal-query.js'
import { type CombinedAnswer, combineDistributions } from '../id/combine-distributions.js'
import { type GeneralIdentification, generalResult } from '../id/identify-from-experiments.js'
import { shortened } from '../id/simplified.js'
import { readOfPopulations, readPopulations } from '../transport/transport.js'
import { type PolicyQuery, type ReadPolicy, readPolicies } from './policy-query.js'

/**
 * Whether the outcome under policies can be known, and by which formula: soft interventions, which draw a treatment from
 * policy(x | z) instead of setting it.
 *
 * In the graph in which each treatment hears its policy's inputs alone, P(y; policies) = Σ Π policy(xᵢ | zᵢ) P(y, z | do(x)), over the treatments
 * above the outcome there and their inputs. The last factor is identified as {@link identifyFromExperiments} and {@link transport} do:
 * sound, and complete for policies that may be any with these inputs, from whole distributions. In the formula a policy is a term of a population of its
 * own, `P^policy(x | z)`: evaluate it with the source `{ domain: 'policy', given: ['z'], joint }`, whose factor over x and z holds
 * the policy's probabilities.
 *
 * @param graph - a DAG or an ADMG
 * @param query - `{ policies: [{ treatment, given?, name? }], outcome, do?, available?, selection? }`
 * @param options - the limits of a search, where one is needed: `{ budget?, onProgress?, signal? }`
 * @returns the formula and the distributions it uses, the thicket, or that no formula was found
 * @throws CausalError `cycle` where a policy looks at an effect of its treatment; `unknown-name`, `duplicate-name`, `overlap`,
 *   `latent`, `invalid-argument`, `aborted`; `not-supported` for other kinds of graph
 * @complexity as {@link identifyFromExperiments}
 * @see Correa & Bareinboim 2020, "A calculus for stochastic interventions: causal effect identification and surrogate experiments",
 *   AAAI, and "General transportability of soft interventions: completeness results", NeurIPS
 * @category Identification
 * @example
 * const g = dag('Z -> X -> Y; Z -> Y')
 * const r = identifyPolicy(g, { policies: { treatment: 'X', given: 'Z' }, outcome: 'Y' })
 * r.identifiable ? toText(r.estimand) : r.message
 * //=> 'Σ_{X, Z} P(Y | X, Z) P^policy(X | Z) P(Z)'
 */
export function identifyPolicy<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  query: PolicyQuery<NoInfer<N>>,
  options: CalculusSearchOptions = {},
): GeneralIdentification<N> {
  return calledAs('identifyPolicy', () => {
    checkOptions('query', query, ['policies', 'outcome', 'do', 'selection', 'available'])
    checkOptions('options', options, ['budget', 'onProgress', 'signal'], { budget: 'number' })
    const limits = searchLimits(options)

    const { outcome, do: set = [], selection, available } = checkedObject('query', query)
    const asked = measuredQuery(graph, { do: [], outcome })
    const { g } = asked
    const whole = indexed(graph)
    const move = (i: number): number => g.index.get(whole.names[i]!)!
    // in the order of names: the formula is the same however the graph lists its nodes
    const policies = readPolicies(whole, query)
      .map(({ treatment, given, name }) => ({
        treatment: move(treatment),
        given: given.map(move).sort((a, b) => a - b),
        name,
      }))
      .sort((a, b) => a.treatment - b.treatment)
    const act = measuredPositions(whole, 'do', set, true).map(move)
    const treatments = policies.map(({ treatment }) => treatment)
    checkDisjoint(g, ['do', act], ['outcome', asked.y])
    checkDisjoint(g, ['do', act], ['policies', treatments])

    const populations =
      selection === undefined ? [{ name: '', differs: new Uint8Array(g.size) }] : readPopulations(g, selection)
    const taken = policies.find(({ name }) => populations.some((population) => population.name === name))
    if (taken !== undefined) {
      throw new CausalError('duplicate-name', `"${taken.name}" is the name of a policy and of a population.`, {
        name: taken.name,
      })
    }
    const data =
      selection === undefined
        ? readAvailable(g, available ?? [{}])
        : readOfPopulations(g, available ?? populations.map(({ name: domain }) => ({ domain })), populations)
    const live = policiesThatMatter(g, policies, act, asked.y)
    const inner = innerQuestion(asked, live, act)
    const { q, answer } = combineDistributions({ q: inner, data, populations }, limits)
    const names = populations.map(({ name }) => name)
    if (!('expr' in answer)) return generalResult<N>({ q, answer }, names)
    return generalResult<N>(withPolicies(inner, asked.y, { q, answer }, live), names)
  })
}

/** The policies of treatments above the outcome in the graph in which each treatment hears its policy's inputs alone. */
function policiesThatMatter(
  g: IndexedGraph,
  policies: readonly ReadPolicy[],
  act: readonly number[],
  y: readonly number[],
): readonly ReadPolicy[] {
  const replaced = flags(g.size, [...act, ...policies.map(({ treatment }) => treatment)])
  const edges = flatEdges(mutilated(g, replaced, new Uint8Array(g.size)))
  for (const { treatment, given } of policies) for (const i of given) edges.push(i, treatment, TAIL, ARROW)
  const under = indexed(makeGraph('admg', g.names, edges))
  orderOrCycle(under)
  const above = reach(under.parents, y)
  return policies.filter(({ treatment }) => above[treatment] === 1)
}

/** P(y, z | do(x)): the outcomes and inputs that are not treatments themselves, under the treatments. */
function innerQuestion(asked: MeasuredQuery, live: readonly ReadPolicy[], act: readonly number[]): MeasuredQuery {
  const x = [...new Set([...act, ...live.map(({ treatment }) => treatment)])].sort((a, b) => a - b)
  const y = [...new Set([...asked.y, ...live.flatMap(({ given }) => given)])]
    .filter((i) => !x.includes(i))
    .sort((a, b) => a - b)
  return { ...asked, x, y, z: [] }
}

/** The formula of P(y, z | do(x)) averaged over the policies, as an answer to the question about the outcome. */
function withPolicies(
  inner: MeasuredQuery,
  outcome: readonly number[],
  { q, answer }: { readonly q: MeasuredQuery; readonly answer: Extract<CombinedAnswer, { expr: unknown }> },
  live: readonly ReadPolicy[],
): { readonly q: MeasuredQuery; readonly answer: CombinedAnswer } {
  const at = (i: number): number => q.g.index.get(inner.g.names[i]!)!
  const { symbols } = answer
  const labels = new Map(answer.labels)
  const factors = live.map(({ treatment, given, name }, k) => {
    labels.set(`policy ${k}`, name)
    return prob([at(treatment)], given.map(at), [], `policy ${k}`)
  })
  const y = outcome.map(at)
  const gone = [...new Set(live.flatMap(({ treatment, given }) => [treatment, ...given]).map(at))]
    .filter((i) => !y.includes(i) && (q.y.includes(i) || live.some(({ treatment }) => at(treatment) === i)))
    .sort((a, b) => a - b)
  const whole = sumOut(symbols, gone, product([...factors, shortened(q, answer)]))
  // the graph says nothing about policies: they are not to be shortened by it
  return { q, answer: { ...answer, expr: simplifyExpr(symbols, whole), labels, mayUseGraph: false } }
}
