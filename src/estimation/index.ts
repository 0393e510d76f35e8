export type { EffectSize, EValue } from './e-value.js'
export { eValue } from './e-value.js'
