// What the WebAssembly kernel of cross products saves: moments, and the same without WebAssembly, in two fresh processes in turn,
// by process time. The answers are the same to the last bit. `node bench/moments-kernel.bench.mjs [LARGEST N]`
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { moments, table } from '../dist/index.js'

const self = fileURLToPath(import.meta.url)
const [mode, n, p] = process.argv.slice(2)
if (mode === 'child') {
  let state = 12345
  const columns = {}
  for (let j = 0; j < Number(p); j++) {
    columns[`x${j}`] = Float64Array.from({ length: Number(n) }, () => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return state / 0x7fffffff
    })
  }
  const data = table(columns)
  moments(data)
  let best = Number.POSITIVE_INFINITY
  let hash = ''
  for (let k = 0; k < 3; k++) {
    const before = process.cpuUsage()
    const { covariance } = moments(data)
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1e6)
    hash = createHash('sha1').update(new Uint8Array(covariance.buffer)).digest('hex')
  }
  console.log(JSON.stringify({ best, hash }))
} else {
  const child = (...args) =>
    JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).stdout)
  console.log('rows x columns | plain JavaScript, s | kernel, s | ratio | multiply-adds a second | bits')
  for (const [rows, count] of [
    [1e6, 50],
    [1e6, 10],
    [1e5, 100],
    [1e4, 200],
  ]) {
    const size = ['child', String(rows), String(count)]
    const plain = child('--import', 'data:text/javascript,delete globalThis.WebAssembly', self, ...size)
    const kernel = child(self, ...size)
    const rate = (rows * count * (count + 1)) / 2 / kernel.best / 1e9
    const bits = plain.hash === kernel.hash ? 'same' : 'OTHER'
    console.log(
      `${rows} x ${count} | ${plain.best.toFixed(3)} | ${kernel.best.toFixed(3)} | ${(plain.best / kernel.best).toFixed(2)} | ${rate.toFixed(2)}e9 | ${bits}`,
    )
  }
}
