import { CausalError } from '../errors.js'
import { show } from '../show.js'

/** Text made safe for an SVG or HTML document; characters that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}

/** A length as it stands in an SVG: at most two decimals, never `-0`. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}

/** About how wide a line of 14 px text is, in px: no fonts are at hand, so it errs on the wide side. */
export function textWidth(text: string): number {
  let width = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    width += code > 0x2e80 ? 15 : /[ijl.,;:'|!I ]/.test(character) ? 4.6 : /[A-Z_mwMW@%]/.test(character) ? 10.8 : 8.1
  }
  return width
}

/** The colours of one setting. Plain values, not CSS variables: many SVG viewers know no variables. */
function palette(ink: string, paper: string, fill: string, accent: string, accentFill: string): string {
  return [
    `.causalkit{background:${paper}}`,
    `.causalkit text{fill:${ink}}`,
    `.causalkit .node{fill:${fill};stroke:${ink}}`,
    `.causalkit .edge{stroke:${ink}}`,
    `.causalkit .mark{fill:${ink}}`,
    `.causalkit .circle{fill:${paper};stroke:${ink}}`,
    `.causalkit .accent .node{stroke:${accent};fill:${accentFill}}`,
    `.causalkit .accent .edge,.causalkit .accent .circle{stroke:${accent}}`,
    `.causalkit .accent .mark{fill:${accent}}`,
  ].join('')
}

const style = [
  '.causalkit{font:14px system-ui,sans-serif}',
  '.causalkit text{text-anchor:middle}',
  '.causalkit .node,.causalkit .edge,.causalkit .circle{stroke-width:1.4}',
  '.causalkit .edge{fill:none}',
  '.causalkit .accent .node,.causalkit .accent .edge{stroke-width:2.4}',
  '.causalkit .latent{stroke-dasharray:4 3}',
  '.causalkit .hidden{stroke-dasharray:5 4}',
  palette('#1f2933', '#fff', '#f3f5f7', '#b4233a', '#fdecee'),
  `@media (prefers-color-scheme:dark){${palette('#e4e7eb', '#16191d', '#242a31', '#ff8095', '#44202a')}}`,
].join('\n')

/**
 * An SVG document that is readable on light and dark pages and by screen readers: a title, a description, and colours
 * that follow the reader's setting.
 */
export function svgDocument(width: number, height: number, title: string, description: string, body: string): string {
  if (typeof title !== 'string')
    throw new CausalError('invalid-argument', `the title must be a text, got ${show(title)}.`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" class="causalkit">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description)}</desc>`,
    `<style>${style}</style>`,
    body,
    '</svg>',
    '',
  ].join('\n')
}
