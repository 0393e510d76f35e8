export type { EffectSize, EValue } from './e-value.js'
export { eValue } from './e-value.js'
export type { PValueBounds, RosenbaumBounds } from './rosenbaum-bounds.js'
export { rosenbaumBounds } from './rosenbaum-bounds.js'
