import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { semidefiniteFactor } from '../../numeric/semidefinite-factor.js'
import type { Generator } from '../../probability/streams/generator.js'
import { generator, splitStream } from '../../probability/streams/stream.js'
import type { RandomStream } from '../../probability/types.js'
import { show } from '../../show.js'
import { instantOrder, readTemporalModel } from '../core/read-temporal-model.js'
import { largestRoot, reducedForm } from '../core/responses.js'
import type { LinearTemporalModel } from '../types.js'
import { levelAt } from './categories.js'
import type { TemporalNoise, TemporalScm } from './types.js'

/** A category of a model. */
export interface Category {
  readonly levels: readonly string[]
  readonly chances: (values: ArrayLike<number>) => Float64Array
}

/** A variable's value from those of its parents and its noise: of a category, the level that a uniform number picks. */
export function drawnValue(
  { predict, categories }: RollingModel,
  i: number,
  values: Float64Array,
  noise: number,
): number {
  const category = categories[i]!
  return category === null ? predict[i]!(values) + noise : levelAt(category.chances(values), noise)
}

/** A model of a series in positions: what a roll-out needs of it, whatever it was made from. */
export interface RollingModel {
  readonly names: readonly string[]
  readonly index: ReadonlyMap<string, number>
  readonly maxLag: number
  /** Variables, causes within a step before their effects. */
  readonly order: Int32Array
  /** For each variable its parents as `[variable, lag]*`. */
  readonly parents: readonly Int32Array[]
  readonly predict: readonly ((values: ArrayLike<number>) => number)[]
  /** For each variable its levels and their chances; null for a number. */
  readonly categories: readonly (Category | null)[]
  /** The noise of one step after another, in the order of variables; uniform numbers for categories. */
  readonly noise: (stream: RandomStream) => (out: Float64Array) => void
  /** maxLag values of each variable before the first step, the latest last. */
  readonly start: readonly Float64Array[]
  /** How many steps to leave out before the first, so that the start is forgotten. */
  readonly burnIn: number
  /** How large a variable can be before the roll-out counts as exploding. */
  readonly largest: Float64Array
}

/** The door of every verb that takes a model of a series. */
export function rollingModel(model: TemporalScm | LinearTemporalModel): RollingModel {
  const given = checkedObject('model', model) as Partial<TemporalScm & LinearTemporalModel>
  if (given.mechanisms !== undefined) return rollingScm(model as TemporalScm)
  if (given.lagged !== undefined) return rollingLinear(model as LinearTemporalModel)
  throw new CausalError(
    'invalid-argument',
    `expected a model of a series, such as fitTemporalScm or linearTemporalModel makes, got ${show(model)}.`,
  )
}

/** A million times the size of the data or of the noise: no stable model gets there. */
const FAR = 1e6

function rollingScm(model: TemporalScm): RollingModel {
  const { names, graph, mechanisms, noise, start } = model
  const index = indexNames('variable', names)
  const p = names.length
  for (const [list, what] of [
    [mechanisms, 'mechanisms'],
    [start, 'starts'],
    [checkedObject('noise', noise).residuals, 'residuals'],
  ] as const) {
    if (checkedList(what, list as readonly unknown[]).length !== p)
      throw new CausalError('invalid-argument', `the model has ${p} variables and ${list.length} ${what}.`)
  }
  const within = new Float64Array(p * p)
  const parents = mechanisms.map((mechanism, i) => {
    const flat = mechanism.parents.flatMap(({ name, lag }) => [lookUp('variable', index, name), lag])
    for (let k = 0; k < flat.length; k += 2) if (flat[k + 1] === 0) within[i * p + flat[k]!] = 1
    return Int32Array.from(flat)
  })
  const categories = mechanisms.map(({ variable, levels, chances }): Category | null => {
    if (levels === undefined && chances === undefined) return null
    if (typeof chances === 'function' && Array.isArray(levels))
      return { levels: checkedList('levels', levels), chances }
    const message = `a category of a model has its levels and their chances, and ${show(variable)} only one of them.`
    throw new CausalError('invalid-argument', message, { variable })
  })
  const largest = names.map((_, i) => {
    const sizes = [...start[i]!, ...noise.residuals[i]!].map((value) => Math.abs(value))
    return FAR * sizes.reduce((most, size) => Math.max(most, size), 1e-300)
  })
  // a variable without noise moves with its causes
  const most = largest.reduce((a, b) => Math.max(a, b), 0)
  return {
    names,
    index,
    maxLag: graph.maxLag,
    order: instantOrder(names, within),
    parents,
    predict: mechanisms.map(({ predict }) => predict),
    categories,
    noise: (stream) => residualNoise(names, categories, noise, stream),
    start,
    burnIn: 0,
    largest: new Float64Array(p).fill(most),
  }
}

