// What is written once all pages are: rooms, search, scripts, the playground, files for language models.

import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { apiList } from './api.mjs'
import { layout } from './layout.mjs'
import { writeLlms } from './llms.mjs'
import { searchIndex } from './search-index.mjs'

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M9 27 L18 13 M22 13 L31 27 M12 30 H28" fill="none" stroke="#3b5bdb" stroke-width="3"/><circle cx="20" cy="9" r="6" fill="#e8590c"/><circle cx="7" cy="30" r="6" fill="#3b5bdb"/><circle cx="33" cy="30" r="6" fill="#3b5bdb"/></svg>'

/** @param {import('./site.mjs').Site} site @param {string} out */
export function writeExtras(site, out) {
  mkdirSync(join(out, 'rooms'), { recursive: true })
  for (const room of site.rooms) {
    const url = `rooms/${room.name}.html`
    const html = layout(site.frame(url, room.name, site.ownContent(url)))
    writeFileSync(join(out, url), `<!DOCTYPE html>${html}`)
  }
  writeFileSync(join(out, '404.html'), `<!DOCTYPE html>${layout(site.missing())}`)
  const assets = join(out, 'assets')
  for (const theirs of ['main.js', 'style.css', 'icons.js', 'icons.svg', 'search.js', 'navigation.js', 'hierarchy.js'])
    rmSync(join(assets, theirs), { force: true })
  copyFileSync('docs/theme/site.css', join(assets, 'site.css'))
  writeFileSync(join(assets, 'icon.svg'), icon)
  buildSync({
    entryPoints: ['page', 'search', 'live'].map((name) => `docs/theme/browser/${name}.mjs`),
    outdir: assets,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  })
  writeFileSync(join(assets, 'search-data.js'), `globalThis.causalkitSearch=${JSON.stringify(searchIndex(site))}`)
  writeFileSync(join(assets, 'api-list.js'), apiList(site))
  writeLlms(site, out)
  if (existsSync('examples/playground/dist'))
    cpSync('examples/playground/dist', join(out, 'playground'), { recursive: true })
}
