export type {
  IndependenceTest,
  SearchPlan,
  TestedResult,
  TestResult,
  UntestedReason,
  UntestedResult,
  UntestedWitness,
} from './core/types.js'
export { chiSquare } from './discrete/chi-square.js'
export type { DiscreteTestOptions } from './discrete/discrete-options.js'
export { gSquare } from './discrete/g-square.js'
export type { CorrelationInput } from './gaussian/correlation-input.js'
export { fisherZ } from './gaussian/fisher-z.js'
export type { Falsification, FalsifyOptions } from './graphs/falsification.js'
export { falsify } from './graphs/falsify.js'
export { hsic } from './kernel/hsic.js'
export { kci } from './kernel/kci.js'
export type { KciOptions, KernelRoles } from './kernel/kci-options.js'
export { type RcitOptions, rcit } from './kernel/rcit.js'
export { type AlignedKernel, alignKernel } from './kernels/align-kernel.js'
export { categoricalKernel } from './kernels/categorical-kernel.js'
export { gaussianKernel } from './kernels/gaussian-kernel.js'
export { hilbertSchmidtCriterion, kernelAlignment } from './kernels/kernel-alignment.js'
export { kernelMatrix } from './kernels/kernel-matrix.js'
export { laplaceKernel } from './kernels/laplace-kernel.js'
export { linearKernel } from './kernels/linear-kernel.js'
export { polynomialKernel } from './kernels/polynomial-kernel.js'
export { productKernel } from './kernels/product-kernel.js'
export { type QuantumCircuit, type QuantumGate, quantumKernel } from './kernels/quantum-kernel.js'
export type { GramMatrix, Kernel, KernelSample } from './kernels/types.js'
export type { KernelWidth } from './kernels/width.js'
export { type ConditionalGaussianOptions, conditionalGaussian } from './mixed/conditional-gaussian.js'
export { type DSeparationOptions, dSeparation } from './oracle/d-separation.js'
export { cached } from './wrappers/cached.js'
export type { TestFactory } from './wrappers/deletion.js'
export { missingDataDeletion } from './wrappers/missing-data-deletion.js'
export { testwiseDeletion } from './wrappers/testwise-deletion.js'
export { type LoggedTest, withLog } from './wrappers/with-log.js'
