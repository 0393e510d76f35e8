import type { Diagram } from '../../diagram/terms/types.js'
import type { PictureOptions } from '../picture-options.js'
import { escapeXml, plainParts, px, textWidth } from '../svg.js'
import { picturePart, placedPart } from './picture-part.js'
import type { ProofFrame } from './proof-frames.js'
import { proofDocument } from './proof-sheet.js'

const caption = 30

/** The pictures one after another in the same place: before and after each step, then the end. */
export function animatedProof(
  frames: readonly ProofFrame[],
  last: Diagram,
  title: string,
  seconds: number,
  look: Pick<PictureOptions, 'theme' | 'direction'>,
): string {
  const pictures = [
    ...frames.flatMap(({ before, after, reason }, k) => [
      { part: picturePart(before, look), text: `${k + 1}. ${reason}: this part` },
      { part: picturePart(after, look), text: `${k + 1}. ${reason}: is this` },
    ]),
    { part: picturePart({ diagram: last, boxes: [] }, look), text: 'the end' },
  ]
  const width = Math.max(...pictures.map(({ part, text }) => Math.max(part.width, textWidth(text) + 20)))
  const height = caption + Math.max(...pictures.map(({ part }) => part.height))
  const name = `proof-${pictures.length}-${Math.round(seconds * 1000)}`
  const body = pictures.map(({ part, text }, k) => {
    const delay = (k - pictures.length) * seconds
    return [
      `<g class="frame ${name}" style="animation-delay:${px(delay)}s" data-frame="${k + 1}">`,
      plainParts(
        `<text x="${px(width / 2)}" y="${caption / 2}" dy="0.35em">${escapeXml(text)}</text>`,
        look.theme ?? 'auto',
      ),
      placedPart(part, (width - part.width) / 2, caption + (height - caption - part.height) / 2),
      '</g>',
    ].join('\n')
  })
  const style = pictures[0]!.part.style.replace('</style>', `${motion(name, pictures.length, seconds)}</style>`)
  const steps = frames.map(({ reason }, k) => `${k + 1}. ${reason}`).join('; ')
  return proofDocument({ width, height, title, description: `Animated. ${steps || 'No step.'}`, style }, body)
}

/** Each picture is seen for its share of the time; only the last one where less motion is asked for. */
function motion(name: string, count: number, seconds: number): string {
  if (count === 1) return ''
  const share = 100 / count
  const fade = Math.min(share * 0.15, 30 / (count * seconds))
  return [
    '',
    `@keyframes ${name}{0%{opacity:0}${px(fade)}%{opacity:1}${px(share)}%{opacity:1}${px(share + fade)}%{opacity:0}100%{opacity:0}}`,
    `.causalkit .${name}{opacity:0;animation:${name} ${px(count * seconds)}s linear infinite}`,
    `@media (prefers-reduced-motion:reduce){.causalkit .${name}{animation:none}.causalkit .${name}:last-of-type{opacity:1}}`,
  ].join('\n')
}
