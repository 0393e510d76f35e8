import { makeCategorical, makeTable } from '../../data/tables/make-table.js'
import { CausalError } from '../../errors.js'
import { checkedPredictions, rowsOf } from '../../learners/core/checked-learner.js'
import type { Learner } from '../../learners/core/types.js'
import { inverseLogit } from '../../learners/linear/logistic-core.js'
import { times } from '../../numeric/weighted-gram.js'
import type { Generator } from '../../probability/streams/generator.js'
import { show } from '../../show.js'
import { drawnLinear, drawnLogistic } from './drawn-coefficients.js'
import { regressorsOf, usedCodes, type WorkingColumn } from './imputation-regressors.js'

/** How columns are completed. */
export interface ImputationMethod {
  readonly numbers: 'matching' | 'normal'
  readonly learner: Learner | null
}

/** How many observed rows with the nearest predictions may lend their value (van Buuren 2018, section 3.4.3). */
const donors = 5

/** Draws the missing values of a column given all others, and writes them into it. */
export function imputeColumn(
  columns: readonly WorkingColumn[],
  target: WorkingColumn,
  method: ImputationMethod,
  random: Generator,
): void {
  const predict =
    method.learner === null ? byRegression(columns, target, random) : byLearner(columns, target, method.learner, random)
  if (target.levels === null) imputeNumbers(target, method, predict, random)
  else imputeCategories(target, predict, random)
}

/** Predictions of numbers, or of the chance of a category: as fitted, and as drawn. */
interface Predictor {
  readonly numbers: () => {
    readonly fitted: ArrayLike<number>
    readonly drawn: ArrayLike<number>
    readonly spread: number
  }
  readonly chance: (code: number) => ArrayLike<number>
}

function byRegression(columns: readonly WorkingColumn[], target: WorkingColumn, random: Generator): Predictor {
  const n = target.values.length
  const { x, k } = regressorsOf(columns, target, n)
  if (target.observed.length <= k) {
    throw new CausalError(
      'too-few-rows',
      `column ${show(target.name)} has ${target.observed.length} values for a regression on the others with ${k} coefficients: leave columns out with \`without\`.`,
      { column: target.name, rows: target.observed.length, coefficients: k },
    )
  }
  const own = new Float64Array(n)
  for (const i of target.observed) own[i] = 1
  return {
    numbers: () => {
      const { fitted, drawn, spread } = drawnLinear(x, k, target.values as Float64Array, own, random)
      return { fitted: times(x, n, k, fitted), drawn: times(x, n, k, drawn), spread }
    },
    chance: (code) => {
      const indicator = Float64Array.from(target.values, (value) => (value === code ? 1 : 0))
      return times(x, n, k, drawnLogistic(x, k, indicator, own, random).drawn).map(inverseLogit)
    },
  }
}

/** A learner has no draws of its own: it is fitted on resampled rows (Efron 1994; van Buuren 2018, algorithm 3.2). */
function byLearner(
  columns: readonly WorkingColumn[],
  target: WorkingColumn,
  learner: Learner,
  random: Generator,
): Predictor {
  const others = columns.filter((column) => column !== target)
  const n = target.values.length
  const data = others.map(({ values, levels }) =>
    levels === null ? (values as Float64Array).slice() : makeCategorical((values as Int32Array).slice(), levels),
  )
  const names = others.map(({ name }) => name)
  const features = makeTable(names, n, data)
  const rows = resampled(target, random)
  const learnt = (outcome: Parameters<typeof makeTable>[2][number]): ArrayLike<number> => {
    const whole = rowsOf(makeTable([...names, target.name], n, [...data, outcome]), rows)
    const model = learner.fit(whole, target.name, { seed: random.integer(2 ** 31) })
    return checkedPredictions(model.predict(features), n, learner.name)
  }
  return {
    numbers: () => {
      const predicted = learnt(target.values as Float64Array)
      let squares = 0
      for (const i of target.observed) squares += ((target.values[i] as number) - predicted[i]!) ** 2
      return { fitted: predicted, drawn: predicted, spread: Math.sqrt(squares / target.observed.length) }
    },
    chance: (code) =>
      learnt(
        makeCategorical(
          Int32Array.from(target.values, (v) => (v === code ? 1 : 0)),
          ['no', 'yes'],
        ),
      ),
  }
}

/** The observed rows drawn with replacement, until all that occurs among them occurs again. */
function resampled(target: WorkingColumn, random: Generator): Int32Array {
  const { observed, values, levels } = target
  const whole = levels === null ? 2 : usedCodes(target).length
  for (let trial = 0; trial < 50; trial++) {
    const rows = observed.map(() => observed[random.integer(observed.length)]!)
    if (new Set(Array.from(rows, (i) => values[i]!)).size >= whole) return rows
  }
  return observed
}

function imputeNumbers(
  target: WorkingColumn,
  { numbers }: ImputationMethod,
  predict: Predictor,
  random: Generator,
): void {
  const values = target.values as Float64Array
  const { fitted, drawn, spread } = predict.numbers()
  if (numbers === 'normal') {
    for (const i of target.missing) values[i] = drawn[i]! + spread * random.normal()
    return
  }
  // predictive mean matching, type 1: fitted predictions of the donors, drawn ones of those who ask (van Buuren 2018, section 3.4.2)
  const order = target.observed.slice().sort((a, b) => fitted[a]! - fitted[b]! || a - b)
  const sorted = Float64Array.from(order, (i) => fitted[i]!)
  for (const i of target.missing) {
    const [from, to] = nearest(sorted, drawn[i]!)
    values[i] = values[order[from + random.integer(to - from)]!]!
  }
}

/** The stretch of the sorted predictions that are nearest to one. */
function nearest(sorted: Float64Array, at: number): readonly [number, number] {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < at) low = middle + 1
    else high = middle
  }
  let [from, to] = [low, low]
  while (to - from < Math.min(donors, sorted.length)) {
    const below = from > 0 ? at - sorted[from - 1]! : Number.POSITIVE_INFINITY
    const above = to < sorted.length ? sorted[to]! - at : Number.POSITIVE_INFINITY
    if (below <= above) from--
    else to++
  }
  return [from, to]
}

/** Of two categories by the chance of the second; of more by the chance of each against the rest, brought to a sum of 1. */
function imputeCategories(target: WorkingColumn, predict: Predictor, random: Generator): void {
  const codes = usedCodes(target)
  const values = target.values as Int32Array
  if (codes.length === 1) {
    for (const i of target.missing) values[i] = codes[0]!
    return
  }
  const chances = codes.length === 2 ? [null, predict.chance(codes[1]!)] : codes.map((code) => predict.chance(code))
  for (const i of target.missing) {
    const weights = chances.map((chance, c) => (chance === null ? 1 - held(chances[1 - c]![i]!) : held(chance[i]!)))
    let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0)
    let c = 0
    while (c < codes.length - 1 && left >= weights[c]!) left -= weights[c++]!
    values[i] = codes[c]!
  }
}

const held = (chance: number): number => Math.min(1, Math.max(0, chance))
