import { portableExp } from '../../numeric/special/portable-exp.js'
import { portableLog } from '../../numeric/special/portable-log.js'
import type { Semiring } from './semiring.js'

/**
 * One step: joins two tensors cell by cell and sums axes out, in one pass.
 *
 * The axes stand in `code` from `at` on, innermost first, as `size, stride in a, stride in b`: first the `n` that stay,
 * whose cells are written one after another, then the `m` that are summed out. `count` is scratch for the odometers.
 */
export type Kernel = (
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  out: Float64Array,
  start: number,
  cells: number,
  code: Int32Array,
  at: number,
  n: number,
  m: number,
  count: Int32Array,
) => void

/** Value of one cell of the answer: the semiring's sum along the `m` axes from `at` on. */
type Cell = (
  a: Float64Array,
  startA: number,
  b: Float64Array,
  startB: number,
  code: Int32Array,
  at: number,
  m: number,
  count: Int32Array,
) => number

/** The most axes that any step can have: beyond, a tensor has more cells than memory. */
export const MOST_AXES = 64

export function kernelOf(semiring: Semiring): Kernel {
  if (semiring === 'sum-product') return sumProduct
  return cellByCell(semiring === 'log-sum-exp' ? logSumExpCell : largestCell)
}

const sumProduct: Kernel = (a, startA, b, startB, out, start, cells, code, at, n, m, count) => {
  const size = n > 0 ? code[at]! : 1
  const nextA = n > 0 ? code[at + 1]! : 0
  const nextB = n > 0 ? code[at + 2]! : 0
  const sumAt = at + 3 * n
  const depth = m > 0 ? code[sumAt]! : 1
  const sumA = m > 0 ? code[sumAt + 1]! : 0
  const sumB = m > 0 ? code[sumAt + 2]! : 0
  const end = start + cells
  for (let k = 1; k < n; k++) count[k] = 0
  let rowA = startA
  let rowB = startB
  for (let o = start; o < end; ) {
    let pa = rowA
    let pb = rowB
    const rowEnd = o + size
    if (m === 0) {
      for (; o < rowEnd; o++, pa += nextA, pb += nextB) out[o] = a[pa]! * b[pb]!
    } else if (m === 1 && depth === 2) {
      for (; o < rowEnd; o++, pa += nextA, pb += nextB) out[o] = a[pa]! * b[pb]! + a[pa + sumA]! * b[pb + sumB]!
    } else if (m === 1) {
      for (; o < rowEnd; o++, pa += nextA, pb += nextB) {
        let sum = 0
        for (let j = 0, qa = pa, qb = pb; j < depth; j++, qa += sumA, qb += sumB) sum += a[qa]! * b[qb]!
        out[o] = sum
      }
    } else {
      for (; o < rowEnd; o++, pa += nextA, pb += nextB) out[o] = sumCell(a, pa, b, pb, code, sumAt, m, count)
    }
    for (let k = 1; k < n; k++) {
      const axis = at + 3 * k
      rowA += code[axis + 1]!
      rowB += code[axis + 2]!
      if (++count[k]! < code[axis]!) break
      count[k] = 0
      rowA -= code[axis]! * code[axis + 1]!
      rowB -= code[axis]! * code[axis + 2]!
    }
  }
}

const sumCell: Cell = (a, startA, b, startB, code, at, m, count) => {
  const depth = code[at]!
  const nextA = code[at + 1]!
  const nextB = code[at + 2]!
  for (let k = 1; k < m; k++) count[MOST_AXES + k] = 0
  let rowA = startA
  let rowB = startB
  let sum = 0
  for (;;) {
    for (let j = 0, pa = rowA, pb = rowB; j < depth; j++, pa += nextA, pb += nextB) sum += a[pa]! * b[pb]!
    let k = 1
    for (; k < m; k++) {
      const axis = at + 3 * k
      rowA += code[axis + 1]!
      rowB += code[axis + 2]!
      if (++count[MOST_AXES + k]! < code[axis]!) break
      count[MOST_AXES + k] = 0
      rowA -= code[axis]! * code[axis + 1]!
      rowB -= code[axis]! * code[axis + 2]!
    }
    if (k >= m) return sum
  }
}

function cellByCell(cell: Cell): Kernel {
  return (a, startA, b, startB, out, start, cells, code, at, n, m, count) => {
    for (let k = 0; k < n; k++) count[k] = 0
    let pa = startA
    let pb = startB
    for (let o = start; o < start + cells; o++) {
      out[o] = cell(a, pa, b, pb, code, at + 3 * n, m, count)
      for (let k = 0; k < n; k++) {
        const axis = at + 3 * k
        pa += code[axis + 1]!
        pb += code[axis + 2]!
        if (++count[k]! < code[axis]!) break
        count[k] = 0
        pa -= code[axis]! * code[axis + 1]!
        pb -= code[axis]! * code[axis + 2]!
      }
    }
  }
}

const largestCell: Cell = (a, startA, b, startB, code, at, m, count) => {
  let largest = 0
  eachPair(startA, startB, code, at, m, count, (pa, pb) => {
    const product = a[pa]! * b[pb]!
    if (product > largest) largest = product
  })
  return largest
}

const logSumExpCell: Cell = (a, startA, b, startB, code, at, m, count) => {
  let largest = Number.NEGATIVE_INFINITY
  let sum = 0
  // the running sum is kept relative to the largest term so far
  eachPair(startA, startB, code, at, m, count, (pa, pb) => {
    const term = a[pa]! + b[pb]!
    if (term === Number.NEGATIVE_INFINITY) return
    if (term <= largest) sum += portableExp(term - largest)
    else {
      sum = sum * portableExp(largest - term) + 1
      largest = term
    }
  })
  return largest === Number.NEGATIVE_INFINITY ? largest : largest + portableLog(sum)
}

function eachPair(
  startA: number,
  startB: number,
  code: Int32Array,
  at: number,
  m: number,
  count: Int32Array,
  visit: (pa: number, pb: number) => void,
): void {
  for (let k = 0; k < m; k++) count[MOST_AXES + k] = 0
  let pa = startA
  let pb = startB
  for (;;) {
    visit(pa, pb)
    let k = 0
    for (; k < m; k++) {
      const axis = at + 3 * k
      pa += code[axis + 1]!
      pb += code[axis + 2]!
      if (++count[MOST_AXES + k]! < code[axis]!) break
      count[MOST_AXES + k] = 0
      pa -= code[axis]! * code[axis + 1]!
      pb -= code[axis]! * code[axis + 2]!
    }
    if (k >= m) return
  }
}
