import type { LowRank } from '../../numeric/pivoted-cholesky.js'
import { categoricalKernel } from '../kernels/categorical-kernel.js'
import { gaussianKernel } from '../kernels/gaussian-kernel.js'
import { productGram } from '../kernels/product-kernel.js'
import type { GramMatrix, Kernel, KernelSample } from '../kernels/types.js'
import { empiricalWidth } from '../kernels/width.js'
import type { KciSettings } from './kci-options.js'
import type { KernelColumns } from './kernel-columns.js'
import { learnedSmoother } from './learned-smoother.js'
import { bytesOf, centredFactor, recompress, squaresOf, traceOf } from './low-rank.js'
import { makeStore } from './lru.js'
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
  /** What the conditioning set leaves of a variable: a factor of R K R. */
  readonly residual: (variable: number, role: 'x' | 'y', given: Int32Array) => LowRank
  /** The kernel of the conditioning set that weighs products of residuals; undefined under parity (it is in x's). */
  readonly weight: (given: Int32Array) => GramMatrix | undefined
  /** How far the null mean exceeds the trace of H; 1 under parity. */
  readonly inflation: (given: Int32Array) => number
}

const marginalTolerance = 1e-10

/** What kci asks of the data. */
export function kernelEngine(data: KernelColumns, settings: KciSettings): KernelEngine {
  const store = makeStore(settings.memory)
  const { tolerance, parity } = settings
  const sets = (given: Int32Array): GramMatrix => gramOn(data, settings.given, given, given.length)

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
  const smoother = (given: Int32Array): Smoother =>
    store.get(
      `given ${given.join()}`,
      () => makeSmoother(sets(given), settings.ridge, tolerance * 1e-3),
      ({ bytes }) => bytes,
    )
  const conditional = (variable: number, role: 'x' | 'y', given: Int32Array): LowRank => {
    const kernel = settings[role]
    if (!parity) {
      return store.get(
        `${role} ${variable}`,
        () => centredFactor(gramOn(data, kernel, [variable], 1), tolerance),
        bytesOf,
      )
    }
    const joined = role === 'x' ? given : new Int32Array(0)
    return centredFactor(gramOn(data, kernel, [variable], given.length, joined), tolerance)
  }

  return {
    marginal: (variable, role) =>
      store.get(
        `${role} ${variable} alone`,
        () => {
          const factor = centredFactor(gramOn(data, settings[role], [variable], 0), marginalTolerance)
          return { factor, trace: traceOf(factor), squares: squaresOf(factor) }
        },
        ({ factor }) => bytesOf(factor),
      ),
    residual: (variable, role, given) =>
      store.get(
        `${role} ${variable} given ${given.join()}`,
        () => {
          const factor = conditional(variable, role, given)
          const smooth = settings.learned
            ? learnedSmoother(
                (width) => gramOn(data, gaussianKernel({ width }), given, given.length),
                factor,
                tolerance * 1e-3,
                parity ? startWidth(data.rowCount, given.length, role) : undefined,
              )
            : smoother(given)
          return recompress(smooth.residual(factor), tolerance * 10)
        },
        bytesOf,
      ),
    weight: (given) => (parity ? undefined : weight(given)),
    inflation: (given) =>
      parity
        ? 1
        : store.get(
            `inflation ${given.join()}`,
            () => nullInflation(smoother(given), weight(given)),
            () => 64,
          ),
  }
}

/**
 * The Gram matrix on a set of columns: the kernel on the numbers times the delta kernel on the categories. `joined`
 * columns of numbers enter at half their scale, as causal-learn joins the conditioning set to x.
 */
export function gramOn(
  data: KernelColumns,
  kernel: Kernel,
  positions: ArrayLike<number>,
  conditions: number,
  joined: ArrayLike<number> = [],
): GramMatrix {
  const all = Array.from(positions)
  const numbers = all.filter((i) => !data.categorical[i]!)
  const categories = all.filter((i) => data.categorical[i]!)
  const halves = Array.from(joined, (i) => data.standardised[i]!.map((v) => v / 2))
  const sample = (columns: readonly Float64Array[], raw: readonly Float64Array[]): KernelSample => ({
    rowCount: data.rowCount,
    columns,
    raw,
    conditions,
  })
  const grams: GramMatrix[] = []
  if (numbers.length > 0 || halves.length > 0) {
    const columns = [...numbers.map((i) => data.standardised[i]!), ...halves]
    grams.push(kernel.gram(sample(columns, [...numbers.map((i) => data.raw[i]!), ...halves])))
  }
  if (categories.length > 0) {
    const codes = categories.map((i) => data.raw[i]!)
    grams.push(categoricalKernel().gram(sample(codes, codes)))
  }
  return productGram(grams)
}

/** Where causal-learn starts to learn: the empirical width of the kernel over the root of its dimensions. */
function startWidth(rowCount: number, conditions: number, role: 'x' | 'y'): number {
  return empiricalWidth(rowCount, conditions) / Math.sqrt(role === 'x' ? 1 + conditions : 1)
}

/** The same matrix with all its columns in memory. */
function written(gram: GramMatrix): GramMatrix {
  const n = gram.size
  const columns = Array.from({ length: n }, () => new Float64Array(n))
  for (const [j, column] of columns.entries()) gram.column(j, column)
  return { size: n, diagonal: gram.diagonal, column: (j, out) => out.set(columns[j]!) }
}
