import { CausalError, calledAs } from '../../../errors.js'
import { districts } from '../../../graph/relations/districts.js'
import type { CausalGraph } from '../../../graph/types.js'
import { checkedObject } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import type { Factor } from '../../../probability/types.js'
import { graphOf, type Scm } from '../../../scm/index.js'
import { show } from '../../../show.js'
import { report } from '../../core/report.js'
import type { SearchOptions } from '../../core/types.js'
import { gaussianRisk } from './gaussian-risk.js'
import { graphicalCondition } from './graphical-condition.js'
import { type GaussianProblem, problemOfModel } from './read-model.js'
import { hiddenCause, problemOfJoint, type Roles, readRoles } from './read-source.js'
import { subsetClasses } from './stable-classes.js'
import type { StableProblem } from './stable-problem.js'
import { riskContext, subsetRisk } from './subset-risk.js'
import type { InvariantSubset, NoInvariantSubset, StableClass } from './types.js'

/**
 * Who is who for {@link invariantSubset}.
 *
 * @typeParam N - the names of the variables
 * @category Discovery
 */
export interface InvariantSubsetQuestion<N extends string = string> extends SearchOptions {
  /** What is predicted: in a discrete model a variable whose states are numbers. */
  readonly outcome: N
  /** The variables whose own mechanism may be another in another environment; none is allowed. */
  readonly mutable: N | readonly N[]
  /**
   * The most nodes of the search for the worst mechanisms of one subset (default 20 000), for several mutable variables at once:
   * beyond it the class says `exact: false`, with the best found and an upper bound.
   */
  readonly budget?: number
}

interface GraphAndJoint {
  readonly graph: CausalGraph<'dag' | 'admg'>
  readonly joint: Factor
}

/** Risks nearer than this, relatively, are one. */
const SAME = 1e-10
/** More subsets than this are not listed. */
const MOST_STABLE = 16

/**
 * The stable predictors to use where some variables' mechanisms may change: the subset whose prediction has the least worst-case
 * error over all environments.
 *
 * The mutable variables are always inputs, set and not only seen: the predictor of a subset S is f(s, m) = E[outcome | S = s, do(M = m)],
 * which no environment changes. What an environment changes is how often f is asked where it is poor: if a mutable variable is an effect of
 * the outcome, its new mechanism may pick for each unit the value at which a further predictor misleads. So more stable predictors are not
 * always better. The worst case is a maximum over all mechanisms that read the same parents; it is reached by deterministic ones, since
 * the risk is linear in each row of each mechanism. Subsets that make one prediction are evaluated once.
 *
 * In a linear Gaussian model no mechanism, bounded or not, changes the risk of any f, so that the whole stable set is always optimal.
 *
 * Known of the paper's graphical condition: it is sufficient. Where it does not hold, the whole set may be optimal or not, and only the
 * numbers tell. It did not treat hidden causes: here the other variables may have some, and then the condition does not decide.
 *
 * @param source - a model that is discrete or linear and Gaussian, or `{ graph, joint }` with the distribution of the graph's measured nodes
 * @param question - outcome, mutable variables, budget
 * @returns the subset, its risk, and every class of subsets with theirs; from a joint, a refusal where the worst case does not follow
 * @throws CausalError `unknown-name`, `duplicate-name`, `latent`; `overlap` where the outcome is mutable; `invalid-argument` for an outcome
 *   whose states are no numbers; `too-large` for more than 16 stable variables; `not-supported` for other models; `not-probability`, `aborted`
 * @complexity O(2^s s) separations and O(classes × cells) for s stable variables and one mutable; for several, up to `budget` bounds a class
 * @category Discovery
 * @see Liu, Wu, Wang et al. 2023, "Which invariance should we transfer? A causal minimax learning approach", ICML
 * @example
 * // a mark Z of the illness Y says much where a laboratory sets its test M to 0 and nothing at 1
 * const model = scm({
 *   Y: bernoulli(0.3),
 *   M: cpt(['Y'], { 0: 0.5, 1: 0.2 }),
 *   Z: cpt(['Y', 'M'], { 0: { 0: 0.3, 1: 0.5 }, 1: { 0: 1, 1: 0.5 } }),
 * })
 * const found = invariantSubset(model, { outcome: 'Y', mutable: 'M' })
 * found.found && [found.best, found.minimaxRisk, found.wholeSetOptimal, found.graphicalCondition]
 * //=> [[], 0.21, false, 'does not decide']
 */
