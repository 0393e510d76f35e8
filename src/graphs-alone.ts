/** What `causalkit/browser/graphs` holds: enough for separation, adjustment and identification. */
export { CausalError, type CausalErrorCode } from './errors.js'
export * from './estimand/index.js'
export * from './graph/index.js'
export * from './identification/index.js'
