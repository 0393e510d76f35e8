// @ts-check
// Bars as SVG text: all that these examples need of a chart.
const colours = ['#4477aa', '#cc6677', '#ddaa33', '#228833', '#aa3377']

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * Horizontal bars from 0 to `most`, grouped by label, one colour a series; a negative value is drawn to the left of zero.
 *
 * @param {string} title
 * @param {readonly string[]} series
 * @param {readonly { label: string, values: readonly number[] }[]} rows
 * @param {{ digits?: number }} [options]
 */
export function barChart(title, series, rows, { digits = 2 } = {}) {
  const all = rows.flatMap((row) => row.values)
  const [least, most] = [Math.min(0, ...all), Math.max(0, ...all)]
  const left = Math.max(120, 16 + 6.8 * Math.max(...rows.map(({ label }) => label.length)))
  const [width, bar] = [360, 14]
  /** @param {number} value */
  const x = (value) => left + ((value - least) / (most - least || 1)) * width
  const height = 44 + rows.length * (series.length * bar + 12) + 22
  const parts = [`<text x="12" y="22" font-weight="bold">${escaped(title)}</text>`]
  let y = 40
  for (const { label, values } of rows) {
    parts.push(
      `<text x="${left - 8}" y="${y + (series.length * bar) / 2 + 4}" text-anchor="end">${escaped(label)}</text>`,
    )
    values.forEach((value, k) => {
      const [a, b] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))]
      const colour = colours[k % colours.length]
      parts.push(
        `<rect x="${a.toFixed(1)}" y="${y}" width="${(b - a).toFixed(1)}" height="${bar - 2}" fill="${colour}"/>`,
      )
      parts.push(`<text x="${(b + 5).toFixed(1)}" y="${y + bar - 4}" font-size="11">${value.toFixed(digits)}</text>`)
      y += bar
    })
    y += 12
  }
  let at = left
  series.forEach((name, k) => {
    parts.push(`<rect x="${at}" y="${y}" width="10" height="10" fill="${colours[k % colours.length]}"/>`)
    parts.push(`<text x="${at + 14}" y="${y + 9}" font-size="11">${escaped(name)}</text>`)
    at += 24 + name.length * 6.6
  })
  const full = Math.max(left + width + 60, at)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${full} ${height}" width="${full}" height="${height}" font-family="sans-serif" font-size="12" role="img" aria-label="${escaped(title)}"><rect width="100%" height="100%" fill="white"/>${parts.join('')}</svg>\n`
}
