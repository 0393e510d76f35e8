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

/** The widths of the characters below 128. */
const widths = Float64Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code)
  return /[ijl.,;:'|!I ]/.test(character) ? 4.6 : /[A-Z_mwMW@%]/.test(character) ? 10.8 : 8.1
})

/** About how wide a line of 14 px text is, in px: no fonts are at hand, so it errs on the wide side. */
export function textWidth(text: string): number {
  let width = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!
    width += code < 128 ? widths[code]! : code > 0x2e80 ? 15 : 8.1
    if (code > 0xffff) i++
  }
  return width
}

/** Which colours: those of the reader's setting, or always the same. */
export type Theme = 'auto' | 'light' | 'dark'

/** The colours of one setting: those of roles, highlights and groups are told apart by colour-blind readers (Okabe & Ito 2008). */
interface Palette {
  readonly ink: string
  readonly paper: string
  readonly fill: string
  /** One for each highlight, and the fill of its nodes. */
  readonly accents: readonly (readonly [string, string])[]
  /** By role: line and fill. */
  readonly roles: Readonly<Record<string, readonly [string, string]>>
  readonly groups: readonly string[]
}

const light: Palette = {
  ink: '#1f2933',
  paper: '#fff',
  fill: '#f3f5f7',
  accents: [
    ['#b4233a', '#fdecee'],
    ['#0b62a4', '#e6f1fa'],
    ['#00724f', '#e2f5ee'],
    ['#9a5b00', '#fbf0dc'],
    ['#86418b', '#f6eaf7'],
    ['#5b5b5b', '#ededed'],
  ],
  roles: {
    treatment: ['#0072b2', '#e3f1fa'],
    outcome: ['#c24a00', '#fdebdf'],
    adjusted: ['#00805c', '#e0f4ed'],
    selected: ['#a3457f', '#faeaf3'],
    instrument: ['#a87600', '#fdf3d8'],
  },
  groups: ['#8fc1e3', '#f2b38a', '#86cfb5', '#e3b3d0', '#f0d27a', '#b9bec4'],
}

const dark: Palette = {
  ink: '#e4e7eb',
  paper: '#16191d',
  fill: '#242a31',
  accents: [
    ['#ff8095', '#44202a'],
    ['#6fb7f0', '#15304a'],
    ['#4fd0a5', '#10382c'],
    ['#f0b45a', '#40300f'],
    ['#d99be0', '#3b2340'],
    ['#b8bcc2', '#34383d'],
  ],
  roles: {
    treatment: ['#6db9ee', '#14304a'],
    outcome: ['#ff9a5c', '#45230d'],
    adjusted: ['#45cda0', '#0e3629'],
    selected: ['#ee9ccb', '#432036'],
    instrument: ['#f0c24b', '#3d300a'],
  },
  groups: ['#31597a', '#7a4a26', '#23604c', '#6c3f5a', '#685518', '#4a5057'],
}

/** Plain values, not CSS variables: many SVG viewers know no variables. Only the rules whose classes stand in the body. */
function rules({ ink, paper, fill, accents, roles, groups }: Palette, body: string): string {
  const found: string[] = [
    `.causalkit{background:${paper}}`,
    `.causalkit text{fill:${ink}}`,
    `.causalkit .node{fill:${fill};stroke:${ink}}`,
    `.causalkit .edge{stroke:${ink}}`,
    `.causalkit .mark{fill:${ink}}`,
    `.causalkit .circle{fill:${paper};stroke:${ink}}`,
  ]
  if (body.includes('class="aside"')) found.push(`.causalkit .aside{stroke:${paper}}`)
  if (body.includes('role-')) {
    for (const [role, [line, area]] of Object.entries(roles)) {
      if (body.includes(`role-${role}"`)) found.push(`.causalkit .role-${role} .node{stroke:${line};fill:${area}}`)
    }
  }
  const most = body.includes('accent accent-') ? accents.length : 1
  for (const [k, [line, area]] of accents.slice(0, most).entries()) {
    const at = `.causalkit .${accentClass(k + 1).replace(' ', '.')}`
    found.push(
      `${at} .node{stroke:${line};fill:${area}}`,
      `${at} .edge,${at} .circle{stroke:${line}}`,
      `${at} .mark{fill:${line}}`,
    )
  }
  if (body.includes('class="group group-')) {
    for (const [k, colour] of groups.entries()) found.push(`.causalkit .group-${k + 1}{stroke:${colour}}`)
  }
  return found.join('')
}