export function invariantSubset<T>(
  source: Scm<T>,
  question: InvariantSubsetQuestion<keyof NoInfer<T> & string>,
): InvariantSubset<keyof T & string> | NoInvariantSubset
export function invariantSubset<N extends string>(
  source: { readonly graph: CausalGraph<'dag' | 'admg', N>; readonly joint: Factor<N> },
  question: InvariantSubsetQuestion<NoInfer<N>>,
): InvariantSubset<N> | NoInvariantSubset
export function invariantSubset(
  source: Scm | GraphAndJoint,
  question: InvariantSubsetQuestion,
): InvariantSubset | NoInvariantSubset {
  return calledAs('invariantSubset', () => {
    checkOptions('question', question, ['outcome', 'mutable', 'budget', 'onProgress', 'signal'], { budget: 'number' })
    const { outcome, mutable, budget = 20_000 } = checkedObject('question', question)
    if (!(Number.isInteger(budget) && budget >= 0)) {
      throw new CausalError(
        'invalid-argument',
        `budget is a number of nodes, a whole number from 0 on, got ${show(budget)}.`,
        { budget },
      )
    }
    const whole = isWithJoint(source) ? source.graph : graphOf(source)
    const roles = readRoles(whole, outcome, mutable)
    if (roles.stable.length > MOST_STABLE) {
      throw new CausalError(
        'too-large',
        `${roles.stable.length} stable variables have ${2 ** roles.stable.length} subsets; at most ${MOST_STABLE} are searched. Leave out those that say least of the outcome.`,
        { stable: roles.stable.length, limit: MOST_STABLE },
      )
    }
    const refusal = hiddenCause(roles, whole)
    if (isWithJoint(source)) {
      if (refusal !== null) return refusal
      const problem = problemOfJoint(roles, source.joint)
      return 'found' in problem ? problem : answer(roles, problem, budget, question)
    }
    const problem = problemOfModel(source, roles)
    // in a linear model nothing that a mechanism reads changes the risk, hidden or not
    return refusal !== null && !('count' in problem) ? refusal : answer(roles, problem, budget, question)
  })
}

/** Every class with its risk, and the best of them. */
function answer(
  { graph, outcome, mutable, stable }: Roles,
  problem: StableProblem | GaussianProblem,
  budget: number,
  options: SearchOptions,
): InvariantSubset {
  const named = (positions: readonly number[]): readonly string[] => Object.freeze(positions.map((i) => stable[i]!))
  const classes = subsetClasses(graph, outcome, stable, mutable)
  const context = 'count' in problem ? null : riskContext(problem)
  const settings = { ...options }
  const found = classes.map(({ subset, members }, done): StableClass => {
    report(settings, { stage: 'subsets', level: 0, done: done + 1, total: classes.length, tests: done })
    const risk =
      context === null ? gaussianRisk(problem as GaussianProblem, subset) : subsetRisk(context, subset, budget)
    return Object.freeze({ subset: named(subset), members: Object.freeze(members.map(named)), ...risk })
  })
  found.sort((a, b) => a.worstRisk - b.worstRisk || a.subset.length - b.subset.length)
  const least = found.reduce((most, { atMost }) => Math.min(most, atMost), Number.POSITIVE_INFINITY)
  const near = least + SAME * Math.max(least, Number.MIN_VALUE)
  const chosen = found.filter(({ atMost }) => atMost <= near)
  const rivals = found.filter((each) => !chosen.includes(each) && each.worstRisk <= near)
  const bestSubsets = chosen
    .flatMap(({ members }) => members)
    .sort((a, b) => a.length - b.length || (a.join() < b.join() ? -1 : 1))
  const holdsWhole = (each: StableClass): boolean => each.members.some(({ length }) => length === stable.length)
  const exact = rivals.length === 0 && chosen.every((each) => each.exact)
  const hidden = districts(graph).some(({ length }) => length > 1)
  const condition = graphicalCondition(graph, outcome, new Set(mutable), hidden)
  const isWhole = condition.graphicalCondition === 'holds' || chosen.some(holdsWhole)
  return Object.freeze({
    found: true,
    best: bestSubsets[0]!,
    bestSubsets: Object.freeze(bestSubsets),
    minimaxRisk: Math.max(...chosen.map(({ worstRisk }) => worstRisk)),
    exact,
    stable: Object.freeze([...stable]),
    wholeSetOptimal: exact || condition.graphicalCondition === 'holds' ? isWhole : null,
    ...condition,
    classes: Object.freeze(found),
    method: context === null ? 'gaussian' : 'discrete',
  })
}

/** Whether the source is a graph with a joint, and not a model. */
function isWithJoint(source: Scm | GraphAndJoint): source is GraphAndJoint {
  return 'joint' in checkedObject('source', source)
}
