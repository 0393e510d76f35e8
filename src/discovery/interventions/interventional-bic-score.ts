import { numericColumn } from '../../data/tables/numeric-column.js'
import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import { checkOptions } from '../../options.js'
import { makeScore } from '../score/make-score.js'
import { hasRows } from '../score/parents-and-rows.js'
import { readPenalty } from '../score/penalty.js'
import { type RowRegressions, rowRegressions } from '../score/row-regressions.js'
import type { Score } from '../score/score.js'
import { readRegimes, readRegimeTargets } from './regimes.js'

/**
 * A score of data from several experiments, with what each of them set. It is the same for DAGs that these experiments
 * cannot tell apart, and for no others.
 *
 * @category Discovery
 */
export interface InterventionalScore<N extends string = string> extends Score<N> {
  /** For each experiment the columns that it set; `[]` is observation. */
  readonly targets: readonly (readonly N[])[]
}

/**
 * Where the rows come from, for {@link interventionalBicScore}.
 *
 * @category Discovery
 */
export interface InterventionalBicOptions<N extends string = string> {
  /** The column that says in which regime a row was made: categories, or whole numbers. */
  readonly regime: N
  /** For each regime, by its label, the columns that were set in it; `[]` for observation. */
  readonly targets: Readonly<Record<string, readonly NoInfer<N>[]>>
  /** A factor of the penalty (default 1, the BIC). */
  readonly penalty?: number
}

/**
 * The Bayesian information criterion of a linear-Gaussian model, of data from observation and experiments with known
 * targets: each column is explained by its parents in those rows in which it was not set itself.
 *
 * −nᵢ/2 · (1 + log σ²) − penalty/2 · (|parents| + 1) · log n, with nᵢ the rows in which the column was left alone, σ² its
 * residual variance in them (divisor nᵢ) and n all rows. An experiment replaces the mechanism of its targets, whatever
 * by: a value, a distribution, noise around them. An intercept is common to all regimes, so that shifts of the targets
 * inform about what they cause. Parents that do not vary in these rows, or are determined by others, add nothing.
 *
 * @param data - a table of numbers with a column of the regime
 * @param options - that column, what each regime set, the penalty
 * @returns the score, for `gies`; `exactSearch` takes it too
 * @throws CausalError `unknown-name` for a column or a regime; `invalid-argument` for a regime without targets, or a column that every
 *   regime sets; `missing-values`, `invalid-data`; `constant-column` for one that does not vary where it was left alone;
 *   `too-few-rows`
 * @complexity O(n p²) for each distinct set of rows, once; O(k³) a local score of k parents
 * @category Discovery
 * @see Hauser & Bühlmann 2015, "Jointly interventional and observational data: estimation of interventional Markov
 *   equivalence classes of directed acyclic graphs", JRSS B 77
 * @example
 * const noise = normals(randomStream(1), 400).values
 * const rows = Array.from({ length: 200 }, (_, i) => {
 *   const X = i % 2 === 0 ? noise[2 * i]! : 3
 *   return { regime: i % 2 === 0 ? 'seen' : 'X set', X, Y: X + noise[2 * i + 1]! }
 * })
 * const score = interventionalBicScore(table(rows), { regime: 'regime', targets: { seen: [], 'X set': ['X'] } })
 * score('Y', ['X']) + score('X') > score('X', ['Y']) + score('Y')
 * //=> true
 */
export function interventionalBicScore<T, R extends keyof T & string>(
  data: Table<T>,
  options: InterventionalBicOptions<keyof T & string> & { readonly regime: R },
): InterventionalScore<Exclude<keyof T & string, R>> {
  return calledAs('interventionalBicScore', () => {
    checkOptions('options', options, ['regime', 'targets', 'penalty'], { penalty: 'number' })
    const { regime, targets } = checkedObject('options', options)
    const penalty = readPenalty(options)
    const regimes = readRegimes(data as Table<unknown, string>, regime)
    const names = regimes.table.columns
    const sets = readRegimeTargets(regimes, targets)
    const columns = names.map((name) => numericColumn(regimes.table, name))
    const n = regimes.of.length
    const parts = names.map((_, i) => sets.map((set) => !set.includes(i)))
    const made = new Map<string, RowRegressions>()
    const partOf = parts.map((isIn, i) => {
      const key = isIn.join()
      const part =
        made.get(key) ??
        rowRegressions(
          columns,
          Int32Array.from(regimes.of.keys()).filter((row) => isIn[regimes.of[row]!] === true),
        )
      made.set(key, part)
      if (part.n < 3) {
        throw new CausalError(
          'too-few-rows',
          `${quoteNames([names[i]!])} was left alone in ${part.n} rows: at least 3 are needed.`,
          { column: names[i], count: part.n, needed: 3 },
        )
      }
      return part
    })
    const constant = names.filter((_, i) => !(partOf[i]!.variance[i]! > 0))
    if (constant.length > 0) {
      throw new CausalError(
        'constant-column',
        `${quoteNames(constant)} ${constant.length === 1 ? 'does' : 'do'} not vary where ${constant.length === 1 ? 'it was' : 'they were'} left alone: leave ${constant.length === 1 ? 'it' : 'them'} out.`,
        { columns: constant },
      )
    }
    const price = 0.5 * penalty * portableLog(n)
    const local = (node: number, parents: Int32Array, size: number): number => {
      const part = partOf[node]!
      if (!hasRows(part.n, size)) {
        throw new CausalError(
          'too-few-rows',
          `${part.n} rows in which the column was left alone are too few for ${size} parents: at least ${size + 2} are needed; give fewer parents.`,
          { count: part.n, parents: size, needed: size + 2 },
        )
      }
      const share = part.share(node, parents, size)
      return -0.5 * part.n * (1 + portableLog(part.variance[node]!) + portableLog(share)) - price * (size + 1)
    }
    const least = Math.min(...partOf.map((part) => part.n))
    const score = makeScore('interventionalBicScore', names, local, { n: least })
    return withTargets(score, sets) as unknown as InterventionalScore<Exclude<keyof T & string, R>>
  })
}

/** A score with its targets by name. */
function withTargets(score: Score, sets: readonly (readonly number[])[]): InterventionalScore {
  const targets = Object.freeze(sets.map((set) => Object.freeze(set.map((i) => score.variables[i]!))))
  const call = (node: string, parents?: readonly string[]): number => score(node, parents)
  return Object.freeze(Object.assign(call, { variables: score.variables, n: score.n!, local: score.local!, targets }))
}
