import type { Evaluation } from '../evaluation.js'
import { rowReader } from '../function-column.js'
import { asNumbers, type NodeColumn } from '../node-column.js'
import type { WorldNode, Worlds } from '../worlds.js'

/** A number as a sum: a constant and weights of inputs that are not known, and of its noise; a row for each combination of states. */
export interface Sum {
  readonly constant: Float64Array
  readonly inputs: readonly { readonly node: number; readonly weight: Float64Array }[]
  readonly noise: number
  readonly scale: Float64Array
}

/** A node as a constant plus a weighted sum of noises that are not known. */
export interface Form {
  readonly constant: Float64Array
  readonly weights: ReadonlyMap<number, Float64Array>
}

/**
 * A node as a sum of the inputs that are not known. `noise` is its noise where that is known.
 */
export function sumOfNode(
  worlds: Worlds,
  { law, inputs, noise: own }: WorldNode,
  here: Evaluation,
  isOpen: (node: number) => boolean,
  noise: NodeColumn | null,
): Sum {
  const { rows } = here
  const ones = new Float64Array(rows).fill(1)
  const constant = new Float64Array(rows)
  const list: { node: number; weight: Float64Array }[] = []
  const addInput = (k: number, weight: Float64Array): void => {
    if (isOpen(inputs[k]!)) list.push({ node: inputs[k]!, weight })
    else {
      const x = asNumbers(here.inputs[k]!, here.inputNames[k]!)
      for (let r = 0; r < rows; r++) constant[r]! += weight[r]! * x[r]!
    }
  }
  let scale = ones
  if (law.family === 'linear') {
    constant.fill(law.intercept)
    for (const [k, b] of law.coefficients.entries()) addInput(k, new Float64Array(rows).fill(b))
  } else if (law.family === 'change') {
    if (law.change === 'shift') constant.fill(law.amount)
    addInput(0, law.change === 'shift' ? ones : new Float64Array(rows).fill(law.amount))
  } else if (law.family === 'function') {
    const { numbers, weights } = law.affine!
    const read = rowReader(here.inputNames, here.inputs)
    const table = Array.from({ length: rows }, (_, r) => weights(read(r)))
    for (let r = 0; r < rows; r++) constant[r] = table[r]![0]!
    scale = Float64Array.from(table, (row) => row[1]!)
    for (const [j, name] of numbers.entries())
      addInput(
        law.parents.indexOf(name),
        Float64Array.from(table, (row) => row[j + 2]!),
      )
  }
  if (noise !== null) {
    const u = asNumbers(noise, here.name)
    for (let r = 0; r < rows; r++) constant[r]! += scale[r]! * u[r]!
  } else if (own >= 0) {
    const { mean } = worlds.noises[own]!.distribution!.parameters as { mean: number }
    for (let r = 0; r < rows; r++) constant[r]! += scale[r]! * mean
  }
  return { constant, inputs: list, noise: noise === null ? own : -1, scale }
}

/** Sweeps against the edges from a node to the noises; nodes stand after their inputs. */
export function swept(target: number, top: Sum, sums: ReadonlyMap<number, Sum>): Form {
  const rows = top.constant.length
  const constant = new Float64Array(rows)
  const weights = new Map<number, Float64Array>()
  const gradient = new Map<number, Float64Array>([[target, new Float64Array(rows).fill(1)]])
  const queue = [target]
  while (queue.length > 0) {
    let last = 0
    for (let q = 1; q < queue.length; q++) if (queue[q]! > queue[last]!) last = q
    const i = queue.splice(last, 1)[0]!
    const g = gradient.get(i)!
    const sum = i === target ? top : sums.get(i)!
    for (let r = 0; r < rows; r++) constant[r]! += g[r]! * sum.constant[r]!
    if (sum.noise >= 0) addTo(weights, sum.noise, g, sum.scale)
    for (const { node, weight } of sum.inputs) {
      if (!gradient.has(node)) queue.push(node)
      addTo(gradient, node, g, weight)
    }
  }
  return { constant, weights }
}
function addTo(map: Map<number, Float64Array>, key: number, a: Float64Array, b: Float64Array): void {
  const known = map.get(key)
  const out = known ?? new Float64Array(a.length)
  for (let r = 0; r < out.length; r++) out[r]! += a[r]! * b[r]!
  if (known === undefined) map.set(key, out)
}