/** How many highlights and groups have a colour of their own. */
export const mostColours = 6

/** The class of what belongs to a highlight, the first of which is 1. */
export function accentClass(accent: number): string {
  return accent === 1 ? 'accent' : `accent accent-${accent}`
}

function colours(theme: Theme, body: string): string {
  if (theme === 'light') return rules(light, body)
  if (theme === 'dark') return rules(dark, body)
  return `${rules(light, body)}\n@media (prefers-color-scheme:dark){${rules(dark, body)}}`
}

function style(body: string): string {
  return [
    '.causalkit{font:14px system-ui,sans-serif}',
    '.causalkit text{text-anchor:middle}',
    '.causalkit .node,.causalkit .edge,.causalkit .circle{stroke-width:1.4}',
    '.causalkit .edge{fill:none}',
    '.causalkit .accent .node,.causalkit .accent .edge{stroke-width:2.4}',
    '.causalkit .latent{stroke-dasharray:4 3}',
    ...(body.includes('hole') ? ['.causalkit .hole{stroke-dasharray:1.5 4;stroke-linecap:round}'] : []),
    '.causalkit .hidden{stroke-dasharray:5 4}',
    ...(body.includes('edge dotted') ? ['.causalkit .dotted{stroke-dasharray:1.5 3}'] : []),
    ...(body.includes('class="aside"') ? ['.causalkit .aside{font-size:11px;paint-order:stroke;stroke-width:4}'] : []),
    ...(body.includes('class="group') ? ['.causalkit .group{fill:none;stroke-width:5}'] : []),
  ].join('\n')
}

/**
 * What the root says of its looks, for pages whose policy lets no style sheet in (`style-src` without inline styles): lines and
 * texts in the page's own ink, no fills. A style sheet counts for more than attributes, so where it is read these change nothing.
 */
export const plainRoot =
  'fill="none" stroke="currentColor" stroke-width="1.4" font-family="system-ui,sans-serif" font-size="14" text-anchor="middle"'

/** What the parts say besides, at their ends: whole letters and marks, dashes that mean something, roles and highlights in colour. */
export function plainParts(body: string, theme: Theme): string {
  return body.replace(/<(\w+)( [^>]*?)(\/?)>/g, (_, name: string, said: string, end: string) => {
    const styled = / style="((?:font-size|text-anchor|stroke-width):[^"]*)"/.exec(said)?.[1]?.split(';') ?? []
    const own = [
      ...(name === 'text' ? ['fill="currentColor" stroke="none"'] : []),
      ...plainLooks(/ class="([^"]*)"/.exec(said)?.[1]?.split(' ') ?? [], theme),
      ...styled.map((part) => part.replace(/^(.*):(.*?)(?:px)?$/, '$1="$2"')),
    ]
    return `<${[name + said, ...own].join(' ')}${end}>`
  })
}

/** The attributes that say what classes say. */
export function plainLooks(classes: readonly string[], theme: Theme): string[] {
  const { roles, accents } = theme === 'dark' ? dark : light
  return classes.flatMap((word) => {
    const [kind, more] = word.split(/-(.*)/)
    if (word === 'mark') return ['fill="currentColor" stroke="none"']
    if (word === 'aside') return ['font-size="11"']
    if (word === 'group') return ['stroke-width="5" stroke-opacity="0.4"']
    if (word === 'accent' && !classes.some((other) => other.startsWith('accent-'))) return accentLooks(accents[0]![0])
    if (kind === 'accent' && more !== undefined) return accentLooks(accents[Number(more) - 1]![0])
    if (kind === 'role') return roles[more ?? '']?.slice(0, 1).map((line) => `color="${line}"`) ?? []
    return dashes.has(word) ? [`stroke-dasharray="${dashes.get(word)}"`] : []
  })
}

const accentLooks = (line: string): string[] => [`color="${line}" stroke-width="2.4"`]

const dashes: ReadonlyMap<string, string> = new Map([
  ['latent', '4 3'],
  ['hidden', '5 4'],
  ['hole', '1.5 4'],
  ['dotted', '1.5 3'],
])

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
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" class="causalkit" ${plainRoot}>`,
    `<title>${escapeXml(title)}</title>`,
    `<desc>${escapeXml(description)}</desc>`,
    `<style>${style(body)}\n${colours(theme, body)}</style>`,
    plainParts(body, theme),
    '</svg>',
    '',
  ].join('\n')
}
