/** A tree over binned columns: node 0 is the root, and the two children of a node stand side by side. */
export interface Tree {
  /** The column that a node asks for, −1 for a leaf. */
  readonly feature: Int32Array
  /** Rows up to this bin go to the first child. */
  readonly bin: Uint8Array
  /** The first child. */
  readonly child: Int32Array
  /** The prediction of a leaf. */
  readonly value: Float64Array
}

/** A tree while it grows. */
export interface GrowingTree {
  /** A new leaf; the root is the first. */
  readonly leaf: () => number
  /** Turns a leaf into a question, and gives its first child; the other is the next node. */
  readonly split: (node: number, feature: number, bin: number) => number
  /** Says what a leaf predicts. */
  readonly set: (node: number, value: number) => void
  readonly done: () => Tree
}

export function growingTree(): GrowingTree {
  let size = 0
  let feature = new Int32Array(256)
  let bin = new Uint8Array(256)
  let child = new Int32Array(256)
  let value = new Float64Array(256)
  const leaf = (): number => {
    if (size === feature.length) {
      feature = larger(feature, new Int32Array(2 * size))
      bin = larger(bin, new Uint8Array(2 * size))
      child = larger(child, new Int32Array(2 * size))
      value = larger(value, new Float64Array(2 * size))
    }
    feature[size] = -1
    return size++
  }
  return {
    leaf,
    split: (node, f, b) => {
      feature[node] = f
      bin[node] = b
      const first = leaf()
      child[node] = first
      leaf()
      return first
    },
    set: (node, v) => {
      value[node] = v
    },
    done: () => ({
      feature: feature.slice(0, size),
      bin: bin.slice(0, size),
      child: child.slice(0, size),
      value: value.slice(0, size),
    }),
  }
}

function larger<A extends Int32Array | Uint8Array | Float64Array>(from: A, to: A): A {
  to.set(from)
  return to
}

/** The leaf that a row falls into. */
export function leafOf({ feature, bin, child }: Tree, codes: readonly Uint8Array[], row: number): number {
  let node = 0
  for (let f = feature[0]!; f >= 0; f = feature[node]!) {
    node = child[node]! + (codes[f]![row]! <= bin[node]! ? 0 : 1)
  }
  return node
}

/** Codes row by row: a row's codes lie together, so that a tree that asks for several reads them at once; `width` bytes a row. */
export function rowMajor(codes: readonly Uint8Array[], n: number, width: number = codes.length): Uint8Array {
  const out = new Uint8Array(n * width)
  for (const [f, column] of codes.entries()) for (let i = 0, at = f; i < n; i++, at += width) out[at] = column[i]!
  return out
}

/** As `leafOf`, for the row whose codes start at a place of row-major ones. */
export function leafAt({ feature, bin, child }: Tree, codes: Uint8Array, start: number): number {
  let node = 0
  for (let f = feature[0]!; f >= 0; f = feature[node]!) node = child[node]! + (codes[start + f]! <= bin[node]! ? 0 : 1)
  return node
}

/** Adds `factor` times a tree's predictions of n rows to `out`. */
export function addPredictions(tree: Tree, codes: readonly Uint8Array[], out: Float64Array, factor = 1): void {
  for (let i = 0; i < out.length; i++) out[i]! += factor * tree.value[leafOf(tree, codes, i)]!
}

/** Puts the rows from `start` to `end` that go to the first child before the others, keeping their order; where the others start. */
export function partition(
  rows: Int32Array,
  start: number,
  end: number,
  codes: Uint8Array,
  bin: number,
  spare: Int32Array,
): number {
  let left = start
  let right = 0
  for (let p = start; p < end; p++) {
    const i = rows[p]!
    if (codes[i]! <= bin) rows[left++] = i
    else spare[right++] = i
  }
  for (let p = 0; p < right; p++) rows[left + p] = spare[p]!
  return left
}
