import { CausalError } from '../../errors.js'
import { diagonal } from '../factors/diagonal.js'
import { type ContractionLimits, type ContractionPlan, planContraction } from './contraction-plan.js'
import type { Layout } from './contraction-program.js'
import { runPlan } from './run-plan.js'
import { type Semiring, zeroOf } from './semiring.js'

/** A table over variables given by number. */
export interface Tensor {
  /** The variables of its axes, in order; one that stands twice means the diagonal. */
  readonly scope: ArrayLike<number>
  /** Row-major, the last axis fastest. */
  readonly values: Float64Array
  /**
   * The variables over which it sums to one (in the semiring's sense) for every state of the others, such as the child in
   * a conditional probability table. With them, a tensor whose outputs nothing reads is left out of the work.
   */
  readonly outputs?: ArrayLike<number>
}

/** Σ over what is not kept of Π of the tensors, in a semiring. */
export interface Contraction {
  /** The number of states of each variable. */
  readonly cardinalities: ArrayLike<number>
  readonly tensors: readonly Tensor[]
  /** The variables of the answer, in order; one that stands twice gives a diagonal. */
  readonly keep: ArrayLike<number>
  /** Variables fixed at a state: their axes are sliced away first, so they cannot be kept. */
  readonly evidence?: readonly (readonly [variable: number, state: number])[]
  /** By default `sum-product`. */
  readonly semiring?: Semiring
  /**
   * Scale tables on the way whose numbers grow too small or too large, and report the scale: the product of thousands of
   * probabilities is then still told from zero. Not for `log-sum-exp`, which needs it not.
   */
  readonly scaled?: boolean
  readonly limits?: ContractionLimits
  /** Where plans for shapes seen before are found again. */
  readonly cache?: ContractionCache
}

export interface Contracted {
  /** Row-major over `keep`; to be multiplied by exp(`logScale`). */
  readonly values: Float64Array
  /** 0 unless `scaled` was asked for and needed. */
  readonly logScale: number
  /** Predicted multiplications and additions. */
  readonly operations: number
  /** Cells of the largest tensor made on the way. */
  readonly largest: number
}

/** Plans by shape, the least recently used one dropped beyond the capacity. Hold one per model, in a WeakMap. */
export interface ContractionCache {
  readonly capacity: number
  readonly plans: Map<string, ContractionPlan>
}

export function contractionCache(capacity = 64): ContractionCache {
  return { capacity, plans: new Map() }
}

/**
 * The one engine for every exact sum over products of tables: marginals, posteriors, diagrams, estimands.
 *
 * @throws CausalError `too-large` above the limits; `type-mismatch` when the length of `values` is not the product of the
 * sizes of its axes; `invalid-argument`, `contradiction` and `overlap` for evidence that cannot be
 */
export function contract(problem: Contraction): Contracted {
  const { cardinalities, tensors } = problem
  const semiring = problem.semiring ?? 'sum-product'
  const keep = [...new Set(Array.from(problem.keep))]
  const fixed = new Int32Array(cardinalities.length).fill(-1)
  for (const [v, state] of problem.evidence ?? []) {
    if (!(state >= 0 && state < cardinalities[v]!) || !Number.isInteger(state)) {
      throw new CausalError('invalid-argument', `variable ${v} has no state ${state}.`, { variable: v, state })
    }
    if (fixed[v]! >= 0 && fixed[v] !== state) {
      const message = `variable ${v} cannot have the states ${fixed[v]} and ${state} at once.`
      throw new CausalError('contradiction', message, { variable: v })
    }
    fixed[v] = state
  }
  for (const v of keep) {
    if (fixed[v]! >= 0) throw new CausalError('overlap', `variable ${v} is both asked for and given.`, { variable: v })
  }
  const layouts: Layout[] = []
  const starts = new Int32Array(tensors.length)
  for (const [t, tensor] of tensors.entries()) layouts.push(sliceLayout(tensor, cardinalities, fixed, starts, t))

  const key = problem.cache === undefined ? '' : shapeKey(problem, keep, fixed)
  let plan = problem.cache?.plans.get(key)
  if (plan === undefined) {
    const outputs = tensors.map((tensor) => (tensor.outputs === undefined ? [] : Array.from(tensor.outputs)))
    plan = planContraction({ cardinalities, layouts, outputs, keep }, problem.limits)
  }
  if (problem.cache !== undefined) remember(problem.cache, key, plan)

  const scaled = problem.scaled === true && semiring !== 'log-sum-exp'
  const { values, logScale } = runPlan(plan, tensors, starts, semiring, scaled)
  const { operations, largest } = plan
  if (keep.length === problem.keep.length) return { values, logScale, operations, largest }
  const spread = diagonal(values, cardinalities, keep, problem.keep, zeroOf(semiring))
  return { values: spread, logScale, operations, largest }
}

/** A tensor's free variables with their strides; `starts[t]` becomes the place of the slice that evidence asks for. */
function sliceLayout(
  tensor: Tensor,
  cardinalities: ArrayLike<number>,
  fixed: Int32Array,
  starts: Int32Array,
  t: number,
): Layout {
  const scope: number[] = []
  const strides: number[] = []
  let stride = 1
  for (let k = tensor.scope.length - 1; k >= 0; k--) {
    const v = tensor.scope[k]!
    if (fixed[v]! >= 0) starts[t]! += fixed[v]! * stride
    else {
      const at = scope.indexOf(v)
      if (at >= 0) strides[at]! += stride
      else {
        scope.push(v)
        strides.push(stride)
      }
    }
    stride *= cardinalities[v]!
  }
  if (stride !== tensor.values.length) {
    throw new CausalError('type-mismatch', `tensor ${t} has ${tensor.values.length} cells, its axes make ${stride}.`, {
      tensor: t,
    })
  }
  return { scope, strides }
}

function shapeKey(problem: Contraction, keep: readonly number[], fixed: Int32Array): string {
  const { cells, operations } = problem.limits ?? {}
  const parts = [Array.from(problem.cardinalities).join(), keep.join(), `${cells} ${operations}`]
  for (const { scope, outputs } of problem.tensors) {
    let part = ''
    for (let k = 0; k < scope.length; k++) part += `${scope[k]}${fixed[scope[k]!]! >= 0 ? '*' : ' '}`
    if (outputs !== undefined) part += `>${Array.from(outputs).join()}`
    parts.push(part)
  }
  return parts.join(';')
}

function remember(cache: ContractionCache, key: string, plan: ContractionPlan): void {
  cache.plans.delete(key)
  cache.plans.set(key, plan)
  if (cache.plans.size > cache.capacity) cache.plans.delete(cache.plans.keys().next().value!)
}
