// Size and power of every test of independence: a table, and a picture in bench/out/validity.svg.
// Draws: 400 for each cell (VALIDITY_DRAWS sets another number): some minutes.
import { mkdirSync, writeFileSync } from 'node:fs'
import {
  chiSquare,
  conditionalGaussian,
  fisherZ,
  gSquare,
  hsic,
  kci,
  normals,
  randomStream,
  rcit,
  splitStream,
  table,
  uniforms,
} from '../dist/index.js'
import { printNulls } from './validity-nulls.mjs'

const gauss = (stream, n) => normals(stream, n).values
const flat = (stream, n) => uniforms(stream, n).values

const draws = Number(process.env.VALIDITY_DRAWS ?? 400)

/** One data set: x and y depend on z; `effect` of x on y. */
function numbers(stream, n, effect, shape) {
  const noise = (name) => gauss(splitStream(stream, name), n)
  const [z, e, f] = [noise('z'), noise('e'), noise('f')]
  const x = e.map((v, i) => (shape === 'linear' ? 0.8 * z[i] : Math.sin(2 * z[i])) + 0.7 * v)
  const own = (i) => (shape === 'linear' ? x[i] : x[i] ** 2)
  const y = f.map((v, i) => (shape === 'linear' ? 0.8 * z[i] : z[i] ** 2) + effect * own(i) + 0.7 * v)
  return table({ x, y, z })
}

function words(stream, n, effect) {
  const u = (name) => flat(splitStream(stream, name), n)
  const [a, b, c] = [u('a'), u('b'), u('c')]
  const z = Array.from(c, (v) => (v < 0.5 ? 'p' : 'q'))
  const x = Array.from(a, (v, i) => (v < (z[i] === 'p' ? 0.3 : 0.6) ? 'yes' : 'no'))
  const y = Array.from(b, (v, i) => (v < (z[i] === 'p' ? 0.35 : 0.65) + (x[i] === 'yes' ? effect : 0) ? 'yes' : 'no'))
  return table({ x, y, z })
}

function mixed(stream, n, effect) {
  const data = numbers(stream, n, 0, 'linear')
  const [x, y, z] = data.data
  const v = flat(splitStream(stream, 'v'), n)
  const c = Array.from(v, (p, i) => (p < 1 / (1 + Math.exp(-z[i])) ? 'yes' : 'no'))
  return table({ x, y: y.map((value, i) => value + (c[i] === 'yes' ? effect : 0)), c, z })
}

const cases = [
  {
    name: 'fisherZ, linear, n 100',
    make: (s, e) => numbers(s, 100, e, 'linear'),
    test: fisherZ,
    given: ['z'],
    effects: [0.1, 0.2, 0.3, 0.4],
  },
  {
    name: 'gSquare, n 300',
    make: (s, e) => words(s, 300, e),
    test: gSquare,
    given: ['z'],
    effects: [0.05, 0.1, 0.15, 0.2],
  },
  {
    name: 'chiSquare, n 300',
    make: (s, e) => words(s, 300, e),
    test: chiSquare,
    given: ['z'],
    effects: [0.05, 0.1, 0.15, 0.2],
  },
  {
    name: 'conditionalGaussian, y and c given z, n 200',
    make: (s, e) => mixed(s, 200, e),
    test: conditionalGaussian,
    pair: ['y', 'c'],
    given: ['z'],
    effects: [0.1, 0.2, 0.3, 0.4],
  },
  {
    name: 'kci, given nothing, n 100',
    make: (s, e) => numbers(s, 100, e, 'free'),
    test: kci,
    pair: ['x', 'f'],
    given: [],
    effects: [],
    free: true,
  },
  {
    name: 'hsic, given nothing, n 100',
    make: (s, e) => numbers(s, 100, e, 'free'),
    test: hsic,
    pair: ['x', 'f'],
    given: [],
    effects: [],
    free: true,
  },
  {
    name: 'kci, curved, n 100',
    make: (s, e) => numbers(s, 100, e, 'curved'),
    test: kci,
    given: ['z'],
    effects: [0.2, 0.4, 0.6, 0.8],
  },
  {
    name: 'kci parity, curved, n 100',
    make: (s, e) => numbers(s, 100, e, 'curved'),
    test: (t) => kci(t, { parity: 'causal-learn' }),
    given: ['z'],
    effects: [0.2, 0.4, 0.6, 0.8],
  },
  {
    name: 'rcit, curved, n 100',
    make: (s, e) => numbers(s, 100, e, 'curved'),
    test: (t) => rcit(t, { repeats: 1, features: 25 }),
    given: ['z'],
    effects: [0.2, 0.4, 0.6, 0.8],
  },
]

function rates(item, effect) {
  let one = 0
  let five = 0
  for (let d = 0; d < draws; d++) {
    const stream = randomStream(`${item.name} ${effect} ${d}`)
    let data = item.make(stream, effect)
    const [x, y] = item.pair ?? ['x', 'y']
    // plain independence: y is drawn anew
    if (item.free) data = table({ x: data.data[0], f: gauss(splitStream(stream, 'free'), data.rowCount) })
    const p = item.test(data)(x, y, item.given).pValue
    if (p < 0.01) one++
    if (p < 0.05) five++
  }
  return [one / draws, five / draws]
}

function verdict(rate, alpha) {
  const error = 3 * Math.sqrt((alpha * (1 - alpha)) / draws)
  return rate > alpha + error ? 'TOO LARGE' : rate < alpha - error ? 'conservative' : 'right'
}

function picture(curves) {
  const colours = ['#2563eb', '#dc2626', '#059669', '#d97706', '#7c3aed', '#0891b2', '#be185d']
  const [width, height] = [640, 420]
  const at = (k, p) => `${60 + (k * 520) / 4},${360 - p * 320}`
  const lines = curves.map(
    ({ name, powers }, c) =>
      `<polyline fill="none" stroke="${colours[c % colours.length]}" stroke-width="2" points="${powers.map((p, k) => at(k, p)).join(' ')}"/>` +
      `<text x="70" y="${60 + 16 * c}" font-size="12" fill="${colours[c % colours.length]}">${name}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif">
<rect width="${width}" height="${height}" fill="white"/>
<text x="60" y="28" font-size="14">Share of rejections at 0.05, from no effect (left) to the largest of each test</text>
<path d="M60 40 V360 H580" fill="none" stroke="black"/>
<path d="M60 344 H580" stroke="#999" stroke-dasharray="4"/>
${[0, 0.5, 1].map((p) => `<text x="30" y="${364 - p * 320}" font-size="12">${p}</text>`).join('')}
${lines.join('\n')}
</svg>
`
}

export default (b) => {
  b.print(`true nulls rejected at 0.05, ${draws} draws a cell (kernel tests a quarter of them)`)
  printNulls(b.print, draws)
  const curves = []
  b.print(`${draws} draws a cell; size is right within three standard errors of its level`)
  for (const item of cases) {
    const [one, five] = rates(item, 0)
    const powers = item.effects.map((effect) => rates(item, effect)[1])
    b.print(
      `${item.name}: size at 0.01 ${one.toFixed(4)} (${verdict(one, 0.01)}), at 0.05 ${five.toFixed(4)} (${verdict(five, 0.05)})` +
        (powers.length > 0 ? `; power at 0.05 ${powers.map((p) => p.toFixed(2)).join(' ')}` : ''),
    )
    if (powers.length > 0) curves.push({ name: item.name, powers: [five, ...powers] })
  }
  const folder = new URL('./out/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('validity.svg', folder), picture(curves))
}
