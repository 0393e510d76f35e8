import { CausalError } from '../../errors.js'
import { show } from '../../show.js'
import { type IndexedDiagram, indexedDiagram } from '../terms/indexed.js'
import { makeDiagram, range } from '../terms/make.js'
import type { Box } from '../terms/types.js'
import type { GaussianChannel } from './gaussian-channel.js'
import { gaussianConditional } from './gaussian-conditional.js'
import type { GaussianParts } from './gaussian-parts.js'
import { slopes } from './standardized.js'

/**
 * What is inside a normalized box, given its evidence: the wires that evidence ends become outputs X beside the outputs Y, and
 * Y | a, x ~ N(m_y + M_y a + K (x − m_x − M_x a), Σ_yy − K Σ_xy) with K = Σ_yx Σ_xx⁺ is a channel from a once x is put in.
 */
export function givenEvidence(of: Box, read: (inside: IndexedDiagram) => GaussianChannel): GaussianParts {
  const inside = of.inside!
  const seen = inside.boxes.filter(({ box }) => box.kind === 'evidence')
  const values = seen.map(({ box }) => {
    if (typeof box.value === 'number') return box.value
    throw new CausalError('type-mismatch', `${show(box.name)} must ask for a number.`, { box: box.name })
  })
  const open = makeDiagram(
    [...inside.wires],
    inside.boxes.filter(({ box }) => box.kind !== 'evidence'),
    [...inside.inputWires],
    [...inside.outputWires, ...seen.map(({ inputs }) => inputs[0]!)],
  )
  const { matrix, mean, covariance, inputs, outputs } = read(indexedDiagram(open))
  const n = inside.outputs.length
  if (seen.length === 0) return { matrix, mean, covariance }
  const [ys, xs] = [range(n), range(seen.length, n)]
  const noise = { inputs: [], outputs, matrix: outputs.map(() => []), mean, covariance }
  const { channel } = gaussianConditional(noise, xs, ys)
  const gap = xs.map((x, k) => values[k]! - mean[x]!)
  checkPossible(of, xs, { matrix, mean, covariance }, gap, inputs.length)
  const K = channel.matrix
  return {
    matrix: ys.map((y, r) =>
      range(inputs.length).map((j) => matrix[y]![j]! - K[r]!.reduce((sum, w, k) => sum + w * matrix[xs[k]!]![j]!, 0)),
    ),
    mean: ys.map((y, r) => K[r]!.reduce((sum, w, k) => sum + w * gap[k]!, mean[y]!)),
    covariance: channel.covariance,
  }
}

/** Where nothing is left to chance, the evidence must be what is certain, whatever the inputs. */
function checkPossible(
  of: Box,
  xs: readonly number[],
  { matrix, mean, covariance }: GaussianParts,
  gap: readonly number[],
  inputs: number,
): void {
  const block = xs.map((i) => xs.map((j) => covariance[i]![j]!))
  // the projection onto what varies: Σ Σ⁺
  const { matrix: projection, rank } = slopes(block, block)
  if (rank === xs.length) return
  const left = (of_: readonly number[], k: number): number =>
    of_[k]! - projection[k]!.reduce((sum, w, l) => sum + w * of_[l]!, 0)
  for (const [k, x] of xs.entries()) {
    const scale = (list: readonly number[]): number =>
      projection[k]!.reduce((sum, w, l) => sum + Math.abs(w * list[l]!), Math.abs(list[k]!))
    for (let j = 0; j < inputs; j++) {
      const column = xs.map((i) => matrix[i]![j]!)
      if (Math.abs(left(column, k)) <= 1e-9 * scale(column)) continue
      throw new CausalError(
        'not-supported',
        `the evidence inside box ${show(of.name)} is on what its inputs determine: it says something of them, and nothing is left to normalize. Put the state of the inputs inside the box.`,
        { box: of.name },
      )
    }
    const level = scale(gap.map((g, l) => Math.abs(g) + Math.abs(mean[xs[l]!]!)))
    if (Math.abs(left(gap, k)) <= 1e-9 * level) continue
    throw new CausalError(
      'zero-support',
      `the evidence inside box ${show(of.name)} is impossible: output ${x - xs[0]! + 1} of it is certain, and another value.`,
      { box: of.name },
    )
  }
}