function rollingLinear(model: LinearTemporalModel): RollingModel {
  const { names, index, p, contemporaneous, lagged, noise } = readTemporalModel(model)
  const { intercept } = model
  const parents: Int32Array[] = []
  const predict: ((values: ArrayLike<number>) => number)[] = []
  for (let i = 0; i < p; i++) {
    const from: number[] = []
    const coefficients: number[] = []
    for (const [lag, matrix] of [contemporaneous, ...lagged].entries()) {
      for (let j = 0; j < p; j++) {
        if (matrix[i * p + j] === 0) continue
        from.push(j, lag)
        coefficients.push(matrix[i * p + j]!)
      }
    }
    parents.push(Int32Array.from(from))
    predict.push(linearIn(intercept[i]!, coefficients))
  }
  const sizes = names.map((_, i) => Math.sqrt(noise[i * p + i]!) + Math.abs(intercept[i]!))
  return {
    names,
    index,
    maxLag: lagged.length,
    order: instantOrder(names, contemporaneous),
    parents,
    predict,
    categories: names.map(() => null),
    noise: (stream) => gaussianNoise(names, noise, stream),
    start: names.map(() => new Float64Array(lagged.length)),
    // a model without an equilibrium has none to go to
    burnIn: largestRoot(reducedForm({ p, contemporaneous, lagged, noise }).lagged, p) < 1 ? 1000 : 0,
    largest: new Float64Array(p).fill(FAR * sizes.reduce((a, b) => Math.max(a, b), 1e-300)),
  }
}

export function linearIn(intercept: number, coefficients: ArrayLike<number>): (values: ArrayLike<number>) => number {
  return (values) => {
    let sum = intercept
    for (let k = 0; k < coefficients.length; k++) sum += coefficients[k]! * values[k]!
    return sum
  }
}

/** Variables in the order of their names, so that no draw depends on the order of columns. */
function byName(names: readonly string[]): number[] {
  return names.map((_, i) => i).sort((a, b) => (names[a]! < names[b]! ? -1 : 1))
}

function gaussianNoise(
  names: readonly string[],
  covariance: Float64Array,
  stream: RandomStream,
): (out: Float64Array) => void {
  const p = names.length
  const sorted = byName(names)
  const factor = semidefiniteFactor(
    Float64Array.from({ length: p * p }, (_, k) => covariance[sorted[Math.floor(k / p)]! * p + sorted[k % p]!]!),
    p,
  )
  if (factor === null)
    throw new CausalError(
      'invalid-argument',
      'noise of the model is not positive semidefinite: no noise has such covariances.',
    )
  const random = names.map((name) => generator(splitStream(stream, name)))
  const shocks = new Float64Array(p)
  return (out) => {
    for (let k = 0; k < p; k++) shocks[k] = random[sorted[k]!]!.normal()
    for (let i = 0; i < p; i++) {
      let sum = 0
      for (let k = 0; k <= i; k++) sum += factor[i * p + k]! * shocks[k]!
      out[sorted[i]!] = sum
    }
  }
}

function residualNoise(
  names: readonly string[],
  categories: readonly (Category | null)[],
  { kind, residuals }: TemporalNoise,
  stream: RandomStream,
): (out: Float64Array) => void {
  const isCategory = categories.map((category) => category !== null)
  const random: Generator[] = names.map((name) => generator(splitStream(stream, name)))
  if (kind === 'residuals') {
    const together = generator(splitStream(stream, 'residuals'))
    const n = residuals.find((_, i) => !isCategory[i])?.length ?? 1
    return (out) => {
      const at = together.integer(n)
      for (let i = 0; i < out.length; i++) out[i] = isCategory[i] ? random[i]!.uniform() : residuals[i]![at]!
    }
  }
  if (kind === 'gaussian') {
    const deviations = residuals.map((list) => Math.sqrt(list.reduce((sum, e) => sum + e * e, 0) / list.length))
    return (out) => {
      for (let i = 0; i < out.length; i++)
        out[i] = isCategory[i] ? random[i]!.uniform() : deviations[i]! * random[i]!.normal()
    }
  }
  const sorted = residuals.map((list) => list.slice().sort())
  return (out) => {
    for (let i = 0; i < out.length; i++) {
      if (isCategory[i]) {
        out[i] = random[i]!.uniform()
        continue
      }
      // the empirical quantile function, straight between the residuals
      const list = sorted[i]!
      const at = random[i]!.uniform() * (list.length - 1)
      const low = Math.floor(at)
      out[i] = list[low]! + (at - low) * ((list[low + 1] ?? list[low]!) - list[low]!)
    }
  }
}
