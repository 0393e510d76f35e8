import type { Categorical, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { candidatesFor } from './candidates.js'
import { completeColumn } from './families/fit-design.js'
import type { Lesson, MechanismFamily } from './families/lesson.js'
import { spareColumns } from './fit-warnings.js'
import { crossValidated, type FamilyScore } from './score-families.js'

/**
 * How one variable's family was chosen.
 *
 * @category Models
 */
export interface MechanismChoice<N extends string = string> {
  /** The variable. */
  readonly variable: N
  /** The family chosen for it. */
  readonly family: MechanismFamily
  /** Why, in a sentence. */
  readonly reason: string
  /** What each family scored, best first; those that could not be fitted last. */
  readonly scores: readonly FamilyScore[]
}

/**
 * Families of mechanisms that data suggest.
 *
 * @category Models
 */
export interface MechanismChoices<N extends string = string> {
  /** The families, as {@link fitScm} takes them. */
  readonly families: { readonly [V in N]: MechanismFamily }
  /** How each was chosen, in the order of the graph's nodes. */
  readonly choices: readonly MechanismChoice<N>[]
  /** The number of rows. */
  readonly n: number
  /** What to mind, in sentences: columns that the graph does not name. */
  readonly warnings: readonly string[]
}

/**
 * Chooses a family of mechanisms for each variable by cross-validation: the simplest one whose predictions of rows left out are
 * within one standard error of the best.
 *
 * A score is the mean log density (or probability) of the variable given its parents on rows that the mechanism was not fitted to.
 * Numbers try `linear`, `additive` and `boosting`, positive ones `gamma` too, and counts `poisson` and `zero-inflated`; zeros and ones `logistic` and `cpt`;
 * categories `cpt`, or `multinomial` where their parents are numbers.
 *
 * @param graph - a DAG over columns of the table, without latent nodes
 * @param table - complete rows
 * @param options - `folds`: 5 unless told; `seed` of the folds, 0 unless told
 * @returns a family for each variable with its reason, to be given to {@link fitScm}
 * @throws CausalError `unknown-name`; `latent`; `missing-values`; `too-few-rows`; `invalid-data` for a variable that no family fits
 * @complexity folds times the fits of all families
 * @category Models
 * @see Blöbaum et al. 2024, "DoWhy-GCM", section 3 (the idea of assigning mechanisms by their scores)
 * @example
 * const truth = scm({ X: normal(0, 1), Y: mechanism(['X'], normal(0, 0.3), ({ X }: { X: number }, u) => X * X + u) })
 * const graph = dag('X -> Y')
 * const units = sample(truth, 300, { seed: 1 })
 * const { families } = chooseMechanisms(graph, units)
 * families
 * //=> { X: 'linear', Y: 'additive' }
 * fitScm(graph, units, families).variables
 * //=> ['X', 'Y']
 */
export function chooseMechanisms<T, N extends keyof T & string>(
  graph: CausalGraph<'dag', N>,
  table: Table<T>,
  options: { readonly folds?: number; readonly seed?: number | string } = {},
): MechanismChoices<N> {
  return calledAs('chooseMechanisms', () => {
    checkOptions('options', options, ['folds', 'seed'], { folds: 'number' })
    const { folds = 5, seed = 0 } = checkedObject('options', options)
    if (!(Number.isInteger(folds) && folds >= 2 && folds <= 1000))
      throw new CausalError('invalid-argument', `folds is ${show(folds)}: give a whole number from 2 on.`, { folds })
    const g = indexed(graph)
    if (graph.kind !== 'dag' || graph.latents.length > 0)
      throw new CausalError(
        graph.kind === 'dag' ? 'latent' : 'invalid-argument',
        graph.kind === 'dag'
          ? `the nodes ${quoteNames(graph.latents)} are latent: there is nothing to learn them from.`
          : `mechanisms are those of a DAG, got a graph of kind ${show(graph.kind)}.`,
      )
    const columns = new Map<string, Float64Array | Categorical>()
    for (const name of g.names) columns.set(name, completeColumn(table as Table<unknown, string>, name))
    if (table.rowCount < 4 * folds)
      throw new CausalError(
        'too-few-rows',
        `${folds} folds need ${4 * folds} rows at least, and the table has ${table.rowCount}.`,
        {
          rows: table.rowCount,
          folds,
        },
      )
    const choices = g.names.map((name, i) => {
      const parents = Array.from(
        g.parents.node.subarray(g.parents.start[i]!, g.parents.start[i + 1]!),
        (p) => g.names[p]!,
      )
      return chosen({ name, parents, columns, rows: table.rowCount, smoothing: 0, response: null }, folds, seed)
    })
    return Object.freeze({
      families: Object.freeze(Object.fromEntries(choices.map(({ variable, family }) => [variable, family]))) as {
        readonly [V in N]: MechanismFamily
      },
      choices: Object.freeze(choices) as readonly MechanismChoice<N>[],
      n: table.rowCount,
      warnings: Object.freeze(spareColumns(table.columns, (name) => columns.has(name))),
    })
  })
}

function chosen(lesson: Lesson, folds: number, seed: number | string): MechanismChoice {
  const candidates = candidatesFor(lesson)
  const variable = lesson.name
  if (candidates.length === 1) {
    const [family] = candidates as [MechanismFamily]
    const reason = `${family} is the one family for ${lesson.parents.length === 0 ? 'such a column without parents' : 'such a column and parents'}.`
    return Object.freeze({ variable, family, reason, scores: Object.freeze([]) })
  }
  const scored = crossValidated(lesson, candidates, folds, seed)
  const fitted = scored.filter(({ score }) => score !== null)
  const best = fitted[0]
  if (best === undefined)
    throw new CausalError(
      'invalid-data',
      `no family fits ${show(variable)}: ${scored.map(({ family, refused }) => `${family}: ${refused}`).join(' ')}`,
      {
        variable,
      },
    )
  // the candidates stand in the order of their simplicity
  const simplest = candidates
    .map((family) => fitted.find((score) => score.family === family))
    .find((score) => score !== undefined && score.behind! <= score.standardError!)!
  return Object.freeze({
    variable,
    family: simplest.family,
    reason: reasonFor(simplest, best, fitted),
    scores: Object.freeze(scored),
  })
}

function reasonFor(chosen: FamilyScore, best: FamilyScore, fitted: readonly FamilyScore[]): string {
  const amount = ({ behind, standardError }: FamilyScore): string =>
    `${behind!.toPrecision(2)} ± ${standardError!.toPrecision(2)} nats a row`
  if (chosen !== best)
    return `${chosen.family} is simpler than ${best.family} and behind it by no more than chance (${amount(chosen)}).`
  const next = fitted[1]
  return next === undefined
    ? `${best.family} is the only one that could be fitted.`
    : `${best.family} predicts rows left out best; ${next.family} is behind by ${amount(next)}.`
}
