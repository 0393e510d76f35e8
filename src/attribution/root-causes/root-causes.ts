import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedLearner } from '../../learners/core/checked-learner.js'
import type { Learner } from '../../learners/core/types.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { LaggedGraph, Series } from '../../timeseries/types.js'
import type { RootCauses } from './answer-types.js'
import { answerOf } from './core/answer.js'
import { checkedAlpha } from './core/checked-alpha.js'
import { checkedSuspicions } from './core/checked-suspicions.js'
import { readIncident } from './core/incident.js'
import { isSeries, type Recorded } from './core/steps.js'
import type { RootCauseMethod } from './incident-types.js'
import { residualScores } from './methods/residual-scores.js'

/**
 * What {@link rootCauses} is told besides the steps.
 *
 * @category Attribution
 */
export interface RootCausesOptions<N extends string = string, D = never> {
  /**
   * The causal graph over the columns to look at: a DAG, or the class that a search found; for series one over time, or one whose
   * edges are all of the same time.
   */
  readonly graph?: CausalGraph<'dag' | 'cpdag' | 'mpdag' | 'pdag', N> | LaggedGraph
  /** Learns the graph from the steps before, in place of `graph`: such as `(quiet) => pc(fisherZ(quiet)).graph`. */
  readonly discovery?: (before: D) => CausalGraph | LaggedGraph
  /** How suspects are scored, {@link residualScores} unless told. */
  readonly method?: RootCauseMethod
  /** The variable that raised the alert: only what leads to it is accused, and paths end there. */
  readonly target?: NoInfer<N>
  /** How mechanisms are learned from the steps before; least squares unless told. */
  readonly learner?: Learner
  /** The chance to name a cause where nothing changed, over all variables; 0.05 unless told. */
  readonly alpha?: number
}

/**
 * What broke? Compares the steps before and after a trigger, and ranks the variables whose own mechanism changed.
 *
 * A fault moves everything downstream of it, so what moved most is seldom what broke. With a causal graph each variable is held
 * against what its direct causes, at their lags, predict: where the prediction still holds the variable only passed the fault on.
 * First it is tested whether any mechanism changed at all (means and spreads, Holm over variables): where none did, the answer is
 * `found: false`, not a ranking of noise. Then the method scores, and each cause comes with its evidence, its path to the
 * alert, and its ties. `untold` names what the data cannot say: constant or determined columns, edges without direction, causes far
 * outside what was seen before.
 *
 * Where edges lack a direction, those DAGs of the class count in which the fewest mechanisms changed; a variable that changed in one of
 * them is accused, and `untold` says that the data cannot decide.
 *
 * Two tables hold independent rows; two series (of one recording: {@link splitSeries}) hold steps, and where the series after
 * goes on where the one before ends, lags reach across. What a graph leaves out it cannot excuse: the answer is as good as the graph.
 *
 * @param before - quiet steps, a table or a series
 * @param after - the steps from the trigger on, of the same kind
 * @param options - `graph` or `discovery`, `method`, `target`, `learner`, `alpha`
 * @returns the causes, ranked; or that there are none to name, and why
 * @throws CausalError `unknown-name`; `invalid-argument` where the method needs a graph or a target that is not there; `type-mismatch`
 *   for a table beside a series, or a graph with lags for tables; `missing-values` and `invalid-data` for tables; `too-few-rows` without steps before, or fewer
 *   than lags; `cycle` for effects at the same time that form one; `latent` and `not-supported` for graphs with hidden causes; those
 *   of the search, the method and the learner
 * @complexity O(steps × causes²) a variable, and what the method adds
 * @category Attribution
 * @see Li et al. 2022, "Causal inference-based root cause analysis for online service systems with intervention recognition", KDD
 * @example
 * const system = (fault: number) =>
 *   scm({ db: normal(5 + fault, 1), api: linear({ db: 2 }, normal(0, 1)), page: linear({ api: 1 }, normal(0, 1)) })
 * const why = rootCauses(sample(system(0), 200, { seed: 1 }), sample(system(4), 40, { seed: 2 }), {
 *   graph: dag('db -> api -> page'),
 *   target: 'page',
 * })
 * why.found && why.causes.map(({ variable, path }) => [variable, path])
 * //=> [['db', ['db', 'api', 'page']]]
 */
export function rootCauses<T, N extends keyof T & string = keyof T & string>(
  before: Table<T>,
  after: Table<NoInfer<T>>,
  options?: RootCausesOptions<N, Table<T>>,
): RootCauses<N>
export function rootCauses<T, N extends keyof T & string = keyof T & string>(
  before: Series<T>,
  after: Series<NoInfer<T>>,
  options?: RootCausesOptions<N, Series<T>>,
): RootCauses<N>
export function rootCauses(
  before: Recorded,
  after: Recorded,
  options: RootCausesOptions<string, never> = {},
): RootCauses {
  return calledAs('rootCauses', () => {
    checkOptions('options', options, ['graph', 'discovery', 'method', 'target', 'learner', 'alpha'])
    const { graph, discovery, method = residualScores(), target } = options
    const alpha = checkedAlpha(options.alpha ?? 0.05)
    checkMethod(method)
    if (graph !== undefined && discovery !== undefined)
      throw new CausalError('contradiction', 'give a graph, or a discovery that learns one, not both.')
    if (discovery !== undefined && typeof discovery !== 'function')
      throw new CausalError(
        'invalid-argument',
        `discovery learns a graph from the steps before, such as (quiet) => pc(fisherZ(quiet)).graph, got ${show(discovery)}.`,
      )
    checkedObject('steps before', before)
    checkedObject('steps after', after)
    const known = graph ?? (discovery === undefined ? null : discovery(before as never))
    for (const need of method.needs)
      if (need === 'graph' ? known === null : target === undefined)
        throw new CausalError(
          'invalid-argument',
          need === 'graph'
            ? `${method.name} needs a graph: give \`graph\`, or \`discovery\` to learn one from the steps before.`
            : `${method.name} starts at the alert: name its variable as \`target\`.`,
          { need },
        )
    const read = readIncident(before, after, {
      graph: known,
      target: target ?? null,
      learner: options.learner === undefined ? null : checkedLearner('learner', options.learner),
      alpha,
      mayCycle: method.mayCycle === true,
    })
    const spare = spareColumns(before, read.incident.names)
    const answer = answerOf(read, method, () => checkedSuspicions(method, read.incident))
    if (spare.length === 0) return answer
    const said = `the graph does not name the columns ${quoteNames(spare)}: they were not looked at.`
    return Object.freeze({ ...answer, warnings: Object.freeze([...answer.warnings, said]) })
  })
}

function checkMethod(method: RootCauseMethod): void {
  if (
    typeof method === 'object' &&
    method !== null &&
    typeof method.name === 'string' &&
    Array.isArray(method.needs) &&
    typeof method.suspect === 'function'
  )
    return
  throw new CausalError(
    'invalid-argument',
    `method needs one, such as residualScores() (called, not the function itself), or a record { name, needs, suspect }, got ${show(method)}.`,
  )
}

function spareColumns(before: Recorded, names: readonly string[]): string[] {
  const { columns } = isSeries(before) ? before.table : before
  return columns.filter((name) => !names.includes(name))
}
