/** Joins of tensors, two at a time or one alone, in order: what each step takes, what comes out, what it sums out. */
export interface ContractionTree {
  /** The first operand of each step; tensors made by step s have the number `inputs + s`. */
  readonly first: number[]
  /** The second operand, or −1. */
  readonly second: number[]
  /** The scope of each step's result, in no particular order. */
  readonly scopes: number[][]
  /** The step at which each variable is summed out; −1 for those that stay. */
  readonly removedAt: Int32Array
  /** The tensors left at the end, which hold kept variables only. It is one. */
  readonly root: number
  /** Predicted multiplications and additions. */
  readonly operations: number
  /** The predicted number of cells of the largest tensor made. */
  readonly largest: number
}

/** Collects joins and what they cost. A variable that is not kept goes as soon as one tensor alone holds it. */
export interface TreeBuilder {
  /** Joins two tensors, or with −1 only sums out what can go; returns the new tensor. */
  join(a: number, b: number): number
  /** The tensors that hold a variable now. */
  holders(variable: number): number[]
  sizeOf(tensor: number): number
  scopeOf(tensor: number): readonly number[]
  /** Joins all that are left. */
  finish(): ContractionTree
}

export function treeBuilder(
  inputs: readonly (readonly number[])[],
  cardinalities: ArrayLike<number>,
  kept: Uint8Array,
): TreeBuilder {
  const n = kept.length
  const scopes: (readonly number[])[] = [...inputs]
  const sizes: number[] = []
  const alive: boolean[] = []
  const holding: number[][] = Array.from({ length: n }, () => [])
  const count = new Int32Array(n)
  const removedAt = new Int32Array(n).fill(-1)
  const mark = new Int32Array(n)
  const first: number[] = []
  const second: number[] = []
  const results: number[][] = []
  let stamp = 0
  let operations = 0
  let largest = 0
  for (const [t, scope] of inputs.entries()) {
    let size = 1
    for (const v of scope) {
      size *= cardinalities[v]!
      holding[v]!.push(t)
      count[v]!++
    }
    sizes.push(size)
    alive.push(true)
  }

  const join = (a: number, b: number): number => {
    const step = first.push(a) - 1
    second.push(b)
    const made = scopes.length
    const result: number[] = []
    let union = 1
    let size = 1
    stamp++
    for (let side = 0; side < (b < 0 ? 1 : 2); side++) {
      const tensor = side === 0 ? a : b
      alive[tensor] = false
      for (const v of scopes[tensor]!) {
        count[v]!--
        if (mark[v] !== stamp) union *= cardinalities[v]!
        mark[v] = stamp
      }
    }
    for (let side = 0; side < (b < 0 ? 1 : 2); side++) {
      for (const v of scopes[side === 0 ? a : b]!) {
        if (mark[v] !== stamp) continue
        mark[v] = 0
        if (kept[v] === 0 && count[v] === 0) {
          removedAt[v] = step
          continue
        }
        result.push(v)
        size *= cardinalities[v]!
        holding[v]!.push(made)
        count[v]!++
      }
    }
    operations += union * (b < 0 ? 1 : 2)
    if (size > largest) largest = size
    results.push(result)
    scopes.push(result)
    sizes.push(size)
    alive.push(true)
    return made
  }

  return {
    join,
    holders: (v) => {
      holding[v] = holding[v]!.filter((t) => alive[t])
      return [...holding[v]!]
    },
    sizeOf: (t) => sizes[t]!,
    scopeOf: (t) => scopes[t]!,
    finish: () => {
      const left: number[] = []
      for (let t = 0; t < scopes.length; t++) if (alive[t]) left.push(t)
      left.sort((p, q) => sizes[p]! - sizes[q]! || p - q)
      let root = left[0]!
      for (let k = 1; k < left.length; k++) root = join(root, left[k]!)
      return { first, second, scopes: results, removedAt, root, operations, largest }
    },
  }
}

/** The joins that an elimination order asks for: all that hold the variable, the smallest first. */
export function treeByElimination(
  inputs: readonly (readonly number[])[],
  cardinalities: ArrayLike<number>,
  kept: Uint8Array,
  order: readonly number[],
): ContractionTree {
  const tree = treeBuilder(inputs, cardinalities, kept)
  for (const v of order) {
    const holders = tree.holders(v)
    if (holders.length === 0) continue
    if (holders.length === 1) {
      tree.join(holders[0]!, -1)
      continue
    }
    if (holders.length > 2) holders.sort((p, q) => tree.sizeOf(p) - tree.sizeOf(q) || p - q)
    let product = holders[0]!
    for (let k = 1; k < holders.length; k++) product = tree.join(product, holders[k]!)
  }
  return tree.finish()
}
