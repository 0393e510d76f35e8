import { CausalError } from '../../errors.js'
import { portableLog2 } from '../../numeric/special/portable-log.js'
import { wholePower } from '../../numeric/special/portable-pow.js'
import { type ContractionProgram, compileProgram, type Layout } from './contraction-program.js'
import { type ContractionTree, treeByElimination } from './contraction-tree.js'
import { eliminationOrder } from './elimination-order.js'
import { MOST_SEARCHED, optimalTree } from './optimal-tree.js'

/** The shape of a contraction: everything but the numbers. */
export interface ContractionShape {
  readonly cardinalities: ArrayLike<number>
  /** The tensors as laid out, without the axes that evidence fixes. */
  readonly layouts: readonly Layout[]
  /** For each tensor, the variables over which it sums to one whatever the others are; empty when it need not. */
  readonly outputs: readonly (readonly number[])[]
  /** The variables of the answer, each once, in order. */
  readonly keep: readonly number[]
}

/** How a contraction will be done, and what it will cost. */
export interface ContractionPlan {
  /** Which tensors take part, by their places among those given. */
  readonly used: readonly number[]
  readonly program: ContractionProgram
  /** Predicted multiplications and additions. */
  readonly operations: number
  /** Cells of the largest tensor made. */
  readonly largest: number
}

/** Exact contraction is refused above these: `details` of the error has the prediction. */
export interface ContractionLimits {
  /** Cells of the largest tensor made: by default 2²⁶, half a gigabyte. */
  readonly cells?: number
  /** Multiplications and additions: by default 2³⁴, about a minute. */
  readonly operations?: number
}

/** Operations a tensor for which another order is looked for. */
const WORTH_A_SEARCH = 100

/** Chooses the cheaper of two greedy orders, and for few tensors the best of all where the search is worth its time. */
export function planContraction(shape: ContractionShape, limits: ContractionLimits = {}): ContractionPlan {
  const used = withoutBarren(shape)
  const n = shape.cardinalities.length
  const bits = new Float64Array(n)
  for (let v = 0; v < n; v++) bits[v] = portableLog2(shape.cardinalities[v]!)
  const kept = new Uint8Array(n)
  for (const v of shape.keep) kept[v] = 1
  const layouts = used.map((t) => shape.layouts[t]!)
  if (layouts.length === 0) layouts.push({ scope: [], strides: [] })
  const scopes = layouts.map((layout) => layout.scope)
  let tree: ContractionTree | null = null
  for (const greed of ['size', 'fill'] as const) {
    // what costs less than the second search is not worth it
    if (tree !== null && tree.operations < WORTH_A_SEARCH * scopes.length) break
    const order = eliminationOrder(scopes, bits, kept, greed)
    const candidate = treeByElimination(scopes, shape.cardinalities, kept, order)
    if (tree === null || candidate.operations < tree.operations) tree = candidate
  }
  const best = tree!
  const searched =
    scopes.length <= MOST_SEARCHED && best.operations > 4 * wholePower(3, scopes.length)
      ? optimalTree(scopes, shape.cardinalities, kept)
      : null
  const chosen = searched !== null && searched.operations < best.operations ? searched : best
  refuseTooLarge(chosen, shape, limits)
  const program = compileProgram(chosen, layouts, shape.cardinalities, shape.keep)
  return { used, program, operations: chosen.operations, largest: chosen.largest }
}

function refuseTooLarge(tree: ContractionTree, shape: ContractionShape, limits: ContractionLimits): void {
  const most = { cells: limits.cells ?? 2 ** 26, operations: limits.operations ?? 2 ** 34 }
  let answer = 1
  for (const v of shape.keep) answer *= shape.cardinalities[v]!
  const largest = Math.max(tree.largest, answer)
  if (largest <= most.cells && tree.operations <= most.operations) return
  throw new CausalError(
    'too-large',
    `the exact answer needs a table of ${largest} cells and ${tree.operations} operations, more than the limit of ` +
      `${most.cells} cells and ${most.operations} operations. Ask for fewer variables at once, give more evidence, ` +
      'raise the limit, or sample instead.',
    { cells: largest, operations: tree.operations, limits: most },
  )
}

/**
 * The tensors that matter. One that sums to one over its outputs goes when nothing else reads them; that can free those
 * whose outputs it read.
 */
function withoutBarren(shape: ContractionShape): number[] {
  const n = shape.cardinalities.length
  const readers = new Int32Array(n)
  for (const v of shape.keep) readers[v]!++
  const makers: number[][] = Array.from({ length: n }, () => [])
  for (const [t, layout] of shape.layouts.entries()) {
    for (const v of layout.scope) readers[v]!++
    for (const v of shape.outputs[t]!) makers[v]!.push(t)
  }
  const barren = (t: number): boolean => {
    const outputs = shape.outputs[t]!
    const scope = shape.layouts[t]!.scope
    // an output that evidence fixed is no longer in the scope: then the tensor says something
    return outputs.length > 0 && outputs.every((v) => readers[v] === 1 && scope.includes(v))
  }
  const gone = new Uint8Array(shape.layouts.length)
  const queue: number[] = []
  for (let t = 0; t < gone.length; t++) if (barren(t)) queue.push(t)
  for (let t = queue.pop(); t !== undefined; t = queue.pop()) {
    if (gone[t] === 1) continue
    gone[t] = 1
    for (const v of shape.layouts[t]!.scope) {
      readers[v]!--
      for (const maker of makers[v]!) if (gone[maker] === 0 && barren(maker)) queue.push(maker)
    }
  }
  const used: number[] = []
  for (let t = 0; t < gone.length; t++) if (gone[t] === 0) used.push(t)
  return used
}
