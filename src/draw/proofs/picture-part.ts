import type { Diagram } from '../../diagram/terms/types.js'
import type { PictureOptions } from '../picture-options.js'
import { px } from '../svg.js'
import { toSvg } from '../to-svg.js'

/** A picture to be put into another one. */
export interface PicturePart {
  readonly width: number
  readonly height: number
  /** What stands inside the document, without its style. */
  readonly body: string
  readonly style: string
}

/** The picture of a diagram, taken out of its document. */
export function picturePart(diagram: Diagram, options: Pick<PictureOptions, 'theme' | 'direction'>): PicturePart {
  const text = toSvg(diagram, options)
  const open = text.slice(0, text.indexOf('>') + 1)
  const size = (name: string): number => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(open)![1])
  const style = text.slice(text.indexOf('<style>'), text.indexOf('</style>') + '</style>'.length)
  const body = text.slice(open.length, text.lastIndexOf('</svg>')).replace(style, '').trim()
  return { width: size('width'), height: size('height'), body, style }
}

/** A part at its place in another picture. */
export function placedPart({ body }: PicturePart, x: number, y: number): string {
  return `<g transform="translate(${px(x)} ${px(y)})">\n${body}\n</g>`
}
