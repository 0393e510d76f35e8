import type { GramMatrix, KernelSample } from './types.js'

/** The Gram matrix of a kernel that is a function of the inner product of two points. */
export function innerProductGram({ columns, rowCount }: KernelSample, of: (product: number) => number): GramMatrix {
  return {
    size: rowCount,
    diagonal: (out) => {
      out.fill(0)
      for (const column of columns) for (let i = 0; i < rowCount; i++) out[i]! += column[i]! * column[i]!
      for (let i = 0; i < rowCount; i++) out[i] = of(out[i]!)
    },
    column: (j, out) => {
      out.fill(0)
      for (const column of columns) {
        const at = column[j]!
        for (let i = 0; i < rowCount; i++) out[i]! += column[i]! * at
      }
      for (let i = 0; i < rowCount; i++) out[i] = of(out[i]!)
    },
  }
}
