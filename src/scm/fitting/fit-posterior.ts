import type { Categorical, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { show } from '../../show.js'
import { checkedResponse } from '../mechanisms/checks.js'
import type { Response } from '../mechanisms/law.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { makeScm } from '../models/scm.js'
import type { Scm } from '../models/types.js'
import { completeColumn } from './families/fit-design.js'
import { checkSomeRows, spareColumns } from './fit-warnings.js'
import { type LawPosterior, linearPosterior, tablePosterior } from './posterior-laws.js'

/**
 * Options of {@link fitPosterior}: the prior, and how many draws.
 *
 * @category Models
 */
export interface PosteriorOptions {
  /** How many models are drawn, 200 unless told. */
  readonly draws?: number
  /** The seed of the draws, 0 unless told. */
  readonly seed?: number | string
  /** What a Dirichlet prior adds to each count of a table, 1 unless told (flat). */
  readonly concentration?: number
  /** The prior variance of a coefficient of a standardised parent, in noise variances; 100 unless told. */
  readonly spread?: number
  /** The prior's worth in rows about the noise variance, halved: an inverse-gamma shape, 0.01 unless told. */
  readonly shape?: number
  /** How choices answer counterfactuals (see {@link cpt}); without it they have none. */
  readonly response?: Response
}

/**
 * What data and a prior say of a model: models drawn from the posterior.
 *
 * @category Models
 */
export interface ScmPosterior<T> {
  /** Draws: each a whole model. */
  readonly models: readonly Scm<T, Capability, 'dag'>[]
  /** The model at the posterior means of its parameters. */
  readonly mean: Scm<T, Capability, 'dag'>
  /** How each variable was learnt. */
  readonly priors: Readonly<Record<string, 'dirichlet' | 'normal-inverse-gamma'>>
  /** The number of rows. */
  readonly n: number
  /** What to mind, in sentences: columns that the graph does not name, coefficients that the prior decides. */
  readonly warnings: readonly string[]
}

/**
 * Fits a model to data and a graph in the Bayesian way: the posterior of every mechanism given a prior, as draws of whole models.
 *
 * Tables have Dirichlet rows; sums have a normal-inverse-gamma prior on coefficients and noise variance, on standardised columns, so
 * that nothing depends on units. Mechanisms are independent a priori, and so a posteriori. Ask any question of every draw with
 * {@link overPosterior}: its spread is the uncertainty that the data leave.
 *
 * @param graph - a DAG over columns of the table, without latent nodes
 * @param table - complete rows; a categorical variable needs categorical parents, a numeric one numeric parents
 * @param options - `draws`, `seed`, and the prior
 * @returns the draws and the model at the posterior means
 * @throws CausalError `unknown-name` for a node without a column; `latent`; `missing-values`; `too-few-rows` for none; `collinear`, `constant-column`;
 *   `invalid-data` for a categorical parent of a number, or a numeric parent of a category
 * @complexity O(rows × parents²) a node, and O(parameters) a draw
 * @category Models
 * @see Gelman et al. 2013, "Bayesian Data Analysis", sections 3.4 and 14.2; Heckerman 1995
 * @example
 * const truth = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const posterior = fitPosterior(dag('X -> Y'), sample(truth, 200, { seed: 1 }))
 * const { interval } = overPosterior(posterior, (model) =>
 *   averageTreatmentEffect(model, { treatment: 'X', outcome: 'Y' }).value!)
 * interval[0] < 2 && 2 < interval[1] && interval[1] - interval[0] < 0.4
 * //=> true
 */
export function fitPosterior<T, N extends keyof T & string>(
  graph: CausalGraph<'dag', N>,
  table: Table<T>,
  options: PosteriorOptions = {},
): ScmPosterior<Pick<T, N>> {
  return calledAs('fitPosterior', () => {
    checkOptions('options', options, ['draws', 'seed', 'concentration', 'spread', 'shape', 'response'], {
      concentration: 'number',
      spread: 'number',
      shape: 'number',
    })
    const { draws = 200, seed = 0, concentration = 1, spread = 100, shape = 0.01 } = checkedObject('options', options)
    if (!(Number.isInteger(draws) && draws >= 1 && draws <= 1e6))
      throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 1 on.`, { draws })
    for (const [name, value] of [
      ['concentration', concentration],
      ['spread', spread],
      ['shape', shape],
    ] as const)
      if (!(Number.isFinite(value) && value > 0))
        throw new CausalError('invalid-argument', `${name} is ${show(value)}: give a finite number above 0.`, {
          [name]: value,
        })
    const response = checkedResponse(options.response)
    const g = indexed(graph)
    if (graph.kind !== 'dag' || graph.latents.length > 0)
      throw new CausalError(
        graph.kind === 'dag' ? 'latent' : 'invalid-argument',
        graph.kind === 'dag'
          ? `the nodes ${quoteNames(graph.latents)} are latent: fitLatentScm learns them where all is discrete.`
          : `a model is fitted to a DAG, got a graph of kind ${show(graph.kind)}.`,
      )
    const columns = new Map<string, Float64Array | Categorical>()
    for (const name of g.names) columns.set(name, completeColumn(table as Table<unknown, string>, name))
    checkSomeRows(table.rowCount)
    const warnings = spareColumns(table.columns, (name) => g.index.has(name))
    const priors: Record<string, 'dirichlet' | 'normal-inverse-gamma'> = {}
    const posteriors = g.names.map((name, i): LawPosterior => {
      const parents = Array.from(
        g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!),
        (p) => g.names[p]!,
      )
      const lesson = { name, parents, columns, rows: table.rowCount, smoothing: 0, response }
      if (columns.get(name) instanceof Float64Array) {
        priors[name] = 'normal-inverse-gamma'
        if (table.rowCount <= parents.length + 1)
          warnings.push(
            `${show(name)} has ${parents.length + 1} coefficients, and the table only ${table.rowCount} rows: the prior decides what the rows cannot.`,
          )
        return linearPosterior(lesson, spread, shape)
      }
      priors[name] = 'dirichlet'
      const odd = parents.find((parent) => columns.get(parent) instanceof Float64Array)
      if (odd === undefined) return tablePosterior(lesson, concentration)
      const message = `${show(name)} is categorical with the numeric parent ${show(odd)}: group the parent into categories first.`
      throw new CausalError('invalid-data', message, { variable: name, parent: odd })
    })
    const root = seedStream(seed)
    const streams = g.names.map((name) => generator(splitStream(root, name)))
    type Model = Scm<Pick<T, N>, Capability, 'dag'>
    return Object.freeze({
      models: Object.freeze(
        Array.from(
          { length: draws },
          () =>
            makeScm(
              g.names,
              posteriors.map(({ draw }, i) => draw(streams[i]!)),
              [],
            ) as Model,
        ),
      ),
      mean: makeScm(
        g.names,
        posteriors.map(({ mean }) => mean),
        [],
      ) as Model,
      priors: Object.freeze(priors),
      n: table.rowCount,
      warnings: Object.freeze(warnings),
    })
  })
}
