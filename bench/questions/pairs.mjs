// Which of two columns is the cause? Seeded pairs of five kinds, and the user's own copy of the Tübingen pairs (Mooij et al. 2016:
// pairNNNN.txt with two columns, pairmeta.txt), which is not part of the package.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { additiveNoise, igci, normals, randomStream, reci, splitStream, table, uniforms } from '../../dist/index.js'
import { randomOf } from './random.mjs'

const methods = { additiveNoise, igci, reci }
const shapes = {
  'line, uniform noise': (x, _e, u) => 1.2 * x + 1.5 * (u - 0.5),
  'curve, Gaussian noise': (x, e) => x / (1 + Math.abs(x)) + 0.5 * x * x + 0.4 * e,
  'step, Gaussian noise': (x, e) => 2 * Math.tanh(3 * x) + 0.4 * e,
  'curve, no noise': (x) => x + 0.3 * x * x * x,
  'noise times the cause': (x, e) => (1 + 0.6 * x * x) * e + x,
}

export function madePairs(each, rows = 200) {
  const questions = []
  const answers = []
  for (const [kind, shape] of Object.entries(shapes))
    for (let k = 0; k < each; k++) {
      const stream = splitStream(randomStream(kind), k)
      const [cause, noise] = ['cause', 'noise'].map((name) => normals(splitStream(stream, name), rows).values)
      const flat = uniforms(splitStream(stream, 'flat'), rows).values
      const effect = cause.map((x, i) => shape(x, noise[i], flat[i]))
      const first = randomOf(k + 7).next() < 0.5
      const data = first ? table({ x: cause, y: effect }) : table({ x: effect, y: cause })
      for (const [name, method] of Object.entries(methods)) {
        const id = `${name}, ${kind}, ${k}`
        questions.push({ id, kind: `${kind}: ${name}`, answer: first ? 'x' : 'y', choices: ['x', 'y'] })
        answers.push({ id, answer: method(data).cause })
      }
    }
  return { questions, answers }
}

export function ownPairs(folder) {
  const meta = join(folder, 'pairmeta.txt')
  if (!existsSync(meta)) throw new Error(`${meta} is not there: give the folder of the Tübingen pairs.`)
  const questions = []
  const answers = []
  for (const line of readFileSync(meta, 'utf8').trim().split('\n')) {
    const [number, causeFrom, causeTo, effectFrom, effectTo] = line.trim().split(/\s+/).map(Number)
    // pairs of several columns on a side are for other methods
    if (causeFrom !== causeTo || effectFrom !== effectTo) continue
    const file = join(folder, `pair${String(number).padStart(4, '0')}.txt`)
    const cells = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((row) => row.trim().split(/\s+/).map(Number))
    const step = Math.max(1, Math.ceil(cells.length / 500))
    const kept = cells.filter((_, i) => i % step === 0)
    const data = table({ x: kept.map(([v]) => v), y: kept.map(([, v]) => v) })
    for (const [name, method] of Object.entries(methods)) {
      const id = `${name}, pair ${number}`
      questions.push({ id, kind: name, answer: causeFrom === 1 ? 'x' : 'y', choices: ['x', 'y'] })
      answers.push({ id, answer: method(data).cause })
    }
  }
  return { questions, answers }
}
