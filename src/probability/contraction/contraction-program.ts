import type { ContractionTree } from './contraction-tree.js'

/**
 * The steps as numbers, ready to run on any values of the same shape. For each step:
 * `a, b, offset in the work space (−1: the answer), cells, n, m`, then for each of the n axes that stay and of the m that
 * are summed out, innermost first: `size, stride in a, stride in b`. Operands are tensor numbers; b is −1 for none.
 */
export interface ContractionProgram {
  readonly code: Int32Array
  /** Where each tensor that a step makes lies in the work space. */
  readonly offsets: Int32Array
  /** The cells of the work space. */
  readonly work: number
  /** The cells of the answer. */
  readonly cells: number
}

/** A tensor as its user laid it out: its variables, each once, and the distance between neighbours along each. */
export interface Layout {
  readonly scope: readonly number[]
  readonly strides: readonly number[]
}

/**
 * Lays out every tensor so that the next variable to be summed out is its innermost axis, and the kept ones are outermost
 * in the order asked: then loops run along memory, and the last step writes the answer as it was asked for.
 */
export function compileProgram(
  tree: ContractionTree,
  inputs: readonly Layout[],
  cardinalities: ArrayLike<number>,
  keep: readonly number[],
): ContractionProgram {
  const steps = tree.first.length
  const rank = new Int32Array(cardinalities.length)
  for (let v = 0; v < rank.length; v++) rank[v] = keep.length + steps - tree.removedAt[v]!
  for (const [i, v] of keep.entries()) rank[v] = i
  const byRank = (u: number, v: number): number => rank[u]! - rank[v]! || u - v
  const layouts: Layout[] = [...inputs]
  const code: number[] = []
  const offsets = new Int32Array(steps)
  const space = workSpace()
  let cells = 1
  for (const v of keep) cells *= cardinalities[v]!

  // where each variable lies in the two operands of the step at hand
  const strideA = new Int32Array(rank.length)
  const strideB = new Int32Array(rank.length)
  const emit = (a: number, b: number, out: readonly number[], summed: readonly number[], offset: number): void => {
    for (const v of out) {
      strideA[v] = 0
      strideB[v] = 0
    }
    for (const v of summed) {
      strideA[v] = 0
      strideB[v] = 0
    }
    setStrides(layouts[a]!, strideA)
    if (b >= 0) setStrides(layouts[b]!, strideB)
    let size = 1
    for (const v of out) size *= cardinalities[v]!
    const head = code.push(a, b, offset, size, 0, 0)
    code[head - 2] = pushAxes(code, out, cardinalities, strideA, strideB)
    code[head - 1] = pushAxes(code, summed, cardinalities, strideA, strideB)
  }

  for (let s = 0; s < steps; s++) {
    const a = tree.first[s]!
    const b = tree.second[s]!
    const last = s === steps - 1
    const scope = last ? [...keep] : [...tree.scopes[s]!].sort(byRank)
    const summed: number[] = []
    for (const v of layouts[a]!.scope) if (tree.removedAt[v] === s) summed.push(v)
    if (b >= 0) for (const v of layouts[b]!.scope) if (tree.removedAt[v] === s && !summed.includes(v)) summed.push(v)
    summed.sort((u, v) => u - v)
    let size = 1
    const strides = new Array<number>(scope.length)
    for (let k = scope.length - 1; k >= 0; k--) {
      strides[k] = size
      size *= cardinalities[scope[k]!]!
    }
    offsets[s] = last ? -1 : space.take(size)
    layouts.push({ scope, strides })
    emit(a, b, scope, summed, offsets[s]!)
    for (const operand of [a, b]) {
      if (operand >= inputs.length) space.free(offsets[operand - inputs.length]!)
    }
  }
  // a single tensor that was asked for as it is
  if (steps === 0) emit(tree.root, -1, keep, [], -1)
  return { code: Int32Array.from(code), offsets, work: space.size(), cells }
}

function setStrides(layout: Layout, into: Int32Array): void {
  for (let k = 0; k < layout.scope.length; k++) into[layout.scope[k]!] = layout.strides[k]!
}

/** Writes the axes, innermost first; neighbours that lie one after another in both operands become one. */
function pushAxes(
  code: number[],
  axes: readonly number[],
  cardinalities: ArrayLike<number>,
  strideA: Int32Array,
  strideB: Int32Array,
): number {
  let count = 0
  for (let k = axes.length - 1; k >= 0; k--) {
    const v = axes[k]!
    const size = cardinalities[v]!
    if (size === 1) continue
    const top = code.length - 3
    const inner = count > 0 ? code[top]! : 0
    if (count > 0 && strideA[v] === code[top + 1]! * inner && strideB[v] === code[top + 2]! * inner) {
      code[top] = inner * size
      continue
    }
    code.push(size, strideA[v]!, strideB[v]!)
    count++
  }
  return count
}

interface WorkSpace {
  take(cells: number): number
  free(offset: number): void
  size(): number
}

/** Hands out stretches of one array, the first free one that fits, so that results take each other's places. */
function workSpace(): WorkSpace {
  const free: { offset: number; cells: number }[] = []
  const taken = new Map<number, number>()
  let end = 0
  let most = 0
  return {
    take: (cells) => {
      const at = free.findIndex((f) => f.cells >= cells)
      let offset = end
      if (at < 0) {
        end += cells
        most = Math.max(most, end)
      } else {
        const hole = free[at]!
        offset = hole.offset
        if (hole.cells === cells) free.splice(at, 1)
        else free[at] = { offset: hole.offset + cells, cells: hole.cells - cells }
      }
      taken.set(offset, cells)
      return offset
    },
    free: (offset) => {
      let start = offset
      let cells = taken.get(offset)!
      taken.delete(offset)
      // melt with the free neighbours, so that large results find room later
      let at = free.findIndex((f) => f.offset + f.cells === start)
      if (at >= 0) {
        start = free[at]!.offset
        cells += free[at]!.cells
        free.splice(at, 1)
      }
      at = free.findIndex((f) => f.offset === start + cells)
      if (at >= 0) {
        cells += free[at]!.cells
        free.splice(at, 1)
      }
      if (start + cells === end) end = start
      else free.push({ offset: start, cells })
    },
    size: () => most,
  }
}
