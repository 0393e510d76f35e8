import type { Diagram } from '../../diagram/terms/types.js'
import type { PictureOptions } from '../picture-options.js'
import { escapeXml, plainParts, plainRoot, px, textWidth } from '../svg.js'
import { picturePart, placedPart } from './picture-part.js'
import type { ProofFrame } from './proof-frames.js'

const gap = 14

/** All steps below each other: before, the law, after. */
export function proofSheet(
  frames: readonly ProofFrame[],
  first: Diagram,
  title: string,
  look: Pick<PictureOptions, 'theme' | 'direction'>,
): string {
  const rows = frames.map(({ before, after, reason }) => ({
    before: picturePart(before, look),
    after: picturePart(after, look),
    reason,
  }))
  const alone = picturePart({ diagram: first, boxes: [] }, look)
  const label = Math.max(40, ...frames.map(({ reason }) => textWidth(reason) + 24))
  const left = Math.max(0, ...rows.map(({ before }) => before.width))
  const right = Math.max(0, ...rows.map(({ after }) => after.width))
  const number = 26
  const told = (text: string): string => plainParts(text, look.theme ?? 'auto')
  let y = gap
  const body = rows.flatMap(({ before, after, reason }, k) => {
    const height = Math.max(before.height, after.height, 40)
    const middle = y + height / 2
    const at = number + left + label / 2
    const lines = [
      `<g data-step="${k + 1}">`,
      told(`<text x="${px(number / 2 + 4)}" y="${px(middle)}" dy="0.35em">${k + 1}</text>`),
      placedPart(before, number + left - before.width, middle - before.height / 2),
      told(`<text x="${px(at)}" y="${px(middle - 14)}" style="font-size:12px">${escapeXml(reason)}</text>`),
      told(`<text x="${px(at)}" y="${px(middle)}" dy="0.35em" style="font-size:20px">=</text>`),
      placedPart(after, number + left + label, middle - after.height / 2),
      '</g>',
    ]
    y += height + gap
    return lines
  })
  const width = rows.length === 0 ? alone.width : number + left + label + right + 4
  const height = rows.length === 0 ? alone.height : y
  const steps = frames.map(({ reason }, k) => `${k + 1}. ${reason}`).join('; ')
  return proofDocument({ width, height, title, description: steps === '' ? 'No step.' : steps, style: alone.style }, [
    ...(rows.length === 0 ? [placedPart(alone, 0, 0)] : body),
  ])
}

/** The document around the pictures of a proof. */
export function proofDocument(
  sheet: { width: number; height: number; title: string; description: string; style: string },
  body: readonly string[],
): string {
  const { width, height, title, description, style } = sheet
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" class="causalkit" ${plainRoot}>`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description)}</desc>`,
    style,
    ...body,
    '</svg>',
    '',
  ].join('\n')
}
