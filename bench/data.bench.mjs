import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Matrix } from 'ml-matrix'
import { collapseRows } from '../dist/data/statistics/collapse-rows.js'
import { counts, mergeMoments, moments, readCsv, table, toMatrix } from '../dist/index.js'

function columns(n, p) {
  let state = 1
  const draw = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
  return Array.from({ length: p }, () => Float64Array.from({ length: n }, draw))
}
const tableOf = (data) => table(Object.fromEntries(data.map((x, k) => [`V${k}`, x])))

/** Two passes over the rows, as the textbook has it. */
function twoPass(data) {
  const p = data.length
  const n = data[0].length
  const mean = data.map((x) => x.reduce((a, b) => a + b, 0) / n)
  const out = new Float64Array(p * p)
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      const [x, y] = [data[i], data[j]]
      let sum = 0
      for (let r = 0; r < n; r++) sum += (x[r] - mean[i]) * (y[r] - mean[j])
      out[i * p + j] = out[j * p + i] = sum / (n - 1)
    }
  }
  return out
}

function mlMatrix(t) {
  const x = toMatrix(t).center('column')
  return Matrix.div(x.transpose().mmul(x), x.rows - 1).to1DArray()
}

const gap = (a, b) => a.reduce((most, v, k) => Math.max(most, Math.abs(v - b[k])), 0)

/** Seconds of NumPy's mean and covariance on the same numbers, when CAUSALKIT_YARDSTICK names the script. */
function numpy(data) {
  const script = process.env['CAUSALKIT_YARDSTICK']
  if (!script) return null
  const folder = mkdtempSync(join(tmpdir(), 'causalkit-'))
  try {
    const file = join(folder, 'data.bin')
    writeFileSync(file, Buffer.concat(data.map((x) => Buffer.from(x.buffer, x.byteOffset, x.byteLength))))
    const { stdout } = spawnSync(
      process.env.CAUSALKIT_PYTHON ?? 'python3',
      [script, 'moments', file, String(data[0].length), String(data.length)],
      {
        encoding: 'utf8',
        env: { ...process.env, OPENBLAS_NUM_THREADS: '1' },
      },
    )
    return JSON.parse(stdout).seconds
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** CPU seconds and memory of one reading of a file of 100 MB, in a process of its own. */
function readLargeFile(b) {
  const folder = mkdtempSync(join(tmpdir(), 'causalkit-'))
  try {
    const file = join(folder, 'large.csv')
    const out = openSync(file, 'w')
    const rows = columns(2000, 8)
    const block = Array.from({ length: 2000 }, (_, i) => `${rows.map((x) => x[i]).join(',')},site ${i % 7}\n`).join('')
    writeSync(out, 'a,b,c,d,e,f,g,h,site\n')
    for (let bytes = 0; bytes < 1e8; bytes += block.length) writeSync(out, block)
    closeSync(out)
    const library = new URL('../dist/index.js', import.meta.url).href
    for (const [name, call, target] of [
      ['readCsvStream', 'await c.readCsvStream(createReadStream(file))', '3 s CPU and 300 MB'],
      ['readCsv', "c.readCsv(readFileSync(file, 'utf8'))", '3 s CPU'],
      ['momentsStream', "await c.momentsStream(createReadStream(file), { names: ['a', 'b', 'c'] })", undefined],
      ['d3-dsv, for the texts alone', "(await import('d3-dsv')).csvParseRows(readFileSync(file, 'utf8'))", undefined],
    ]) {
      const { stdout } = spawnSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `import { createReadStream, readFileSync } from 'node:fs'; const file = ${JSON.stringify(file)}; const c = await import('${library}'); const start = process.cpuUsage(); ${call}; const { user, system } = process.cpuUsage(start); console.log(((user + system) / 1e6).toFixed(2), Math.round(process.resourceUsage().maxRSS / 1024))`,
        ],
        { encoding: 'utf8', cwd: new URL('..', import.meta.url) },
      )
      const [cpu, memory] = stdout.trim().split(' ')
      b.print(`100 MB by ${name}: ${cpu} s CPU, ${memory} MB in all${target === undefined ? '' : `; target ${target}`}`)
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export default (b) => {
  for (const [n, p] of [
    [100_000, 50],
    [1_000, 1_000],
  ]) {
    const data = columns(n, p)
    const t = tableOf(data)
    b.compare({
      name: `moments of ${n} x ${p}`,
      ours: () => moments(t),
      baseline: { name: 'plain two-pass loop', run: () => twoPass(data) },
      difference: () => gap(moments(t).covariance, twoPass(data)),
      target: p === 50 ? '14 s at 1e7 x 50 without WASM, so 0.14 s' : undefined,
    })
    const seconds = numpy(data)
    if (seconds !== null)
      b.compare({ name: `moments of ${n} x ${p}`, ours: () => moments(t), baseline: { name: 'NumPy', seconds } })
  }
  const small = tableOf(columns(20_000, 50))
  b.compare({
    name: 'moments of 20,000 x 50',
    ours: () => moments(small),
    baseline: { name: 'ml-matrix', run: () => mlMatrix(small) },
    difference: () => gap(moments(small).covariance, mlMatrix(small)),
  })
  b.growth({
    name: 'moments by rows, 20 columns',
    sizes: [10_000, 40_000, 160_000],
    make: (n) => {
      const t = tableOf(columns(n, 20))
      return () => moments(t)
    },
  })
  const part = moments(small)
  b.compare({ name: 'mergeMoments of 50 columns', ours: () => mergeMoments(part, part) })

  const n = 1_000_000
  const discrete = tableOf(columns(n, 6).map((x) => x.map((v) => Math.floor(3 * v))))
  const names = discrete.columns
  b.compare({
    name: 'counts of 6 three-valued columns, 1e6 rows',
    ours: () => counts(discrete, names),
    baseline: {
      name: 'a Map with text keys',
      run: () => {
        const cells = new Map()
        for (let i = 0; i < n; i++) {
          let key = ''
          for (const x of discrete.data) key += `${x[i]},`
          cells.set(key, (cells.get(key) ?? 0) + 1)
        }
        return cells
      },
    },
  })
  const codes = discrete.data.map((x) => Int32Array.from(x))
  b.compare({
    name: 'collapse of the same rows to unique ones (once a data set)',
    ours: () => collapseRows(codes, [3, 3, 3, 3, 3, 3]),
    target: '62 ms, after which a count costs the number of unique rows',
  })

  const rows = columns(100_000, 10)
  const text = [
    'a,b,c,d,e,f,g,h,i,j',
    ...Array.from({ length: 100_000 }, (_, i) => rows.map((x) => x[i]).join(',')),
  ].join('\n')
  b.compare({
    name: 'readCsv of 100,000 x 10 numbers',
    ours: () => readCsv(text),
    baseline: { name: 'split and Number', run: () => text.split('\n').map((line) => line.split(',').map(Number)) },
  })
  readLargeFile(b)
  const objects = Array.from({ length: 100_000 }, (_, i) => Object.fromEntries(rows.map((x, k) => [`V${k}`, x[i]])))
  b.compare({ name: 'table from 100,000 row objects of 10', ours: () => table(objects), target: '74 ms' })
}
