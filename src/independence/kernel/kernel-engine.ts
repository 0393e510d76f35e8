import type { LowRank } from '../../numeric/pivoted-cholesky.js'
import { gaussianKernel } from '../kernels/gaussian-kernel.js'
import type { GramMatrix } from '../kernels/types.js'
import { empiricalWidth } from '../kernels/width.js'
import { gramOn, onePlus, written } from './gram-on.js'
import type { KciSettings } from './kci-options.js'
import type { KernelColumns } from './kernel-columns.js'
import { learnedSmoother } from './learned-smoother.js'
import { bytesOf, centredFactor, recompress, squaresOf, traceOf } from './low-rank.js'
import { makeStore } from './lru.js'
import { leadingFeatures, type Residual, type RidgeSmoother, ridgeSmoother } from './ridge-smoother.js'
import { makeSmoother, nullInflation, type Smoother } from './smoother.js'

/** The centred factor of one variable's Gram matrix, and its sums. */
export interface VariableFactor {
  readonly factor: LowRank
  readonly trace: number
  readonly squares: number
}

/** Factors of variables and conditioning sets, kept while memory lasts. */
export interface KernelEngine {
  /** For a test of plain independence. */
  readonly marginal: (variable: number, role: 'x' | 'y') => VariableFactor
  /** What the conditioning set leaves of a variable: a factor of R K R, and its share of the trace. */
  readonly residual: (variable: number, role: 'x' | 'y', given: Int32Array) => Residual
  /** What weighs products of residuals: 1 + W (by the rule W), W the kernel of the conditioning set; undefined under parity. */
  readonly weight: (given: Int32Array) => GramMatrix | undefined
  /** How far the null mean exceeds the trace of H, by the rule; 1 where the smoother is learned. */
  readonly inflation: (given: Int32Array) => number
}

const marginalTolerance = 1e-10
/** Widths to choose from, in standard deviations times the root of the number of conditions: 0.2 to 6. */
const WIDTHS = [0.2, 0.47, 1.1, 2.56, 6]
/** Most functions of a variable that are regressed on the conditioning set. */
const MOST_FEATURES = 30

/** What kci asks of the data. */
export function kernelEngine(data: KernelColumns, settings: KciSettings): KernelEngine {
  const store = makeStore(settings.memory)
  const { tolerance, parity, bandwidth, anyWidth } = settings
  const isRule = bandwidth === 'rule'
  const byRule = (given: Int32Array): GramMatrix => gramOn(data, settings.given, given, given.length, parity)
  /** The Gaussian kernel of a conditioning set, its width in units of √k. */
  const atWidth = (width: number, given: Int32Array): GramMatrix => {
    const numbers = given.filter((i) => !data.categorical[i]!).length
    return gramOn(data, gaussianKernel({ width: width * Math.sqrt(Math.max(1, numbers)) }), given, given.length, parity)
  }
  const sets = (given: Int32Array): GramMatrix => {
    if (isRule || parity) return byRule(given)
    return onePlus(anyWidth ? atWidth(1, given) : byRule(given))
  }

  const n = data.rowCount
  // written out once where it is small beside the memory: every test with this conditioning set reads it
  const weight = (given: Int32Array): GramMatrix =>
    8 * n * n > settings.memory / 4
      ? sets(given)
      : store.get(
          `weight ${given.join()}`,
          () => written(sets(given)),
          () => 8 * n * n,
        )
  const ridges = (given: Int32Array): RidgeSmoother =>
    store.get(
      `ridges ${given.join()}`,
      () => {
        const isWide = anyWidth && given.some((i) => !data.categorical[i]!)
        return ridgeSmoother(isWide ? WIDTHS.map((width) => atWidth(width, given)) : [byRule(given)])
      },
      ({ bytes }) => bytes,
    )
  const smoother = (given: Int32Array): Smoother =>
    store.get(
      `given ${given.join()}`,
      () => makeSmoother(byRule(given), settings.ridge, tolerance * 1e-3),
      ({ bytes }) => bytes,
    )
  const conditional = (variable: number, role: 'x' | 'y', given: Int32Array): LowRank => {
    const kernel = settings[role]
    if (!parity) {
      return store.get(
        `${role} ${variable}`,
        () => {
          const whole = centredFactor(gramOn(data, kernel, [variable], 1, false), tolerance)
          return bandwidth === 'learned' ? leadingFeatures(whole, MOST_FEATURES) : whole
        },
        bytesOf,
      )
    }
    const joined = role === 'x' ? given : new Int32Array(0)
    return centredFactor(gramOn(data, kernel, [variable], given.length, true, joined), tolerance)
  }

  return {
    marginal: (variable, role) =>
      store.get(
        `${role} ${variable} alone`,
        () => {
          const factor = centredFactor(gramOn(data, settings[role], [variable], 0, parity), marginalTolerance)
          return { factor, trace: traceOf(factor), squares: squaresOf(factor) }
        },
        ({ factor }) => bytesOf(factor),
      ),
    residual: (variable, role, given) =>
      store.get(
        `${role} ${variable} given ${given.join()}`,
        () => {
          const factor = conditional(variable, role, given)
          if (bandwidth === 'learned') return ridges(given).residual(factor)
          const smooth =
            bandwidth === 'gaussian-process'
              ? learnedSmoother(
                  (width) => gramOn(data, gaussianKernel({ width }), given, given.length, parity),
                  factor,
                  tolerance * 1e-3,
                  parity ? startWidth(data.rowCount, given.length, role) : undefined,
                )
              : smoother(given)
          const left = recompress(smooth.residual(factor), tolerance * 10)
          return { factor: left, left: traceOf(left) / traceOf(factor) }
        },
        (found) => bytesOf(found.factor),
      ),
    weight: (given) => (parity ? undefined : weight(given)),
    inflation: (given) =>
      parity || !isRule
        ? 1
        : store.get(
            `inflation ${given.join()}`,
            () => nullInflation(smoother(given), weight(given)),
            () => 64,
          ),
  }
}

/** Where causal-learn starts to learn: the empirical width of the kernel over the root of its dimensions. */
function startWidth(rowCount: number, conditions: number, role: 'x' | 'y'): number {
  return empiricalWidth(rowCount, conditions) / Math.sqrt(role === 'x' ? 1 + conditions : 1)
}
