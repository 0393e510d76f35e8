// npm run bench [-- name ... --option value ...]: runs the benches of this folder, or those named; they read `b.options`.
import { readdirSync } from 'node:fs'
import { bench } from './bench.mjs'

const words = process.argv.slice(2)
const asked = []
const options = {}
for (let k = 0; k < words.length; k++) {
  if (!words[k].startsWith('--')) asked.push(words[k])
  else options[words[k].slice(2)] = words[k + 1]?.startsWith('--') === false ? words[++k] : ''
}
const files = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.bench.mjs'))
  .sort()
console.log(`Node ${process.version}, ${process.arch}. Times are the quickest of five; read them as ratios.`)
for (const file of files) {
  const name = file.slice(0, -'.bench.mjs'.length)
  if (asked.length > 0 && !asked.includes(name)) continue
  const { default: run } = await import(new URL(file, import.meta.url).href)
  await run({ ...bench(name), options })
}
