// npm run bench [-- name ...]: runs the benches of this folder, or those named.
import { readdirSync } from 'node:fs'
import { bench } from './bench.mjs'

const asked = process.argv.slice(2)
const files = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.bench.mjs'))
  .sort()
console.log(`Node ${process.version}, ${process.arch}. Times are the quickest of five; read them as ratios.`)
for (const file of files) {
  const name = file.slice(0, -'.bench.mjs'.length)
  if (asked.length > 0 && !asked.includes(name)) continue
  const { default: run } = await import(new URL(file, import.meta.url).href)
  await run(bench(name))
}
