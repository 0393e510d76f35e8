import { CausalError } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { positionsByName } from '../terms/by-names.js'
import type { IndexedDiagram } from '../terms/indexed.js'
import { liveBoxes } from '../terms/prune.js'
import type { Box } from '../terms/types.js'
import { refuseComparing } from './effect.js'
import type { GaussianChannel } from './gaussian-channel.js'
import { givenEvidence } from './gaussian-evidence.js'
import { type GaussianBox, type GaussianParts, gaussianParts } from './gaussian-parts.js'
import type { Semantics } from './semantics.js'

/**
 * Diagrams as linear-Gaussian channels; each object is one real number.
 *
 * There is no uniform state on the real line: use {@link openAt} (the interventional channel), {@link doValue} or
 * {@link setState} in place of {@link cut}. Covariances may be singular. {@link evidence} inside {@link normalizeBox} is conditioned
 * on exactly.
 *
 * @category Diagrams
 * @example
 * const model = diagramOf(dag('X -> Y'))
 * const joint = interpret(model, gaussian, {
 *   X: { mean: [1], covariance: [[2]] },
 *   Y: { matrix: [[3]], covariance: [[0.5]] },
 * })
 * joint.covariance
 * //=> [[2, 6], [6, 18.5]]
 * interpret(openAt(model, 'X').diagram, gaussian, { Y: { matrix: [[3]] } }).matrix
 * //=> [[1], [3]]
 */
export const gaussian: Semantics<GaussianBox, GaussianChannel> = Object.freeze({
  name: 'gaussian',
  takes: 'linear-gaussian',
  read: (d: IndexedDiagram, meaningOf: (box: Box) => GaussianBox, options: object) => {
    checkOptions('options', options, [])
    return readGaussian(d, meaningOf)
  },
})

/** Walks the boxes in order and keeps, for all wires made so far, their dependence on the inputs and their covariance. */
function readGaussian(d: IndexedDiagram, meaningOf: (box: Box) => GaussianBox): GaussianChannel {
  const { diagram } = d
  refuseComparing('gaussian', diagram)
  const m = diagram.inputWires.length
  const live = liveBoxes(d)
  const slot = new Int32Array(d.wireCount).fill(-1)
  const linear: Float64Array[] = []
  const mean: number[] = []
  const covariance: Float64Array[] = []
  let size = m
  for (const b of d.order) if (live[b] === 1) size += d.makeStart[b + 1]! - d.makeStart[b]!
  const add = (v: number): number => {
    slot[v] = linear.length
    linear.push(new Float64Array(m))
    mean.push(0)
    covariance.push(new Float64Array(size))
    return slot[v]!
  }
  for (const [i, v] of diagram.inputWires.entries()) linear[add(v)]![i] = 1
  // an effect has no outputs: whatever its meaning says would be lost, so that it must say nothing
  for (const { box } of diagram.boxes) if (box.outputs.length === 0) channelOf(box, meaningOf)
  for (const b of d.order) {
    if (live[b] === 0) continue
    const { box, inputs: ins, outputs: outs } = diagram.boxes[b]!
    const { matrix, mean: shift, covariance: noise } = channelOf(box, meaningOf)
    const from = ins.map((v) => slot[v]!)
    const before = linear.length
    const to = outs.map(add)
    for (const [i, row] of matrix.entries()) {
      const y = to[i]!
      mean[y] = shift[i]!
      for (const [k, weight] of row.entries()) {
        if (weight === 0) continue
        const x = from[k]!
        mean[y]! += weight * mean[x]!
        for (let j = 0; j < m; j++) linear[y]![j]! += weight * linear[x]![j]!
        for (let w = 0; w < before; w++) covariance[y]![w]! += weight * covariance[x]![w]!
      }
      for (let w = 0; w < before; w++) covariance[w]![y] = covariance[y]![w]!
    }
    const settled = to.map((y, i) => {
      // the share of the inputs in the variance: what rounding leaves of one that is zero counts for nothing
      const row = matrix[i]!
      const share = row.reduce((sum, weight, k) => sum + weight * covariance[y]![from[k]!]!, 0)
      const most = row.reduce(
        (sum, weight, k) => sum + Math.abs(weight) * Math.sqrt(covariance[from[k]!]![from[k]!]!),
        0,
      )
      if (share > 4 * Number.EPSILON * most * most) return false
      for (let w = 0; w < before; w++) {
        covariance[y]![w] = 0
        covariance[w]![y] = 0
      }
      return true
    })
    for (const [i, y] of to.entries()) {
      for (const [j, z] of to.entries()) {
        // cov(y, z) = Σ weight_jk cov(y, x_k) + noise
        let sum = noise[i]![j]!
        if (!settled[i] && !settled[j]) {
          for (const [k, weight] of matrix[j]!.entries()) sum += weight * covariance[y]![from[k]!]!
        }
        covariance[y]![z] = sum
      }
    }
  }
  const ends = diagram.outputWires.map((v) => slot[v]!)
  return Object.freeze({
    inputs: diagram.inputs,
    outputs: diagram.outputs,
    matrix: Object.freeze(ends.map((e) => Object.freeze(Array.from(linear[e]!)))),
    mean: Object.freeze(ends.map((e) => mean[e]!)),
    covariance: Object.freeze(ends.map((e) => Object.freeze(ends.map((f) => covariance[e]![f]!)))),
  })
}

function channelOf(box: Box, meaningOf: (box: Box) => GaussianBox): GaussianParts {
  if (box.kind === 'uniform') {
    throw new CausalError(
      'not-supported',
      `there is no uniform state on the real line (of ${show(box.outputs[0])}): open the wire with openAt, or set a state with setState or doValue.`,
      { object: box.outputs[0] },
    )
  }
  if (box.kind === 'point') {
    if (typeof box.value !== 'number') {
      throw new CausalError('type-mismatch', `${show(box.name)} must set a number.`, { box: box.name })
    }
    return { matrix: [[]], mean: [box.value], covariance: [[0]] }
  }
  if (box.kind === 'normalized') {
    return givenEvidence(box, (inside) => readGaussian(inside, meaningOf))
  }
  const meaning = meaningOf(box)
  const what = `box ${show(box.name)}`
  const parts = gaussianParts(what, meaning, box.inputs.length, box.outputs.length)
  const named = meaning as Partial<GaussianChannel>
  if (!Array.isArray(named.inputs) || !Array.isArray(named.outputs)) return parts
  // a channel knows the names of its wires
  const columns = positionsByName(
    { what: `${what} takes inputs`, names: box.inputs },
    { what: 'its channel', names: named.inputs },
  )
  const rows = positionsByName(
    { what: `${what} makes outputs`, names: box.outputs },
    { what: 'its channel', names: named.outputs },
  )
  return {
    matrix: rows.map((i) => columns.map((j) => parts.matrix[i]![j]!)),
    mean: rows.map((i) => parts.mean[i]!),
    covariance: rows.map((i) => rows.map((j) => parts.covariance[i]![j]!)),
  }
}
