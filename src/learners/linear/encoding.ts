import type { Feature } from '../core/features.js'
import type { TrainingSet } from '../core/training-set.js'
import { standardOf } from '../core/weighted-standard.js'

/** One regressor: a number, or the indicator of a category, with how it is centred and scaled. */
export interface Term {
  /** The column's name, or `column=level`. */
  readonly name: string
  /** The position of its feature. */
  readonly source: number
  /** The code whose indicator it is, −1 for a number. */
  readonly code: number
  /** The codes that rows of the fit had, null for a number. */
  readonly met: ReadonlySet<number> | null
  readonly center: number
  readonly scale: number
}

/** Regressors of mean 0 and variance 1, k a row. */
export interface Encoding {
  readonly k: number
  readonly terms: readonly Term[]
  /** Row-major n × k. */
  readonly x: Float64Array
}

/**
 * Numbers as they are; of two categories the indicator of the second; of more the indicator of each, or of all but the
 * first for a fit without penalty (`reference`). What does not vary among the rows has no part.
 */
export function encode(data: TrainingSet, reference: boolean): Encoding {
  const terms: Term[] = []
  for (const [source, feature] of data.features.entries()) {
    const { name, values, levels } = feature
    if (levels === null) add({ name, source, code: -1, met: null }, values)
    else {
      const used = levels.map((_, code) => code).filter((code) => values.includes(code as never))
      const met = new Set(used)
      for (const code of reference || used.length === 2 ? used.slice(1) : used) {
        add({ name: `${name}=${levels[code]}`, source, code, met }, indicator(values, code))
      }
    }
  }
  return { k: terms.length, terms, x: regressors(terms, data.features, data.n) }

  function add(term: Omit<Term, 'center' | 'scale'>, values: ArrayLike<number>): void {
    const standard = standardOf(values, data.weights)
    if (standard.scale > 0) terms.push({ ...term, ...standard })
  }
}

function indicator(values: ArrayLike<number>, code: number): Float64Array {
  return Float64Array.from(values, (value) => (value === code ? 1 : 0))
}

/**
 * The regressors of some rows. A category that no row of the fit had counts as their average: its indicators are all at
 * their means.
 */
export function regressors(terms: readonly Term[], features: readonly Feature[], n: number): Float64Array {
  const k = terms.length
  const x = new Float64Array(n * k)
  for (const [a, { source, code, met, center, scale }] of terms.entries()) {
    const { values } = features[source]!
    if (met === null) for (let i = 0; i < n; i++) x[i * k + a] = (values[i]! - center) / scale
    else {
      for (let i = 0; i < n; i++) {
        if (met.has(values[i]!)) x[i * k + a] = ((values[i] === code ? 1 : 0) - center) / scale
      }
    }
  }
  return x
}
