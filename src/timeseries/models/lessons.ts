import { CausalError } from '../../errors.js'
import type { Learner } from '../../learners/core/types.js'
import { show } from '../../show.js'
import { laggedName } from '../graphs/lagged-names.js'
import { laggedColumn, type Windows, windowsOf } from '../moments/windows.js'
import type { LaggedNode, Series } from '../types.js'
import { type CategoryLesson, termsOf } from './categories.js'
import { codedColumns, type Levels, levelsIn } from './coded-columns.js'
import {
  crossFitted,
  type FittedRegression,
  learnedRegression,
  linearRegression,
  meanRegression,
  onParents,
  type RegressionData,
} from './regressions.js'

/** What all variables are to be learned from. */
export interface Lessons {
  readonly lessons: readonly (RegressionData | CategoryLesson)[]
  /** The levels of each variable, null for numbers. */
  readonly levels: readonly Levels[]
  /** How many times. */
  readonly n: number
  /** The last steps of each variable. */
  readonly start: readonly Float64Array[]
}

/** What each variable is to be learned from. */
export function lessonsOf(
  series: Series<unknown, string>,
  names: readonly string[],
  parents: readonly (readonly LaggedNode[])[],
  maxLag: number,
): Lessons {
  const windows = windowsOf(series, maxLag, names)
  const levels = levelsIn(series, names, windows)
  const most = Math.max(...parents.map((list) => list.length))
  const needed = Math.max(10, Math.ceil((most + 3) * 1.25))
  if (windows.count < needed) {
    const message = `there are ${windows.count} times whose last ${maxLag + 1} steps are complete, and at least ${needed} are needed for ${most} parents: take fewer lags or parents, or a longer series.`
    throw new CausalError('too-few-rows', message, { n: windows.count, needed })
  }
  const columns = codedColumns(series, names, levels)
  const place = new Map(names.map((name, i) => [name, i]))
  const lessons = names.map((name, i) => {
    const y = laggedColumn(columns[i]!, 0, windows)
    if (y.every((value) => value === y[0]))
      throw new CausalError(
        'constant-column',
        `${show(name)} is ${show(levels[i]?.[y[0]!] ?? y[0])} at all times: leave it out.`,
        { column: name },
      )
    const lesson = {
      outcome: laggedName(name, 0),
      names: parents[i]!.map((parent) => laggedName(parent.name, parent.lag)),
      columns: parents[i]!.map((parent) => laggedColumn(columns[place.get(parent.name)!]!, parent.lag, windows)),
      y,
    }
    const parentLevels = parents[i]!.map((parent) => levels[place.get(parent.name)!]!)
    const own = levels[i]!
    if (own !== null) return { ...lesson, levelCount: own.length, parentLevels }
    return parentLevels.every((each) => each === null) ? lesson : withTerms(lesson, parentLevels)
  })
  return { lessons, levels, n: windows.count, start: lastSteps(columns, windows, maxLag) }
}

/** A number's lesson with terms in place of parents that are categories. */
function withTerms(lesson: RegressionData, parentLevels: readonly Levels[]): RegressionData {
  const terms = termsOf(parentLevels)
  return {
    ...lesson,
    names: lesson.names.flatMap((name, k) => parentLevels[k]?.slice(1).map((level) => `${name} = ${level}`) ?? [name]),
    columns: terms.map((term) => lesson.y.map((_, t) => term((k) => lesson.columns[k]![t]!))),
    terms,
  }
}

/** The last `maxLag` values of each column before the end of the last window. */
function lastSteps(columns: readonly Float64Array[], windows: Windows, maxLag: number): readonly Float64Array[] {
  const end = windows.start.at(-1)! + windows.length.at(-1)!
  return Object.freeze(columns.map((column) => column.slice(end - maxLag, end)))
}

/** What a variable's regression tells of it. */
export interface LearnedLesson {
  readonly fitted: FittedRegression
  /** Residuals with mean 0, of the size that new ones would have. */
  readonly residuals: Float64Array
  /** Root mean square of forecast errors on times that were not learned from, and of the values about their mean. */
  readonly error: number
  readonly spread: number
}

/** Fits a variable on its parents, and finds residuals as large as those of new times. */
export function learn(lesson: RegressionData, learner: Learner | undefined, seed: number | string): LearnedLesson {
  const regression =
    lesson.columns.length === 0
      ? meanRegression(lesson)
      : learner === undefined
        ? linearRegression(lesson)
        : learnedRegression(learner, seed, lesson)
  const { n, y, size } = regression
  const all = Int32Array.from({ length: n }, (_, t) => t)
  const fitted = onParents(lesson, regression.fit(all))
  const { residuals: away, spread } = crossFitted(regression)
  const error = Math.sqrt(away.reduce((sum, e) => sum + e * e, 0) / n)
  const isLinear = learner === undefined || lesson.columns.length === 0
  const own = isLinear ? Float64Array.from(fitted.at(all), (f, t) => y[t]! - f) : away
  const widen = isLinear ? Math.sqrt(n / (n - size)) : 1
  const mean = own.reduce((sum, e) => sum + e, 0) / n
  return { fitted, residuals: own.map((e) => (e - mean) * widen), error, spread }
}
