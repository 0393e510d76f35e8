import { calledAs } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { flags } from '../../graph/core/sets.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { fails, holds, type Verdict } from '../../verdict.js'
import { maskOf } from '../core/mask-graph.js'
import { type DataQuestion, projectedQuestion, reducedQuestion } from '../core/reduced-question.js'
import { knownTerms, mostSearched, searchFormula } from '../core/search-distributions.js'
import type { SearchStep } from '../core/search-types.js'
import { type AvailableDistribution, readAvailable } from '../id/available.js'
import { measuredQuery } from '../id/causal-query.js'
import type { GeneralIdentification } from '../id/identify-from-experiments.js'
import { finishedEstimand } from '../id/simplified.js'
import type { CalculusStep } from '../recovery/search-result.js'
import { readOfPopulations, readPopulations, type TransportQuery } from '../transport/transport.js'
import type { DoSearchQuestion, DoSearchResult } from './do-search.js'
import { searchStepFault } from './replay-search.js'
import { thicketFault } from './thicket-fault.js'
import { isFormula } from './verify-derivation.js'

/**
 * Checks what a search by the do-calculus answered: each step against the graph, and that the formula follows from the steps.
 *
 * Known terms must be among the data, each rule of the do-calculus must find its separation in the mutilated graph, each rule of
 * probability its terms; the last step must be the query, and the formula is made anew. A thicket is checked by its definition. That
 * nothing was found cannot be checked.
 *
 * @param graph - the graph that was asked about
 * @param question - the question of {@link doSearch}; for {@link transport}, `selection` too, and a `domain` for each distribution
 * @param result - what {@link doSearch}, {@link identifyFromExperiments} or {@link transport} answered, perhaps read back from a file
 * @returns `{ valid: true }`, or `{ valid: false, reason, message, step }` for the first step at fault
 * @throws CausalError as {@link doSearch}
 * @complexity O(n + m) for each step, and the simplification of the formula
 * @category Identification
 * @example
 * const g = admg('X -> M -> Y; X <-> Y')
 * const asked = { query: { do: 'X', outcome: 'Y' }, data: [{}] } as const
 * verifySearch(g, asked, doSearch(g, asked))
 * //=> { valid: true }
 * verifySearch(g, { query: { do: 'M', outcome: 'Y' }, data: [{}] }, doSearch(g, asked)).valid
 * //=> false
 */
export function verifySearch<N extends string>(
  graph: CausalGraph<CausalGraph['kind'], N>,
  question: Pick<DoSearchQuestion<NoInfer<N>>, 'query'> & {
    readonly data: readonly (AvailableDistribution<NoInfer<N>> & { readonly domain?: string })[]
    readonly selection?: TransportQuery<NoInfer<N>>['selection']
  },
  result: DoSearchResult<N> | GeneralIdentification<N>,
): Verdict {
  return calledAs('verifySearch', () => {
    checkOptions('question', question, ['query', 'data', 'selection'])
    const { query, data: available, selection } = checkedObject('question', question)
    checkOptions('query', query, ['do', 'outcome', 'given'])

    const asked = measuredQuery(graph, { ...query, do: checkedObject('query', query).do ?? [] })
    const populations =
      selection === undefined
        ? [{ name: '', differs: new Uint8Array(asked.g.size) }]
        : readPopulations(asked.g, selection)
    const data =
      selection === undefined ? readAvailable(asked.g, available) : readOfPopulations(asked.g, available, populations)
    const whole = { q: asked, data, populations }
    const reduced = reducedQuestion(whole)
    const answer = checkedObject('result', result) as {
      readonly thicket?: unknown
      readonly derivation?: readonly CalculusStep[]
      readonly estimand?: Estimand
    }
    if (typeof answer.thicket === 'object' && answer.thicket !== null) {
      // whole distributions are answered in the graph itself
      const faults = [reduced, whole].map((each) => thicketFault(each, answer.thicket))
      return faults.includes(null) ? holds : fails('hedge', faults[0]!, null)
    }
    if (answer.derivation === undefined || answer.estimand === undefined) {
      return fails('not-a-record', 'there is no formula with a derivation, and no thicket.', null)
    }
    const steps = checkedList('derivation', answer.derivation)
    if (steps.length === 0) return fails('not-a-record', 'the formula was not searched for: it has no steps.', null)
    return replayed(whole, reduced, steps, answer.estimand)
  })
}

function replayed(
  { q: whole, populations: all }: DataQuestion,
  reduced: DataQuestion,
  derivation: readonly CalculusStep[],
  estimand: Estimand,
): Verdict {
  const part = projectedQuestion(reduced, spokenOf(reduced, derivation))
  const { q, data, populations } = part
  if (q.g.size > mostSearched) return fails('not-a-record', 'the steps speak of more nodes than any search does.', null)
  const domains = populations.map(({ name }) => name)
  const known = knownTerms(data, domains)
  const steps: SearchStep[] = []
  // separations are looked for in the graph as it was given
  const place = q.g.names.map((name) => whole.g.index.get(name)!)
  const replay = { g: whole.g, place, known, differs: all.map(({ differs }) => differs) }
  for (const [at, entry] of derivation.entries()) {
    const step = readStep(q.g.index, domains, entry, at)
    if (step === null) return fails('not-a-record', 'the step is not of the shape of a step.', at)
    steps.push(step)
    const fault = searchStepFault(replay, steps, at)
    if (fault !== null) return fails('rule', fault, at)
  }
  const last = steps.at(-1)!
  const [of, act, given] = [q.y, q.x, q.z].map(maskOf)
  if (last.of !== of || last.act !== act || last.given !== given || last.domain !== 0) {
    return fails('conclusion', 'the last step is not the query.', steps.length - 1)
  }
  const formula = finishedEstimand(q, searchFormula(q.g.names, known, domains, steps)!)
  return isFormula(estimand, formula)
    ? holds
    : fails('conclusion', 'the formula is not the one that the steps make.', null)
}

/** The nodes of the question and of the steps. */
function spokenOf({ q: { g, x, y, z } }: DataQuestion, derivation: readonly CalculusStep[]): Uint8Array {
  const named = derivation.flatMap((step) => [step?.of, step?.do, step?.given].filter(Array.isArray).flat())
  return flags(g.size, [...x, ...y, ...z, ...named.flatMap((name) => g.index.get(name) ?? [])])
}

/** A step that may come from anywhere, as masks; null where it is none. */
function readStep(
  index: ReadonlyMap<string, number>,
  domains: readonly string[],
  entry: CalculusStep,
  at: number,
): SearchStep | null {
  if (typeof entry !== 'object' || entry === null) return null
  const { rule, from, domain = domains[0]! } = entry as Partial<CalculusStep>
  const lists = [entry.of, entry.do, entry.given]
  if (!lists.every(Array.isArray) || !Array.isArray(from)) return null
  const positions = lists.flat().map((name) => index.get(name) ?? -1)
  if (positions.includes(-1) || new Set(positions).size !== positions.length || entry.of.length === 0) return null
  if (!from.every((k) => Number.isInteger(k) && k >= 0 && k < at) || !domains.includes(domain)) return null
  const [of, act, given] = lists.map((list) => maskOf(list.map((name) => index.get(name)!))) as [number, number, number]
  return { rule: rule as SearchStep['rule'], of, act, given, domain: domains.indexOf(domain), from }
}
