import { CausalError } from '../../errors.js'
import { multinomialLogit } from '../../independence/mixed/multinomial-logit.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { show } from '../../show.js'
import type { Levels } from './coded-columns.js'
import { meanAt, type RegressionData } from './regressions.js'

/** What a category is learned from: its place among its levels at each time, and its parents, categories as places too. */
export interface CategoryLesson extends RegressionData {
  /** How many levels it has. */
  readonly levelCount: number
  /** Those of each parent. */
  readonly parentLevels: readonly Levels[]
}

/** The chance of each level, given the parents. */
export type Chances = (values: ArrayLike<number>) => Float64Array

/** More combinations of the parents' levels than this are not given a row of a table each. */
const mostCells = 64

/** Beyond this weight of a parent in units of its spread, levels are parted without error. */
const parted = 30

/** Fits the chances on some times: a table where all parents are categories of few levels, else a multinomial logit on them. */
export function fitChances(
  lesson: CategoryLesson,
  times: Int32Array,
): { readonly chances: Chances; readonly isParted: boolean } {
  const cells = lesson.parentLevels.reduce(
    (product, levels) => product * (levels?.length ?? Number.POSITIVE_INFINITY),
    1,
  )
  return cells <= mostCells ? { chances: tableOf(lesson, times, cells), isParted: false } : logitOf(lesson, times)
}

/**
 * The shares of levels for each combination of the parents, drawn towards the shares of all times as if one more time had been seen with
 * them; a combination that was never seen has these.
 */
function tableOf({ levelCount, parentLevels, columns, y }: CategoryLesson, times: Int32Array, cells: number): Chances {
  const cellOf = (value: (k: number) => number): number =>
    parentLevels.reduce((cell, levels, k) => cell * levels!.length + value(k), 0)
  const counts = new Float64Array(cells * levelCount)
  const shares = new Float64Array(levelCount)
  const totals = new Float64Array(cells)
  for (const t of times) {
    const cell = cellOf((k) => columns[k]![t]!)
    counts[cell * levelCount + y[t]!]!++
    totals[cell]!++
    shares[y[t]!]! += 1 / times.length
  }
  return (values) => {
    const cell = cellOf((k) => values[k]!)
    return shares.map((share, level) => (counts[cell * levelCount + level]! + share) / (totals[cell]! + 1))
  }
}

function logitOf(
  { levelCount, parentLevels, columns, y }: CategoryLesson,
  times: Int32Array,
): { readonly chances: Chances; readonly isParted: boolean } {
  // levels that occur, those without a row having no chance
  const present = Array.from({ length: levelCount }, (_, level) => level).filter((level) =>
    times.some((t) => y[t] === level),
  )
  const terms = termsOf(parentLevels)
  const design = terms
    .map((term) => {
      const values = Float64Array.from(times, (t) => term((k) => columns[k]![t]!))
      const middle = meanAt(values, values.map((_, r) => r) as unknown as Int32Array)
      const spread = Math.sqrt(values.reduce((sum, v) => sum + (v - middle) ** 2, 0) / values.length)
      return { term, middle, spread, values }
    })
    .filter(({ spread }) => spread > 0)
  const unit = design.map(({ values, middle, spread }) => values.map((v) => (v - middle) / spread))
  const code = Int32Array.from(times, (t) => present.indexOf(y[t]!))
  const k = unit.length + 1
  const { coefficients } =
    present.length > 1 ? multinomialLogit(code, present.length, unit) : { coefficients: new Float64Array(0) }
  const chances: Chances = (values) => {
    const x = design.map(({ term, middle, spread }) => (term((c) => values[c]!) - middle) / spread)
    const odds = present.map((_, s) => {
      if (s + 1 === present.length) return 0
      let sum = coefficients[s * k]!
      for (const [c, value] of x.entries()) sum += coefficients[s * k + c + 1]! * value
      return sum
    })
    const most = Math.max(...odds)
    const weights = odds.map((value) => portableExp(value - most))
    const total = weights.reduce((sum, value) => sum + value, 0)
    const out = new Float64Array(levelCount)
    for (const [s, level] of present.entries()) out[level] = weights[s]! / total
    return out
  }
  return { chances, isParted: coefficients.some((value) => !(Math.abs(value) < parted)) }
}

/** The terms of a design: a number as it is, and for a category one for each level but the first. */
export function termsOf(parentLevels: readonly Levels[]): readonly ((value: (k: number) => number) => number)[] {
  return parentLevels.flatMap((levels, k) =>
    levels === null
      ? [(value: (k: number) => number) => value(k)]
      : levels.slice(1).map((_, l) => (value: (k: number) => number) => (value(k) === l + 1 ? 1 : 0)),
  )
}

/** A category's chances from all times, and how far off those of four fifths are on the last fifth. */
export interface LearnedCategory {
  readonly chances: Chances
  /** The root of the mean of Σ (1 if the level occurs − its chance)² over times that were not learned from (Brier 1950). */
  readonly error: number
  /** The same where the shares of the levels are forecast. */
  readonly spread: number
}

/** Fits a category on its parents. */
export function learnCategory(lesson: CategoryLesson): LearnedCategory {
  const { y, columns, outcome, levelCount } = lesson
  const n = y.length
  const all = Int32Array.from({ length: n }, (_, t) => t)
  const { chances, isParted } = fitChances(lesson, all)
  if (isParted) {
    const message = `the causes of ${show(outcome)} part some of its levels without error, so that their weights have no maximum: give more data, or causes that are categories of few levels.`
    throw new CausalError('invalid-data', message, { outcome })
  }
  const without = { ...lesson, names: [], columns: [], parentLevels: [] }
  let [squares, around] = [0, 0]
  const parts = 5
  for (let part = 0; part < parts; part++) {
    const [from, to] = [Math.floor((part * n) / parts), Math.floor(((part + 1) * n) / parts)]
    const outside = all.filter((t) => t < from || t >= to)
    const [own, bare] = [fitChances(lesson, outside).chances, fitChances(without, outside).chances]
    for (let t = from; t < to; t++) {
      squares += brier(own(columns.map((column) => column[t]!)), y[t]!, levelCount)
      around += brier(bare([]), y[t]!, levelCount)
    }
  }
  return { chances, error: Math.sqrt(squares / n), spread: Math.sqrt(around / n) }
}

/** Σ (1 if the level occurs − its chance)². */
export function brier(chances: Float64Array, level: number, levelCount: number): number {
  let sum = 0
  for (let l = 0; l < levelCount; l++) sum += ((l === level ? 1 : 0) - chances[l]!) ** 2
  return sum
}

/** The place of the most probable level, the first of equals. */
export function mostProbable(chances: Float64Array): number {
  let best = 0
  for (let l = 1; l < chances.length; l++) if (chances[l]! > chances[best]!) best = l
  return best
}

/** The level that a uniform number in [0, 1) picks. */
export function levelAt(chances: Float64Array, uniform: number): number {
  let [level, sum] = [0, chances[0]!]
  while (uniform >= sum && level + 1 < chances.length) sum += chances[++level]!
  return level
}
