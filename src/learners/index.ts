export type { FittedLearner, Learner, LearnerOptions } from './core/types.js'
