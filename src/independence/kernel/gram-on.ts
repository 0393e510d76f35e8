import { categoricalKernel } from '../kernels/categorical-kernel.js'
import { productGram } from '../kernels/product-kernel.js'
import type { GramMatrix, Kernel, KernelSample } from '../kernels/types.js'
import type { KernelColumns } from './kernel-columns.js'

/**
 * The Gram matrix on a set of columns: the kernel on the numbers times the delta kernel on the categories. `joined`
 * columns of numbers enter at half their scale, as causal-learn joins the conditioning set to x; with `ownUnits` a median
 * width is taken from the columns as they came, as there.
 */
export function gramOn(
  data: KernelColumns,
  kernel: Kernel,
  positions: ArrayLike<number>,
  conditions: number,
  ownUnits = false,
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
    const raw = ownUnits ? [...numbers.map((i) => data.raw[i]!), ...halves] : columns
    grams.push(kernel.gram(sample(columns, raw)))
  }
  if (categories.length > 0) {
    const codes = categories.map((i) => data.raw[i]!)
    grams.push(categoricalKernel().gram(sample(codes, codes)))
  }
  return productGram(grams)
}

/** 1 + W: the residuals' covariance, and how it varies with z. */
export function onePlus(gram: GramMatrix): GramMatrix {
  const raise = (out: Float64Array): void => {
    for (let i = 0; i < out.length; i++) out[i]! += 1
  }
  return {
    size: gram.size,
    diagonal: (out) => {
      gram.diagonal(out)
      raise(out)
    },
    column: (j, out) => {
      gram.column(j, out)
      raise(out)
    },
  }
}

/** The same matrix with its columns kept in memory, as far down as they were asked for. */
export function written(gram: GramMatrix): GramMatrix {
  const columns: Float64Array[] = []
  const column = (j: number, out: Float64Array): void => {
    if ((columns[j]?.length ?? 0) < out.length) {
      const longer = new Float64Array(out.length)
      gram.column(j, longer)
      columns[j] = longer
    }
    out.set(columns[j]!.length === out.length ? columns[j]! : columns[j]!.subarray(0, out.length))
  }
  return { size: gram.size, diagonal: gram.diagonal, column }
}
