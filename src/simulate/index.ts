export { simulateDag } from './simulate-dag.js'
export { type SimulateLinearOptions, simulateLinear } from './simulate-linear.js'
export { simulateNonlinear } from './simulate-nonlinear.js'
export type { SimulatedNoise } from './simulated-noise.js'
