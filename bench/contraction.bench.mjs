// Exact contraction: a network of the size of ALARM, a random one of 50 boxes, grids; beside summing in the given order.
import { contract, contractionCache } from '../dist/probability/contraction/contract.js'
import { generator } from '../dist/probability/streams/stream.js'

/** Random conditional tables; each variable's parents are among the `reach` before it. */
function network(n, { seed, states = 2, most = 3, reach = 8 }) {
  const draw = generator(seed)
  const cardinalities = Array.from({ length: n }, () => 2 + draw.integer(states - 1))
  const tensors = cardinalities.map((own, v) => {
    const parents = new Set()
    for (let k = draw.integer(most + 1); k > 0 && v > 0; k--) parents.add(Math.max(0, v - 1 - draw.integer(reach)))
    const scope = [...parents, v]
    const values = new Float64Array(scope.reduce((size, u) => size * cardinalities[u], 1))
    for (let row = 0; row < values.length; row += own) {
      let sum = 0
      for (let s = 0; s < own; s++) sum += values[row + s] = draw.gamma(1)
      for (let s = 0; s < own; s++) values[row + s] /= sum
    }
    return { scope, values, outputs: [v] }
  })
  return { cardinalities, tensors }
}

/** Variable elimination in the order of the numbers, with dense tables: right, and blind to the order. */
function inGivenOrder({ cardinalities, tensors }, keep) {
  let left = tensors
  for (let v = 0; v < cardinalities.length; v++) {
    if (keep.includes(v)) continue
    const held = left.filter((t) => t.scope.includes(v))
    const scope = [...new Set(held.flatMap((t) => [...t.scope]))].filter((u) => u !== v)
    const made = contract('bench', { cardinalities, tensors: held, keep: scope })
    left = [...left.filter((t) => !t.scope.includes(v)), { scope, values: made.values }]
  }
  return contract('bench', { cardinalities, tensors: left, keep }).values
}
const difference = (a, b) => a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0)
const plain = (net) => ({ ...net, tensors: net.tensors.map(({ scope, values }) => ({ scope, values })) })

export default (b) => {
  const alarm = network(37, { seed: 'alarm', states: 4, most: 2 })
  const evidence = [
    [36, 1],
    [30, 0],
    [25, 1],
    [20, 0],
  ]
  const cache = contractionCache()
  b.compare({
    name: 'posterior on 37 variables, 4 observed, planned anew',
    ours: () => contract('bench', { ...alarm, keep: [3], evidence }),
    baseline: {
      name: 'with the plan kept',
      run: () => contract('bench', { ...alarm, keep: [3], evidence, cache }),
    },
    target: '<= 0.3 ms (pgmpy on ALARM 7-19 ms)',
  })
  const boxes = plain(network(50, { seed: 'boxes', reach: 12 }))
  b.compare({
    name: '50 boxes, two outputs',
    ours: () => contract('bench', { ...boxes, keep: [48, 49] }),
    baseline: { name: 'in the given order', run: () => inGivenOrder(boxes, [48, 49]) },
    target: '<= 10 ms',
    difference: () => difference(contract('bench', { ...boxes, keep: [48, 49] }).values, inGivenOrder(boxes, [48, 49])),
  })
  const grid = (side) => {
    const cardinalities = new Array(side * side).fill(2)
    const tensors = []
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        const v = i * side + j
        if (i > 0) tensors.push({ scope: [v - side, v], values: Float64Array.of(1, 0.5, 0.5, 1) })
        if (j > 0) tensors.push({ scope: [v - 1, v], values: Float64Array.of(1, 0.3, 0.3, 1) })
      }
    }
    return { cardinalities, tensors, keep: [0] }
  }
  for (const side of [8, 12]) {
    const net = grid(side)
    const { operations, largest } = contract('bench', net)
    b.print(`grid of ${side} x ${side}: ${operations} operations predicted, largest table ${largest}`)
    b.compare({ name: `grid of ${side} x ${side}`, ours: () => contract('bench', net) })
  }
  b.growth({
    name: 'chain, end to end',
    sizes: [1_000, 10_000, 100_000],
    make: (n) => {
      const step = Float64Array.of(0.9, 0.1, 0.2, 0.8)
      const tensors = [{ scope: [0], values: Float64Array.of(0.5, 0.5) }]
      for (let v = 1; v < n; v++) tensors.push({ scope: [v - 1, v], values: step })
      return () => contract('bench', { cardinalities: new Array(n).fill(2), tensors, keep: [n - 1] })
    },
  })
}
