// What the site shows of programs and records: the gallery, which `npm run examples` writes (run here where it has not been), and the
// page of trust, which is made from records alone.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const run = (/** @type {string} */ file) => {
  const path = fileURLToPath(new URL(file, import.meta.url))
  const { status } = spawnSync(process.execPath, [path], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
if (!existsSync(new URL('generated/gallery.md', import.meta.url))) run('../examples/all.mjs')
run('trust.mjs')
