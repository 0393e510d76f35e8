import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import { checkedFunction } from '../../scm/mechanisms/checks.js'
import { show } from '../../show.js'
import { exactShapley } from '../shapley/exact-shapley.js'
import { shapleyByPermutations } from '../shapley/shapley-by-permutations.js'

/**
 * One step of a log of agents.
 *
 * @category Attribution
 */
export interface AgentStep<A extends string = string> {
  /** Who did it. */
  readonly agent: A
  /** How good the step was in itself, from 0 (wrong) to 1 (right), whoever judged it. */
  readonly score: number
  /** The positions (from 0) of the earlier steps whose output it used; the step before it unless told, none for the first. */
  readonly reads?: readonly number[]
}

/**
 * What {@link failureAttribution} is told besides the log.
 *
 * @category Attribution
 */
export interface FailureAttributionOptions {
  /**
   * The performance of a step from its own score and the performances of the steps that it read: own × their mean unless told. Fit it
   * to logs with known outcomes where there are some.
   */
  readonly performance?: (own: number, inputs: readonly number[]) => number
  /** What a step scores once it is repaired, 1 unless told. */
  readonly good?: number
  /** Pairs of random orders where more than 12 agents act, 200 unless told. */
  readonly draws?: number
  /** The seed of the orders, 1 unless told. */
  readonly seed?: number | string
}

/**
 * Who failed, and when.
 *
 * @category Attribution
 */
export interface FailureAttribution<A extends string = string> {
  /** The performance of the last step, as the scores have it. */
  readonly performance: number
  /** What it would be, had all steps been good: the blame sums to the difference. */
  readonly repaired: number
  /** Each agent's blame, the largest first: its Shapley value of the performance won by repairing all its steps. */
  readonly blame: readonly { readonly agent: A; readonly blame: number; readonly standardError: number }[]
  /** The step whose repair alone wins the most (the earliest of equals); null where no single repair wins anything. */
  readonly decisive: { readonly step: number; readonly agent: A; readonly effect: number } | null
  /** What the repair of each step alone would win. */
  readonly effects: Float64Array
  /** `exact`: every set of agents was valued; `permutations`: those on random orders. */
  readonly method: 'exact' | 'permutations'
  /** What to mind, in sentences. */
  readonly warnings: readonly string[]
}

const mostEnumerated = 12

/**
 * Who is to blame for a failed run of several agents, and at which step it was lost: scores in, blame out.
 *
 * The log's data dependencies (who read whom), reversed, say how performance flows: a step is as good as its own work on what it
 * was given. The worth of a set of agents is the performance of the last step, had they done all their steps well, the rest staying
 * as it was; blame is the Shapley value. The decisive step is the one whose repair alone helps most. The judgement of single steps stays with the caller (a rubric, a test, a model); so does the
 * form of `performance`, which decides what repairs are worth.
 *
 * @param steps - the log in order, at most a few hundred steps; the last one is the outcome
 * @param options - `performance`, `good`, `draws`, `seed`
 * @returns blame of agents, effects of steps
 * @throws CausalError `invalid-argument` for an empty log, scores outside [0, 1], or steps that read later ones
 * @complexity O(steps × 2^agents) up to 12 agents, with more O(steps × agents × draws)
 * @category Attribution
 * @see Ma et al. 2025, "Automatic failure attribution and critical step prediction method for multi-agent systems based on causal
 *   inference",
 *   arXiv 2509.08682; Shapley 1953
 * @example
 * const found = failureAttribution([
 *   { agent: 'planner', score: 1 },
 *   { agent: 'coder', score: 0.2 },
 *   { agent: 'tester', score: 0.5 },
 *   { agent: 'coder', score: 1, reads: [1, 2] },
 * ])
 * found.blame.map(({ agent, blame }) => [agent, blame])
 * //=> [['coder', 0.7], ['tester', 0.15], ['planner', 0]]
 * found.decisive!.step
 * //=> 1
 */
