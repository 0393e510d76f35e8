export type { AdjustmentQuery, EffectQuery } from './effect-query.js'
export { type AdjustmentVerdict, isAdjustmentSet } from './is-adjustment-set.js'
export { optimalAdjustmentSet } from './optimal-adjustment-set.js'
