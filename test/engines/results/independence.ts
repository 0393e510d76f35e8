import {
  alignKernel,
  categoricalKernel,
  chiSquare,
  conditionalGaussian,
  fisherZ,
  gaussianKernel,
  gSquare,
  hilbertSchmidtCriterion,
  hsic,
  kci,
  kernelAlignment,
  kernelMatrix,
  laplaceKernel,
  linearKernel,
  polynomialKernel,
  productKernel,
  quantumKernel,
  rcit,
  select,
  table,
  testwiseDeletion,
} from '../../../src/index.js'
import { discreteTable, gaussianTable, mixedTable, type Results, seed, wiggly } from './support.js'

type Test = (x: never, y: never, given?: never) => unknown
/** Both kinds of question to a test over X, Y and Z. */
const asked = (test: unknown): unknown[] => [
  (test as Test)('X' as never, 'Y' as never),
  (test as Test)('X' as never, 'Y' as never, ['Z'] as never),
]
const kernels = {
  gaussian: gaussianKernel(),
  'gaussian of width 0.7': gaussianKernel({ width: 0.7 }),
  laplace: laplaceKernel(),
  linear: linearKernel(),
  polynomial: polynomialKernel({ degree: 3, constant: 0.5 }),
  product: productKernel(gaussianKernel(), linearKernel()),
  quantum: quantumKernel({ gates: ['h', 'rz', 'rzz', 'ry', 'rx', 'cz'], qubits: 3, layers: 2, scale: 0.8 }),
}

export const independence: Results = {
  fisherZ: () => {
    const test = fisherZ(gaussianTable(300))
    return [test('A', 'D'), test('A', 'D', ['B', 'C']), test('B', 'C', ['A'])]
  },
  gSquare: () => {
    const test = gSquare(discreteTable(400))
    return [test('A', 'C'), test('A', 'C', ['B'])]
  },
  chiSquare: () => {
    const test = chiSquare(discreteTable(400))
    return [test('A', 'C'), test('A', 'C', ['B'])]
  },
  conditionalGaussian: () => {
    const test = conditionalGaussian(mixedTable(300))
    return [test('G', 'Y'), test('G', 'Y', ['X']), test('H', 'Y', ['G', 'X'])]
  },
  testwiseDeletion: () => {
    const cells = table({
      A: [0, 2, 3, 1, 4, 2, 6, 5],
      B: [1, 0, 2, 3, 1, 5, 4, 2],
      C: [0, 3, 1, 2, 0, 4, 5, 1],
    })
    return testwiseDeletion(cells, fisherZ)('A', 'B', ['C'])
  },
  'hsic: gamma': () => hsic(wiggly(120))('X', 'Y'),
  'hsic: permutation': () => hsic(wiggly(120), { null: 'permutation', draws: 300, seed })('X', 'Y'),
  'kci: gamma': () => asked(kci(wiggly(120))),
  'kci: spectral': () => asked(kci(wiggly(120), { null: 'spectral', draws: 500, seed })),
  // given a condition, a permutation null is refused
  'kci: permutation': () => kci(wiggly(120), { null: 'permutation', draws: 300, seed })('X' as never, 'Y' as never),
  'kci: learned widths': () => asked(kci(wiggly(80), { bandwidth: 'gaussian-process' })),
  'kci: parity': () => asked(kci(wiggly(80), { parity: 'causal-learn' })),
  'kci: laplace kernel': () => asked(kci(wiggly(80), { kernel: laplaceKernel() })),
  'kci: quantum kernel': () =>
    asked(kci(wiggly(60), { kernel: quantumKernel({ gates: ['h', 'ry', 'rzz'], qubits: 2 }) })),
  rcit: () => asked(rcit(wiggly(300), { seed })),
  'rcit: few features': () => asked(rcit(wiggly(300), { seed, features: 10, repeats: 5 })),
  ...Object.fromEntries(
    Object.entries(kernels).map(([name, kernel]) => [`kernel: ${name}`, () => kernelMatrix(kernel, wiggly(40))]),
  ),
  'kernel: categories': () => kernelMatrix(categoricalKernel(), select(mixedTable(30), ['G', 'H'])),
  'kernel: alignment': () => {
    const [a, b] = [kernelMatrix(gaussianKernel(), wiggly(40)), kernelMatrix(laplaceKernel(), wiggly(40))]
    return [kernelAlignment(a, b), hilbertSchmidtCriterion(a, b)]
  },
  alignKernel: () => {
    const target = kernelMatrix(gaussianKernel({ width: 2 }), wiggly(30))
    return alignKernel(([w]) => gaussianKernel({ width: 0.1 + w! * w! }), [1], wiggly(30), target)
  },
}
