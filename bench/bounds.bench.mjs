// Bounds by linear programmes over response types, by their number; formulas; intervals from counts.
import { admg, boundsFromSample, counterfactualBounds, factor, symbolicBounds } from '../dist/index.js'

const axis = (name, k) => ({ name, states: Array.from({ length: k }, (_, i) => String(i)) })
const graph = admg('Z -> X -> Y; X <-> Y')
const recovers = (x, value = '1') => ({ variable: 'Y', value, do: { X: x } })
const effect = [
  { weight: 1, event: [recovers('1')] },
  { weight: -1, event: [recovers('0')] },
]

/** P(Z, X, Y) of random weights on all response types of Z -> X -> Y, X <-> Y. */
function joint(kz, kx, ky) {
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  const nx = kx ** kz
  const weights = Float64Array.from({ length: nx * ky ** kx }, () => -Math.log(next() + 1e-9))
  const cells = new Array(kz * kx * ky).fill(0)
  for (const [t, w] of weights.entries())
    for (let z = 0; z < kz; z++) {
      const x = Math.floor((t % nx) / kx ** z) % kx
      cells[(z * kx + x) * ky + (Math.floor(t / nx / ky ** x) % ky)] += w
    }
  return {
    types: weights.length,
    data: [{ distribution: factor([axis('Z', kz), axis('X', kx), axis('Y', ky)], cells) }],
  }
}

export default (b) => {
  for (const [kz, kx, ky, target] of [
    [8, 2, 2, '<= 20 ms'],
    [6, 3, 3, '<= 500 ms'],
    [9, 2, 9, undefined],
  ]) {
    const { types, data } = joint(kz, kx, ky)
    b.compare({
      name: `counterfactualBounds, ${types} types, both answers at once`,
      ours: () => counterfactualBounds(graph, data, { event: [recovers('1'), recovers('0', '0')] }),
      target,
    })
    b.compare({
      name: `counterfactualBounds, ${types} types, within an open condition`,
      ours: () => counterfactualBounds(graph, data, { event: [recovers('1')], given: [recovers('0', '0')] }),
    })
  }
  const three = [{ variables: [axis('Z', 2), axis('X', 2), axis('Y', 2)] }]
  b.compare({
    name: 'symbolicBounds, the effect, 8 and 8 corners',
    ours: () => symbolicBounds(graph, three, { sum: effect }),
  })
  const counts = [{ distribution: factor(three[0].variables, [158, 14, 0, 0, 52, 12, 23, 78]) }]
  b.compare({ name: 'boundsFromSample, 337 rows', ours: () => boundsFromSample(graph, counts, { sum: effect }) })
}
