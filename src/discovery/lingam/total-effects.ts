import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, indexNames, lookUp } from '../../names.js'
import type { LingamResult } from './lingam-result.js'

/**
 * The total effects in a linear model: over all directed paths, products of their coefficients summed up, (I − B)⁻¹ − I.
 *
 * @param found - a model with its causal order, from any LiNGAM search
 * @returns p × p row-major: entry (i, j) is by how much column i changes when column j is raised by 1
 * @throws CausalError `invalid-argument` for what is no such model, or has effects that could not be told (NaN)
 * @complexity O(p³)
 * @category Discovery
 * @example
 * const noise = normals(randomStream(1), 600).values
 * const a = noise.subarray(0, 200).map((x) => x ** 3)
 * const b = a.map((x, i) => 2 * x + noise[200 + i]! ** 3)
 * const c = b.map((x, i) => 3 * x + noise[400 + i]! ** 3)
 * const effects = totalEffects(directLingam(table({ a, b, c })))
 * Math.round(effects[2 * 3 + 0]!) // of a on c
 * //=> 6
 */
export function totalEffects<N extends string>(
  found: Pick<LingamResult<N>, 'names' | 'order' | 'coefficients'>,
): Float64Array {
  return calledAs('totalEffects', () => {
    const { coefficients, names, order } = readModel(found)
    const p = names.length
    const total = new Float64Array(p * p)
    for (const i of order) {
      for (let j = 0; j < p; j++) {
        const b = coefficients[i * p + j]!
        if (b === 0) continue
        total[i * p + j]! += b
        for (let k = 0; k < p; k++) total[i * p + k]! += b * total[j * p + k]!
      }
    }
    return total
  })
}

/** A model with its order in positions; an error where it is none, is not acyclic in that order, or holds NaN. */
function readModel(found: Pick<LingamResult, 'names' | 'order' | 'coefficients'>): {
  readonly names: readonly string[]
  readonly order: readonly number[]
  readonly coefficients: Float64Array
} {
  const { names, order, coefficients } = checkedObject('model', found)
  const index = indexNames('column', names)
  indexNames('column', order)
  const p = names.length
  const positions = order.map((name) => lookUp('column', index, name))
  if (positions.length !== p || !(coefficients instanceof Float64Array) || coefficients.length !== p * p) {
    throw new CausalError(
      'invalid-argument',
      `expected a model of ${p} columns with their order and ${p * p} coefficients.`,
    )
  }
  const place = new Int32Array(p)
  for (const [k, i] of positions.entries()) place[i] = k
  for (const [k, b] of coefficients.entries()) {
    const [i, j] = [Math.floor(k / p), k % p]
    if (Number.isNaN(b)) {
      throw new CausalError(
        'invalid-argument',
        `the effect of ${JSON.stringify(names[j])} on ${JSON.stringify(names[i])} could not be told (a hidden cause), so no total effect is known.`,
        { from: names[j], to: names[i] },
      )
    }
    if (b !== 0 && place[j]! >= place[i]!) {
      throw new CausalError('invalid-argument', 'a coefficient leads back in the order of the model.', {
        from: names[j],
        to: names[i],
      })
    }
  }
  return { names, order: positions, coefficients }
}
