import { CausalError, calledAs } from '../../errors.js'
import type { Dag } from '../../graph/types.js'
import { checkedObject, indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import type { Scm } from '../../scm/index.js'
import { show } from '../../show.js'
import { type LeverQuestion, rewardsOf } from './arm-rewards.js'
import type { CausalBanditOptions, CausalBanditRun, Pull, PullQuestion } from './bandit-types.js'
import { checkNumberOfLevers, readLevers } from './linear-levers.js'
import type { PullRecord } from './pull-record.js'
import { type BanditSettings, runCausalBandit } from './run-causal-bandit.js'
import { simulatedPulls } from './simulated-pulls.js'

/** The most levers whose arms are compared at each choice. */
const mostCompared = 12

/**
 * Learns which levers to pull, every subset of them an arm, from a linear world whose graph and weights are not known.
 *
 * First the arm without levers and each single lever are pulled; the graph among the reward's ancestors is learned with a low penalty, for
 * a missed ancestor costs more than a false one, and learned again as the pulls double. Each ancestor has two regressions on its parents, with its lever and without; an arm's
 * mean goes through them, and its error adds up from their ellipsoids. The arm of the greatest upper bound is pulled next. Where a
 * regression has changed (a generalised likelihood ratio test), all begins anew. There are no hidden causes, nothing follows the reward, and the noise may have any
 * shape with a variance. What it gains over other bandits, and where it does not, is measured in the guide.
 *
 * @param source - a model of `linear` mechanisms to simulate, or a function that pulls an arm in the world
 * @param question - of a model the reward and what each lever does; of a function the nodes, the reward and the levers
 * @param options - the number of pulls; explore, penalty, exploration, alpha, knowledge, seed, progress, signal
 * @returns what was pulled and earned, the regret where the model is known, the best arm and the graph that were learned
 * @throws CausalError `invalid-argument` for fewer pulls than the beginning needs, or a pull that gives no numbers; `unknown-name`,
 *   `duplicate-name`, `overlap`, `cycle`, `not-supported`, `too-large` for more than 12 levers; `constant-column`, `aborted`
 * @complexity O(log(pulls) × 2^levers × edges) for the choices, O(pulls × ancestors × parents²) for the regressions, and a search of the graph
 *   each time the pulls double
 * @category Decisions
 * @see Peng, Zhang & Mitra 2024, "Asymmetric graph error control with low complexity in causal bandits", arXiv 2408.11240
 * @example
 * const model = scm({
 *   Z: normal(1, 1),
 *   X: linear({ Z: 1 }, normal(0, 1)),
 *   W: linear({ Z: 1 }, normal(0, 1)),
 *   Y: linear({ X: 1 }, normal(0, 1)),
 * })
 * const run = causalBandit(
 *   model,
 *   { reward: 'Y', levers: { X: linear({ Z: 3 }, normal(0, 1)), W: linear({ Z: -1 }, normal(0, 1)) } },
 *   { pulls: 500 },
 * )
 * run.best
 * //=> ['X']
 * run.ancestors
 * //=> ['Z', 'X']
 */
export function causalBandit<T>(
  source: Scm<T>,
  question: LeverQuestion<NoInfer<T>>,
  options: CausalBanditOptions<keyof NoInfer<T> & string>,
): CausalBanditRun<keyof T & string>
export function causalBandit<const N extends string>(
  source: Pull<NoInfer<N>>,
  question: PullQuestion<N>,
  options: CausalBanditOptions<NoInfer<N>>,
): CausalBanditRun<N>
export function causalBandit(
  source: Scm | Pull,
  question: LeverQuestion | PullQuestion,
  options: CausalBanditOptions,
): CausalBanditRun {
  return calledAs('causalBandit', () => {
    const isPull = typeof source === 'function'
    checkOptions('question', question, ['nodes', 'reward', 'levers'])
    if (!isPull && 'nodes' in checkedObject('question', question)) {
      throw new CausalError('unknown-option', '`nodes` is for a function that pulls: a model knows its own.', {
        option: 'nodes',
      })
    }
    checkOptions(
      'options',
      options,
      ['pulls', 'explore', 'penalty', 'knowledge', 'exploration', 'alpha', 'seed', 'onProgress', 'signal'],
      { pulls: 'number', explore: 'number', penalty: 'number', exploration: 'number' },
    )
    const asked = checkedObject('question', question)
    const world = isPull
      ? pullWorld(source, asked as PullQuestion, options)
      : modelWorld(source, asked as LeverQuestion, options)
    const { names, levers, reward, truth } = world
    const { settings } = world
    const record: PullRecord = {
      names,
      leverNodes: Int32Array.from(levers, (name) => names.indexOf(name)),
      columns: names.map(() => new Float64Array(settings.pulls)),
      arms: new Int32Array(settings.pulls),
    }
    const pull = (arm: number, at: number): void => {
      const row = world.pull(arm, at)
      for (const [i, column] of record.columns.entries()) column[at] = row[i]!
    }
    const { graph, regressions, changes, explored, best } = runCausalBandit(record, reward, pull, settings)
    const ancestors = names.filter((_, i) => i !== reward && regressions.nodes.includes(i))
    return Object.freeze({
      levers: Object.freeze([...levers]),
      arms: record.arms,
      rewards: record.columns[reward]!,
      regret: truth === null ? null : regretOf(truth, record.arms),
      best: Object.freeze(levers.filter((_, k) => (best >> k) & 1)),
      bestReward: regressions.expected(best).mean,
      graph: graph as Dag,
      ancestors: Object.freeze(ancestors),
      changes: Object.freeze(changes),
      explored,
    })
  })
}

/** A world to pull in. */
interface World {
  readonly names: readonly string[]
  readonly levers: readonly string[]
  readonly reward: number
  readonly pull: (arm: number, at: number) => ArrayLike<number>
  readonly truth: Float64Array | null
  readonly settings: BanditSettings
}

function modelWorld(model: Scm, { reward, levers }: LeverQuestion, options: CausalBanditOptions): World {
  const read = readLevers(model, reward, levers as Readonly<Record<string, unknown>>)
  const settings = readSettings(options, read.levers.length)
  const pull = simulatedPulls(model, read, settings.pulls, options.seed ?? 0)
  return { names: read.names, levers: read.levers, reward: read.reward, pull, truth: rewardsOf(read), settings }
}

function pullWorld(pull: Pull, { nodes, reward, levers }: PullQuestion, options: CausalBanditOptions): World {
  const index = indexNames('node', nodes)
  const y = lookUp('node', index, reward)
  for (const lever of indexNames('lever', levers).keys()) lookUp('node', index, lever)
  if (levers.includes(reward))
    throw new CausalError('overlap', `the reward ${show(reward)} cannot be a lever as well.`, { name: reward })
  const settings = readSettings(options, levers.length)
  const inNumbers = (arm: number, at: number): Float64Array => {
    const names = Object.freeze(levers.filter((_, k) => (arm >> k) & 1))
    const row: unknown = pull(names, at)
    return Float64Array.from(nodes, (name) => {
      const value = typeof row === 'object' && row !== null ? (row as Record<string, unknown>)[name] : undefined
      if (typeof value === 'number' && Number.isFinite(value)) return value
      throw new CausalError(
        'invalid-argument',
        `pull ${at} (counting from 0) of the arm ${show(names)} gave ${show(value)} for ${show(name)}: a finite number is needed for each node.`,
        { arm: names, node: name },
      )
    })
  }
  return { names: nodes, levers, reward: y, pull: inNumbers, truth: null, settings }
}

function readSettings(options: CausalBanditOptions, levers: number): BanditSettings {
  const {
    pulls,
    explore = 10,
    penalty = 0.5,
    exploration = 1,
    alpha = 0.01,
    onProgress,
    signal,
    knowledge,
  } = checkedObject('options', options)
  const wrong = (message: string): never => {
    throw new CausalError('invalid-argument', message)
  }
  if (levers === 0) wrong('there is no lever: give one at least.')
  checkNumberOfLevers(levers, mostCompared)
  if (!(Number.isInteger(explore) && explore >= 5)) wrong(`explore is ${show(explore)}: give a whole number from 5 on.`)
  const first = explore * (levers + 1)
  if (!(Number.isInteger(pulls) && pulls >= first && pulls <= 2 ** 26)) {
    wrong(
      `pulls is ${show(pulls)}: the beginning pulls ${levers + 1} arms ${explore} times each; give a whole number from ${first} on, or a lower \`explore\`.`,
    )
  }
  if (!(Number.isFinite(penalty) && penalty > 0)) wrong(`penalty is ${show(penalty)}: give a number above 0.`)
  if (!(Number.isFinite(exploration) && exploration >= 0))
    wrong(`exploration is ${show(exploration)}: give a number from 0 on.`)
  if (!(alpha >= 0 && alpha < 1)) wrong(`alpha is ${show(alpha)}: give a number from 0 up to 1.`)
  if (onProgress !== undefined && typeof onProgress !== 'function') wrong('onProgress must be a function.')
  return {
    ...{ pulls, explore, penalty, exploration, alpha },
    ...(knowledge === undefined ? {} : { knowledge }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(signal === undefined ? {} : { signal }),
  }
}

function regretOf(truth: Float64Array, arms: Int32Array): Float64Array {
  const most = truth.reduce((best, value) => Math.max(best, value), Number.NEGATIVE_INFINITY)
  let sum = 0
  return Float64Array.from(arms, (arm) => {
    sum += most - truth[arm]!
    return sum
  })
}
