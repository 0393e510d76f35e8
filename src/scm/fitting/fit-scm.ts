import type { Categorical, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { entriesOf } from '../interventions/intervene.js'
import type { Law, Response } from '../mechanisms/law.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { makeScm } from '../models/scm.js'
import { madeModel } from '../models/structure.js'
import type { Scm } from '../models/types.js'
import { completeColumn } from './families/fit-design.js'
import { fitters } from './families/fit-families.js'
import type { MechanismFamily } from './families/lesson.js'
import { checkSomeRows, spareColumns, thinTable } from './fit-warnings.js'

/**
 * Options of {@link fitScm}.
 *
 * @category Models
 */
export interface FitOptions {
  /** What is added to each count of a table (Dirichlet smoothing): 0, plain frequencies, unless told. */
  readonly smoothing?: number
  /** How choices answer counterfactuals (see {@link cpt}); without it they have none. */
  readonly response?: Response
}

/**
 * A model that was fitted to data: a model like any other, with what to mind about the fit.
 *
 * @category Models
 */
export interface FittedScm<T> extends Scm<T, Capability, 'dag'> {
  /** What to mind, in sentences: columns that the graph does not name, tables that rest on few rows. */
  readonly warnings: readonly string[]
}

/**
 * Fits a model to data and a graph: one mechanism for each node, given its parents.
 *
 * A family that is not named is chosen by the column: `cpt` where the variable and its parents are categorical, `linear` for
 * a number. The graph is taken on trust: {@link falsify} asks the data about it.
 *
 * @param graph - a DAG over columns of the table, without latent nodes
 * @param table - complete rows
 * @param families - the family of some or all nodes
 * @param options - `smoothing` and `response` of choices
 * @returns the model, with `warnings`: columns that the graph does not name, tables of probabilities that rest on few rows
 * @throws CausalError `unknown-name` for a node without a column; `latent`; `missing-values`; `too-few-rows`;
 *   `collinear`, `constant-column` among parents; `invalid-data` where the family does not suit the column; `zero-support` for a
 *   table with a combination of the parents' states that no row has, which is named
 * @complexity O(rows × parents²) a node
 * @category Models
 * @example
 * const truth = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const fitted = fitScm(dag('X -> Y'), sample(truth, 10_000, { seed: 1 }))
 * const { value } = averageTreatmentEffect(fitted, { treatment: 'X', outcome: 'Y' })
 * value !== null && Math.abs(value - 2) < 0.05
 * //=> true
 */
export function fitScm<T, N extends keyof T & string>(
  graph: CausalGraph<'dag', N>,
  table: Table<T>,
  families: { readonly [V in NoInfer<N>]?: MechanismFamily } = {},
  options: FitOptions = {},
): FittedScm<Pick<T, N>> {
  return calledAs('fitScm', () => {
    checkOptions('options', options, ['smoothing', 'response'], { smoothing: 'number' })

    const g = indexed(graph)
    if (graph.kind !== 'dag' || graph.latents.length > 0) {
      const message =
        graph.kind === 'dag'
          ? `the nodes ${quoteNames(graph.latents)} are latent: there is nothing to learn them from.`
          : `a model is fitted to a DAG, got a graph of kind ${show(graph.kind)}: take a member of the class with toDag or dagsOf.`
      throw new CausalError(graph.kind === 'dag' ? 'latent' : 'invalid-argument', message)
    }
    const { smoothing = 0 } = options
    if (!(smoothing >= 0 && Number.isFinite(smoothing))) {
      throw new CausalError('invalid-argument', `smoothing is ${show(smoothing)}: give a finite number from 0 on.`, {
        smoothing,
      })
    }
    const asked = new Map(entriesOf(families))
    for (const name of asked.keys()) lookUp('node', g.index, name)
    const columns = new Map<string, Float64Array | Categorical>()
    for (const name of g.names) columns.set(name, completeColumn(table as Table<unknown, string>, name))
    checkSomeRows(table.rowCount)
    const warnings = spareColumns(table.columns, (name) => g.index.has(name))
    const laws = g.names.map((name, i): Law => {
      const parents = Array.from(
        g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!),
        (p) => g.names[p]!,
      )
      const family = (asked.get(name) ?? defaultFamily(name, parents, columns)) as MechanismFamily
      const learn = typeof family === 'string' && Object.hasOwn(fitters, family) ? fitters[family] : undefined
      if (learn === undefined) {
        throw new CausalError(
          'invalid-argument',
          `there is no family ${show(family)}: there are ${quoteNames(Object.keys(fitters))}.`,
          { family },
        )
      }
      const rows = table.rowCount
      const law = learn({ name, parents, columns, rows, smoothing, response: options.response ?? null })
      if (family === 'cpt') warnings.push(...thinTable(name, law, columns, rows))
      return law
    })
    const model = makeScm(g.names, laws, []) as Scm<Pick<T, N>, Capability, 'dag'>
    const fitted = Object.freeze({ ...model, warnings: Object.freeze(warnings) })
    madeModel(fitted)
    return fitted
  })
}

function defaultFamily(
  name: string,
  parents: readonly string[],
  columns: ReadonlyMap<string, Float64Array | Categorical>,
): MechanismFamily {
  if (columns.get(name) instanceof Float64Array) return 'linear'
  if (parents.every((parent) => !(columns.get(parent) instanceof Float64Array))) return 'cpt'
  const message = `${show(name)} is categorical with a numeric parent: name its family (cpt after grouping the parent, or logistic for a 0/1 column).`
  throw new CausalError('invalid-data', message, { variable: name })
}
