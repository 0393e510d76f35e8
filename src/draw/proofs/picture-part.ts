import type { Diagram } from '../../diagram/terms/types.js'
import type { PictureOptions } from '../picture-options.js'
import { plainLooks, px, type Theme } from '../svg.js'
import { toSvg } from '../to-svg.js'
import type { MarkedDiagram } from './proof-frames.js'

/** A picture to be put into another one. */
export interface PicturePart {
  readonly width: number
  readonly height: number
  /** What stands inside the document, without its style. */
  readonly body: string
  readonly style: string
}

/** The picture of a diagram, taken out of its document, with some of its boxes in the accent colour. */
export function picturePart(
  { diagram, boxes }: MarkedDiagram,
  options: Pick<PictureOptions, 'theme' | 'direction'>,
): PicturePart {
  const text = toSvg(diagram, options)
  const open = text.slice(0, text.indexOf('>') + 1)
  const size = (name: string): number => Number(new RegExp(` ${name}="([\\d.]+)"`).exec(open)![1])
  const style = text.slice(text.indexOf('<style>'), text.indexOf('</style>') + '</style>'.length)
  const body = text.slice(open.length, text.lastIndexOf('</svg>')).replace(style, '').trim()
  return {
    width: size('width'),
    height: size('height'),
    body: accented(body, diagram, boxes, options.theme ?? 'auto'),
    style,
  }
}

/** Finds the groups of boxes by the wires that they read and make, and those of the wires that they make. */
function accented(body: string, { boxes }: Diagram, marked: readonly number[], theme: Theme): string {
  const accent = plainLooks(['accent'], theme).join(' ')
  let result = body
  for (const b of marked) {
    const { inputs, outputs } = boxes[b]!
    const wires = ` data-reads="${inputs.join(' ')}" data-makes="${outputs.join(' ')}"`
    // boxes alike that make nothing look the same: the first that is not marked yet
    const group = new RegExp(`<g( data-box="[^"]*"(?: data-box-codes="[^"]*")?${wires})`)
    result = result.replace(group, `<g class="accent"$1 ${accent}`)
    for (const v of outputs) {
      result = result.replace(
        new RegExp(`<g( data-wire="[^"]*"(?: data-wire-codes="[^"]*")? data-at="${v}")`),
        `<g class="accent"$1 ${accent}`,
      )
    }
  }
  return result
}

/** A part at its place in another picture. */
export function placedPart({ body }: PicturePart, x: number, y: number): string {
  return `<g transform="translate(${px(x)} ${px(y)})">\n${body}\n</g>`
}
