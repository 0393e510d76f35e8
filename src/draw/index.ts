export type { PictureOptions } from './to-svg.js'
export { toSvg } from './to-svg.js'
