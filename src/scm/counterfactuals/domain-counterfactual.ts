import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedNumbers, checkedObject } from '../../names.js'
import { linearSolve } from '../../numeric/linear-solve.js'
import { show } from '../../show.js'

/**
 * An invertible map of vectors.
 *
 * @category Counterfactuals
 */
export interface InvertibleMap {
  /** The map. */
  readonly apply: (vector: readonly number[]) => readonly number[]
  /** Its inverse. */
  readonly invert: (vector: readonly number[]) => readonly number[]
}

/**
 * Domains that share their noise and how it is observed, and differ in the causal mechanisms between: in domain d,
 * `x = observation(domains[d](noise))`.
 *
 * @category Counterfactuals
 */
export interface DomainModel {
  /** From latent causal variables to what is observed; the same in all domains. */
  readonly observation: InvertibleMap
  /** From noise to latent causal variables, one map for each domain. */
  readonly domains: readonly InvertibleMap[]
}

/**
 * An affine map x ↦ A x + b as an invertible map.
 *
 * @param matrix - A, a list of rows, square
 * @param offset - b, zero by default
 * @returns the map and its inverse
 * @throws CausalError `not-invertible` for a singular matrix; `invalid-argument` for sizes that do not fit
 * @complexity O(n²) to apply, O(n³) to invert
 * @category Counterfactuals
 * @example
 * affineMap([[2, 0], [0, 4]], [1, 0]).invert([3, 4])
 * //=> [1, 1]
 */
export function affineMap(
  matrix: readonly (readonly number[])[],
  offset: readonly number[] = Array.isArray(matrix) ? matrix.map(() => 0) : [],
): InvertibleMap {
  return calledAs('affineMap', () => {
    checkedList('offset', offset)
    const n = checkedList('matrix', matrix).length
    if (
      n === 0 ||
      offset.length !== n ||
      matrix.some((row) => checkedList('row', row).length !== n || !row.every(Number.isFinite))
    ) {
      throw new CausalError(
        'invalid-argument',
        `needs a square matrix of finite numbers and an offset as long, got ${show(n)} rows.`,
      )
    }
    const a = Float64Array.from(matrix.flat())
    const check = (x: readonly number[]): void => {
      if (x.length === n && x.every(Number.isFinite)) return
      throw new CausalError('invalid-argument', `a vector has ${n} finite numbers here, got ${show(x)}.`)
    }
    const invert = (y: readonly number[]): number[] => {
      check(y)
      const solved = linearSolve(
        a,
        n,
        Float64Array.from(y, (v, i) => v - offset[i]!),
      )
      if (solved.ok) return [...solved.solution]
      throw new CausalError('not-invertible', `the matrix is singular at column ${solved.column}.`, {
        column: solved.column,
      })
    }
    invert(offset)
    return Object.freeze({
      // the maps are called by the user, long after this function has returned
      apply: (x: readonly number[]) =>
        calledAs('affineMap', () => {
          check(x)
          return offset.map((b, i) => b + matrix[i]!.reduce((sum, m, j) => sum + m * x[j]!, 0))
        }),
      invert: (y: readonly number[]) => calledAs('affineMap', () => invert(y)),
    })
  })
}

/**
 * A domain counterfactual: what this unit would look like, had it come from another domain.
 *
 * Abduction by the inverses, the other domain's mechanisms for action, prediction by the same observation (Zhou et al. 2024,
 * "Towards Characterizing Domain Counterfactuals for Invertible Latent Causal Models").
 *
 * @param model - the shared observation map and each domain's map
 * @param x - the unit as observed
 * @param from - the position of its domain
 * @param to - the position of the other domain
 * @returns the unit as it would have been observed
 * @throws CausalError `invalid-argument` for a domain that is not there; `not-invertible` where an inverse fails its round
 *   trip
 * @complexity that of the maps
 * @category Counterfactuals
 * @example
 * const model = { observation: affineMap([[1, 1], [0, 1]]), domains: [affineMap([[1, 0], [0, 1]]), affineMap([[1, 0], [0, 3]])] }
 * domainCounterfactual(model, [3, 2], 0, 1)
 * //=> [7, 6]
 */
export function domainCounterfactual(
  model: DomainModel,
  x: readonly number[],
  from: number,
  to: number,
): readonly number[] {
  return calledAs('domainCounterfactual', () => {
    const domainAt = (d: number): InvertibleMap => {
      const found = typeof d === 'number' ? model.domains[d] : undefined
      if (found !== undefined) {
        checkMap(found, `the domain ${d}`)
        return found
      }
      const message = `there is no domain ${show(d)}: there are ${model.domains.length}, counted from 0.`
      throw new CausalError('invalid-argument', message, { domain: d })
    }
    checkedList('unit', x)
    checkedList('domains', checkedObject('model', model).domains)
    const latent = undo(model.observation, x, 'the observation')
    const noise = undo(domainAt(from), latent, `the domain ${show(from)}`)
    return Object.freeze([...model.observation.apply(domainAt(to).apply(noise))])
  })
}

function checkMap(map: InvertibleMap, what: string): void {
  if (typeof map?.invert === 'function' && typeof map.apply === 'function') return
  throw new CausalError('invalid-argument', `${what} must be an invertible map { apply, invert }, got ${show(map)}.`)
}

/** The inverse image, checked by going back. */
function undo(map: InvertibleMap, y: readonly number[], what: string): readonly number[] {
  checkMap(map, what)
  const x = checkedNumbers(`inverse image under ${what}`, map.invert(y))
  const again = checkedNumbers(`image under ${what}`, map.apply(x))
  const size = 1 + Math.max(...y.map(Math.abs))
  if (again.length === y.length && again.every((v, i) => Math.abs(v - y[i]!) <= 1e-6 * size)) return x
  const message = `the inverse of ${what} does not lead back to ${show(y)}.`
  throw new CausalError('not-invertible', message, { vector: [...y] })
}