export function failureAttribution<const A extends string>(
  steps: readonly AgentStep<A>[],
  options: FailureAttributionOptions = {},
): FailureAttribution<A> {
  return calledAs('failureAttribution', () => {
    checkOptions('options', options, ['performance', 'good', 'draws', 'seed'], { good: 'number' })
    const { performance = ownTimesMean, good = 1, draws = 200, seed = 1 } = options
    checkedFunction('performance', performance)
    if (!(good > 0 && good <= 1))
      throw new CausalError('invalid-argument', `good is ${show(good)}: give a score above 0, at most 1.`, { good })
    if (!(Number.isInteger(draws) && draws >= 2))
      throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 2 on.`, { draws })
    const log = checkedLog(steps)
    const outcome = (isRepaired: (step: number) => boolean): number => {
      const performances = new Float64Array(log.length)
      for (const [i, { score, reads }] of log.entries()) {
        const value = performance(
          isRepaired(i) ? Math.max(good, score) : score,
          reads.map((r) => performances[r]!),
        )
        if (!Number.isFinite(value))
          throw new CausalError('invalid-argument', `performance gave ${show(value)} at step ${i}: give a number.`, {
            step: i,
          })
        performances[i] = value
      }
      return performances.at(-1)!
    }
    const agents = [...new Set(log.map(({ agent }) => agent))]
    const of = Int32Array.from(log, ({ agent }) => agents.indexOf(agent))
    const now = outcome(() => false)
    const exact = agents.length <= mostEnumerated
    const { shares, errors } = exact
      ? {
          shares: exactShapley(
            agents.length,
            Float64Array.from({ length: 2 ** agents.length }, (_, set) => outcome((i) => ((set >> of[i]!) & 1) === 1)),
          ),
          errors: new Float64Array(agents.length),
        }
      : shapleyByPermutations(
          agents.length,
          (inside) => outcome((i) => inside[of[i]!] === 1),
          draws,
          generator(seedStream(seed)),
        )
    const effects = Float64Array.from(log, (_, step) => outcome((i) => i === step) - now)
    const most = effects.reduce((largest, effect) => Math.max(largest, effect), 0)
    const step = effects.findIndex((effect) => effect >= most * (1 - 1e-12))
    const order = [...agents.keys()].sort((a, b) => shares[b]! - shares[a]! || (agents[a]! < agents[b]! ? -1 : 1))
    return Object.freeze({
      performance: now,
      repaired: outcome(() => true),
      blame: Object.freeze(
        order.map((a) => Object.freeze({ agent: agents[a]! as A, blame: shares[a]!, standardError: errors[a]! })),
      ),
      decisive: most > 0 ? Object.freeze({ step, agent: log[step]!.agent as A, effect: most }) : null,
      effects,
      method: exact ? ('exact' as const) : ('permutations' as const),
      warnings: Object.freeze(
        most > 0
          ? []
          : [
              'no repair of one step alone wins anything: several must go together, or no step that bears on the last one was bad.',
            ],
      ),
    })
  })
}

function ownTimesMean(own: number, inputs: readonly number[]): number {
  return inputs.length === 0 ? own : (own * inputs.reduce((sum, v) => sum + v, 0)) / inputs.length
}

function checkedLog(steps: readonly AgentStep[]): { agent: string; score: number; reads: readonly number[] }[] {
  checkedList('steps', steps)
  if (steps.length === 0) throw new CausalError('invalid-argument', 'the log has no steps.')
  return Array.from(steps, (step, i) => {
    const { agent, score, reads = i === 0 ? [] : [i - 1] } = checkedObject(`step ${i}`, step)
    if (typeof agent !== 'string' || agent === '')
      throw new CausalError('invalid-argument', `step ${i} needs the name of its agent, got ${show(agent)}.`, {
        step: i,
      })
    if (!(typeof score === 'number' && score >= 0 && score <= 1))
      throw new CausalError(
        'invalid-argument',
        `the score of step ${i} is ${show(score)}: give a number from 0 to 1.`,
        {
          step: i,
        },
      )
    checkedList(`reads of step ${i}`, reads)
    for (const r of reads)
      if (!(Number.isInteger(r) && r >= 0 && r < i))
        throw new CausalError(
          'invalid-argument',
          `step ${i} reads step ${show(r)}, which does not come before it (positions count from 0).`,
          { step: i, reads: r },
        )
    return { agent, score, reads }
  })
}
