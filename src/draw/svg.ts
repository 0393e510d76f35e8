import { CausalError } from '../errors.js'
import { show } from '../show.js'

/** What no XML document can hold: most control characters, and halves of surrogate pairs. */
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

/** Text made safe for an SVG or HTML document; characters that XML forbids become U+FFFD. */
export function escapeXml(text: string): string {
  return text
    .replace(forbidden, '\ufffd')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
    .replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`)
}

/** A name as an attribute; a name that XML cannot hold is told by its character codes besides. */
export function nameAttribute(attribute: string, name: string): string {
  const codes = Array.from({ length: name.length }, (_, i) => name.charCodeAt(i).toString(16)).join(' ')
  return `${attribute}="${escapeXml(name)}"${name.replace(forbidden, '') === name ? '' : ` ${attribute}-codes="${codes}"`}`
}

/** A length as it stands in an SVG: at most two decimals, never `-0`. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}

/** A length of px in cm, for TikZ: a node is 1 cm high. */
export function cm(value: number): string {
  return String(Math.round((value / 36) * 1000) / 1000 + 0)
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

/** Which colours: those of the reader's setting, or always the same. */
export type Theme = 'auto' | 'light' | 'dark'

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

const light = palette('#1f2933', '#fff', '#f3f5f7', '#b4233a', '#fdecee')
const dark = palette('#e4e7eb', '#16191d', '#242a31', '#ff8095', '#44202a')
const colours: Readonly<Record<Theme, string>> = {
  auto: `${light}\n@media (prefers-color-scheme:dark){${dark}}`,
  light,
  dark,
}

const style = [
  '.causalkit{font:14px system-ui,sans-serif}',
  '.causalkit text{text-anchor:middle}',
  '.causalkit .node,.causalkit .edge,.causalkit .circle{stroke-width:1.4}',
  '.causalkit .edge{fill:none}',
  '.causalkit .accent .node,.causalkit .accent .edge{stroke-width:2.4}',
  '.causalkit .latent{stroke-dasharray:4 3}',
  '.causalkit .hole{stroke-dasharray:1.5 4;stroke-linecap:round}',
  '.causalkit .hidden{stroke-dasharray:5 4}',
].join('\n')

/** What a document says of itself. */
export interface Sheet {
  readonly width: number
  readonly height: number
  readonly title: string
  readonly description: string
  readonly theme: Theme
}

/**
 * An SVG document that is readable on light and dark pages and by screen readers: a title, a description, and colours
 * that follow the reader's setting unless a theme is named.
 */
export function svgDocument({ width, height, title, description, theme }: Sheet, body: string): string {
  if (typeof title !== 'string')
    throw new CausalError('invalid-argument', `the title must be a text, got ${show(title)}.`)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" class="causalkit">`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description)}</desc>`,
    `<style>${style}\n${colours[theme]}</style>`,
    body,
    '</svg>',
    '',
  ].join('\n')
}
