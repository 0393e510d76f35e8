// The look that all pictures share: light and dark colours by the reader's setting, rounded numbers, and graphs one below another.

/** Colours on a light ground. */
export const light = {
  ground: '#ffffff',
  ink: '#1f2933',
  quiet: '#7b8794',
  faint: '#d5dae0',
  blue: '#2a6fb8',
  red: '#b4233a',
  green: '#2f7d46',
  orange: '#b45f06',
}

/** The same ones on a dark ground. */
const dark = {
  ground: '#16191d',
  ink: '#e4e7eb',
  quiet: '#9aa5b1',
  faint: '#3e4650',
  blue: '#79b4f2',
  red: '#ff8095',
  green: '#7ccb8f',
  orange: '#f0a85c',
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')

/** Rules that turn each light colour into its dark one where the reader's setting is dark. */
const turned = Object.keys(light)
  .map((name) => `[fill="${light[name]}"]{fill:${dark[name]}}[stroke="${light[name]}"]{stroke:${dark[name]}}`)
  .join('')

/** An SVG from its size and what is in it, on the common ground. */
export function sheet({ width, height, title, content }) {
  const style = `text{paint-order:stroke}svg{background:${light.ground}}@media (prefers-color-scheme:dark){svg{background:${dark.ground}}${turned}}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui,sans-serif">
<title>${escaped(title)}</title>
<style>${style}</style>
${content}
</svg>
`
}

/** Coordinates with one decimal: engines differ in the last digits, and no eye sees the second. Texts stay as they are. */
export const rounded = (svg) =>
  svg.replace(/<[^>]+>/g, (tag) =>
    tag.replace(/-?\d+\.\d+(e-?\d+)?/g, (number) => String(Math.round(10 * Number(number)) / 10 + 0)),
  )

/**
 * Pictures of toSvg one below another, each with a line above it that says what it is.
 *
 * @param {string} title
 * @param {readonly { caption: string, svg: string }[]} parts
 */
export function stacked(title, parts) {
  const margin = 12
  let [top, width] = [0, 0]
  const content = parts.map(({ caption, svg }) => {
    const [, w, h] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)
    const lines = caption.split('\n')
    const texts = lines.map(
      (line, i) =>
        `<text x="${margin}" y="${top + 24 + 18 * i}" font-size="14" fill="${light.ink}">${escaped(line)}</text>`,
    )
    const at = top + 10 + 18 * lines.length
    top = Math.ceil(at + Number(h))
    width = Math.max(width, Number(w), ...lines.map((line) => 2 * margin + 7.6 * line.length))
    return `${texts.join('\n')}\n${svg.trim().replace('<svg ', `<svg y="${at}" `)}`
  })
  return sheet({ width: Math.ceil(width), height: top, title, content: content.join('\n') })
}
