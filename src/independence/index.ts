export { cached } from './cached.js'
export { chiSquare } from './chi-square.js'
export { type ConditionalGaussianOptions, conditionalGaussian } from './conditional-gaussian.js'
export type { CorrelationInput } from './correlation-input.js'
export { type DSeparationOptions, dSeparation } from './d-separation.js'
export type { TestFactory } from './deletion.js'
export type { DiscreteTestOptions } from './discrete-options.js'
export { fisherZ } from './fisher-z.js'
export { gSquare } from './g-square.js'
export { hsic } from './hsic.js'
export type { KciOptions, KernelRoles } from './kci/options.js'
export { kci } from './kci.js'
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
export { missingDataDeletion } from './missing-data-deletion.js'
export { type RcitOptions, rcit } from './rcit.js'
export { testwiseDeletion } from './testwise-deletion.js'
export type {
  IndependenceTest,
  SearchPlan,
  TestedResult,
  TestResult,
  UntestedReason,
  UntestedResult,
  UntestedWitness,
} from './types.js'
export { type LoggedTest, withLog } from './with-log.js'
