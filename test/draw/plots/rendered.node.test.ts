import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { pictures } from './pictures.js'

// The specifications as pictures, by vega and vega-lite: from this package's modules, or from the folder VEGA_MODULES
// (npm install vega vega-lite there: 79 packages, too many to ask of everybody who works on this one).

interface Logger {
  level(): Logger
  error(...words: unknown[]): Logger
  warn(...words: unknown[]): Logger
  info(): Logger
  debug(): Logger
}
interface Vega {
  parse(spec: unknown): unknown
  View: new (runtime: unknown, options: object) => { toSVG(): Promise<string> }
}
interface VegaLite {
  compile(spec: unknown, options: object): { readonly spec: unknown }
}

async function modules(): Promise<readonly [Vega, VegaLite] | null> {
  const folder = process.env['VEGA_MODULES'] ?? process.cwd()
  const resolve = createRequire(join(folder, 'package.json')).resolve
  try {
    const load = (name: string): Promise<unknown> => import(/* @vite-ignore */ pathToFileURL(resolve(name)).href)
    return [(await load('vega')) as Vega, (await load('vega-lite')) as VegaLite]
  } catch {
    return null
  }
}

const found = await modules()
if (found === null) console.info('pictures of plots: vega and vega-lite are not there (see VEGA_MODULES)')

/** How many marks of a class of Vega there are: paths, symbols, rules, text. */
const count = (svg: string, mark: string): number => {
  const part = [...svg.matchAll(new RegExp(`<g class="mark-${mark} role-mark[^>]*>(.*?)</g>`, 'gs'))]
  return part.reduce((sum, [, inside]) => sum + (inside!.match(/<(path|line|text)/g)?.length ?? 0), 0)
}

describe.skipIf(found === null)('pictures by Vega', () => {
  const render = async (spec: unknown): Promise<string> => {
    const [vega, lite] = found!
    const said: unknown[] = []
    const hear = (...words: unknown[]): Logger => {
      said.push(words)
      return logger
    }
    const logger: Logger = {
      level: () => logger,
      error: hear,
      warn: hear,
      info: () => logger,
      debug: () => logger,
    }
    const compiled = lite.compile(JSON.parse(JSON.stringify(spec)), { logger }).spec
    const svg = await new vega.View(vega.parse(compiled), { renderer: 'none', logger }).toSVG()
    expect(said).toEqual([])
    return svg
  }
  const all = pictures()
  it.each(Object.entries(all))('%s is drawn without a warning', async (_, spec) => {
    const svg = await render(spec)
    expect(svg).toMatch(/^<svg/)
    expect(svg).not.toContain('NaN')
  })
  it('show the label of what was refused', async () => {
    const svg = await render(all['plotForest'])
    expect(svg).toContain('without x (invalid-adjustment)')
    expect(count(svg, 'symbol')).toBe(3 + 4)
  })
  it('draw the histograms from the line of no rows on', async () => {
    const svg = await render(all['plotOverlap'])
    const bars = [...svg.matchAll(/<path aria-label="[^"]*rows: (−|-)?(\d+)[^>]*d="M[\d.]+,[\d.]+h[\d.]+v([\d.]+)/g)]
    expect(bars.length).toBeGreaterThan(20)
    for (const [, , rows, height] of bars) expect(Number(height) > 0).toBe(Number(rows) > 0)
  })
})
