import type { Cell, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { finite } from '../../probability/families/distribution.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import type { Law } from '../mechanisms/law.js'
import { makeScm } from '../models/scm.js'
import type { Scm } from '../models/types.js'
import { type DiscreteLesson, discreteLesson } from './discrete-lesson.js'
import { type EmRun, emIndex, emRun, randomTables } from './em-core.js'
import { spareColumns } from './fit-warnings.js'

/**
 * Options of {@link fitLatentScm}.
 *
 * @category Models
 */
export interface LatentFitOptions<N extends string = string> {
  /** How many states each latent node has. */
  readonly states: { readonly [V in N]?: number }
  /** How many random starts, 10 unless told. */
  readonly starts?: number
  /** The most iterations of each, 1000 unless told. */
  readonly maxIterations?: number
  /** A run has converged where an iteration gains less log-likelihood than this a row; 1e-9 unless told. */
  readonly tolerance?: number
  /** What is added to each expected count, 0 unless told. */
  readonly smoothing?: number
  /** The seed of the starts, 0 unless told. */
  readonly seed?: number | string
}

/**
 * A model with latent nodes, and how far it can be trusted.
 *
 * @category Models
 */
export interface LatentFit<T> {
  /** The model of the best start; its latent variables hold 0, 1, …, which may be swapped without any change in the data. */
  readonly model: Scm<T>
  /** The log-likelihood of the rows. */
  readonly logLikelihood: number
  /** Every start, best first. */
  readonly starts: readonly {
    readonly logLikelihood: number
    readonly iterations: number
    readonly converged: boolean
  }[]
  /** How many starts ended within 0.01 of the best log-likelihood: where it is 1 of many, a better optimum may be left. */
  readonly agreeing: number
  /** Whether the best start converged. */
  readonly converged: boolean
  /** The number of free parameters. */
  readonly parameters: number
  /** log-likelihood − ½ log(n) × parameters: to compare numbers of states; larger is better. */
  readonly bic: number
  /** The number of rows. */
  readonly n: number
  /** What to mind, in sentences. */
  readonly warnings: readonly string[]
}

/**
 * Fits a discrete model with latent nodes by expectation–maximisation, from several random starts.
 *
 * The likelihood has several optima in general, and the algorithm finds one near each start: all are reported. What the latent
 * states mean, and often the mechanisms themselves, the data alone do not decide: queries about measured variables under `do` may
 * depend on the optimum unless they are identifiable in the graph ({@link identify}).
 *
 * @param graph - a DAG whose measured nodes are columns of the table, with latent nodes
 * @param table - complete rows of discrete columns
 * @param options - `states` of each latent node; `starts`, `maxIterations`, `tolerance`, `smoothing`, `seed`
 * @returns the best model, its log-likelihood, and what each start came to
 * @throws CausalError `unknown-name`; `invalid-argument` for a latent node without a number of states; `latent` for one that is a
 *   column; `missing-values`; `invalid-data` for columns that are not discrete; `too-large`
 * @complexity O(starts × iterations × different rows × combinations of latent states × variables)
 * @category Models
 * @see Dempster, Laird & Rubin 1977; Lauritzen 1995, "The EM algorithm for graphical association models with missing data"
 * @example
 * const truth = scm({
 *   U: latent(bernoulli(0.4)),
 *   A: cpt(['U'], { 0: 0.1, 1: 0.8 }), B: cpt(['U'], { 0: 0.2, 1: 0.9 }), C: cpt(['U'], { 0: 0.3, 1: 0.7 }),
 * })
 * const graph = dag({ nodes: ['U', 'A', 'B', 'C'], directed: [['U', 'A'], ['U', 'B'], ['U', 'C']], latents: ['U'] })
 * const { model, converged } = fitLatentScm(graph, sample(truth, 5000, { seed: 1 }), { states: { U: 2 } })
 * const { value } = expectation(model, 'B', { given: { A: 1 } })
 * converged && Math.abs(value! - expectation(truth, 'B', { given: { A: 1 } }).value!) < 0.03
 * //=> true
 */
export function fitLatentScm<T, N extends string>(
  graph: CausalGraph<'dag', N>,
  table: Table<T>,
  options: LatentFitOptions<NoInfer<N>>,
): LatentFit<{ [V in N]: V extends keyof T ? T[V] : number }> {
  return calledAs('fitLatentScm', () => {
    checkOptions('options', options, ['states', 'starts', 'maxIterations', 'tolerance', 'smoothing', 'seed'], {
      maxIterations: 'number',
      smoothing: 'number',
    })
    const {
      starts = 10,
      maxIterations = 1000,
      tolerance = 1e-9,
      smoothing = 0,
      seed = 0,
    } = checkedObject('options', options)
    for (const [name, value, least] of [
      ['starts', starts, 1],
      ['maxIterations', maxIterations, 1],
    ] as const)
      if (!(Number.isInteger(value) && value >= least && value <= 1e6))
        throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a whole number from ${least} on.`, {
          [name]: value,
        })
    for (const [name, value] of [
      ['tolerance', tolerance],
      ['smoothing', smoothing],
    ] as const)
      if (!(Number.isFinite(value) && value >= 0))
        throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a finite number from 0 on.`, {
          [name]: value,
        })
    const lesson = discreteLesson(
      graph,
      table as Table<unknown, string>,
      checkedObject('states', options.states) as Record<string, number>,
    )
    const index = emIndex(lesson)
    const root = seedStream(seed)
    const runs = Array.from({ length: lesson.latent.includes(true) ? starts : 1 }, (_, s) => {
      const first = randomTables(lesson, index, generator(splitStream(root, s)))
      return emRun(lesson, index, first, { maxIterations, tolerance, smoothing })
    }).sort((a, b) => b.logLikelihood - a.logLikelihood)
    const best = runs[0]!
    const agreeing = runs.filter((run) => best.logLikelihood - run.logLikelihood < 0.01).length
    const parameters = lesson.states.reduce((sum, { length }, i) => sum + (index.sizes[i]! / length) * (length - 1), 0)
    return Object.freeze({
      model: modelOf(lesson, best) as unknown as Scm<{ [V in N]: V extends keyof T ? T[V] : number }>,
      logLikelihood: best.logLikelihood,
      starts: Object.freeze(
        runs.map(({ logLikelihood, iterations, converged }) => Object.freeze({ logLikelihood, iterations, converged })),
      ),
      agreeing,
      converged: best.converged,
      parameters,
      bic: best.logLikelihood - 0.5 * parameters * portableLog(lesson.rowCount),
      n: lesson.rowCount,
      warnings: Object.freeze(warningsOf(best, runs.length, agreeing, table.columns, lesson)),
    })
  })
}

