// The notebooks of the site: docs/notebooks/NAME.mjs, bundled, with the code of its cells beside them.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { cellsOf } from '../notebooks/cells-of.mjs'
import { escaped, layout } from './layout.mjs'

export const notebookNames = ['simpson', 'instrument']

/** @param {import('./site.mjs').Site} site @param {string} out */
export async function writeNotebooks(site, out) {
  mkdirSync(join(out, 'notebooks'), { recursive: true })
  for (const name of notebookNames) {
    const file = `docs/notebooks/${name}.mjs`
    const { title, intro } = await import(pathToFileURL(file).href)
    const facts = cellsOf(readFileSync(file, 'utf8'))
    buildSync({
      stdin: {
        contents: `import { cells } from './${name}.mjs'; import { mount } from './page.mjs'; mount(cells, ${JSON.stringify(facts)})`,
        resolveDir: 'docs/notebooks',
      },
      outfile: join(out, 'notebooks', `${name}.js`),
      bundle: true,
      minify: true,
      format: 'iife',
      target: 'es2022',
      logLevel: 'error',
    })
    const content = `<h1>${escaped(title)}</h1><p>${escaped(intro)}</p><div id="notebook"></div><script defer src="${name}.js"></script>`
    writeFileSync(
      join(out, 'notebooks', `${name}.html`),
      `<!DOCTYPE html>${layout(site.notebookFrame(`notebooks/${name}.html`, title, content))}`,
    )
  }
}
