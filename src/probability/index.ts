export type { Factor, Variable } from './types.js'