function warningsOf(
  best: EmRun,
  starts: number,
  agreeing: number,
  columns: readonly string[],
  { names }: DiscreteLesson,
): string[] {
  return [
    ...(best.converged
      ? []
      : [`the best start had not converged after ${best.iterations} iterations: raise maxIterations.`]),
    ...(starts > 1 && agreeing === 1
      ? [
          `one of ${starts} starts reached this log-likelihood, the others stopped at lower local optima: raise starts to look for a better one.`,
        ]
      : []),
    ...spareColumns(columns, (name) => names.includes(name)),
  ]
}

function modelOf({ names, states, latent, parents }: DiscreteLesson, { tables }: EmRun): Scm {
  const laws = names.map((_, i): Law => {
    if (parents[i]!.length === 0)
      return Object.freeze({
        family: 'root',
        parents: Object.freeze([]),
        noise: finite<Cell>([...states[i]!], [...tables[i]!]),
      })
    return Object.freeze({
      family: 'choice',
      parents: Object.freeze(Array.from(parents[i]!, (p) => names[p]!)),
      states: states[i]!,
      parentStates: Object.freeze(Array.from(parents[i]!, (p) => Object.freeze(states[p]!.map(String)))),
      table: tables[i]!,
      logits: null,
      response: null,
    })
  })
  return makeScm(
    names,
    laws,
    names.filter((_, i) => latent[i]),
  ) as Scm
}
