export type { IndependenceTest, SearchPlan, TestResult } from './types.js'
