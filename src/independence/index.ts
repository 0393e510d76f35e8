export { type DSeparationOptions, dSeparation } from './d-separation.js'
export type { IndependenceTest, SearchPlan, TestResult } from './types.js'
