// The four levels of Causal Agent (Han et al. 2024) over tables of our own: graphs with nonlinear functions and added Gaussian noise.
// Variable: are two columns independent given a third? Edge: does one cause the other directly? Graph: which of four graphs is it?
// Effect: does setting X from 0 to 1 raise Y's mean, lower it, or neither? The key is the graph and the functions that made the data.
import {
  dag,
  doubleMachineLearning,
  estimateEffect,
  identify,
  kci,
  normals,
  pc,
  randomStream,
  splines,
  splitStream,
  structuralHammingDistance,
  table,
} from '../../dist/index.js'
import { ancestorsOf, blocked, edgesOf, randomOf } from './random.mjs'

const names = ['A', 'B', 'C', 'D', 'E']
const p = names.length
const rows = 300
const bend = (w, v) => w * (v + (0.8 * v * v) / (1 + v * v))

function randomDag(random) {
  const order = names.map((_, i) => i)
  for (let i = p - 1; i > 0; i--) {
    const j = random.below(i + 1)
    ;[order[i], order[j]] = [order[j], order[i]]
  }
  const sets = new Array(p).fill(0)
  for (let i = 0; i < p; i++) for (let j = 0; j < i; j++) if (random.next() < 0.45) sets[order[i]] |= 1 << order[j]
  return { sets, order }
}

function columnsOf({ sets, order }, weights, noise, set = null) {
  const columns = names.map(() => new Float64Array(rows))
  for (const v of order)
    for (let i = 0; i < rows; i++) {
      let value = 0.6 * noise[v][i]
      for (let u = 0; u < p; u++) if ((sets[v] >> u) & 1) value += bend(weights[p * u + v], columns[u][i])
      columns[v][i] = set?.[0] === v ? set[1] : value
    }
  return columns
}
const meanOf = (column) => column.reduce((a, b) => a + b, 0) / rows

export function causalAgent(tables, seed = 1) {
  const questions = []
  const answers = []
  for (let k = 0; k < tables; k++) {
    const random = randomOf(1000 * seed + k)
    const made = randomDag(random)
    const { sets } = made
    const weights = Array.from({ length: p * p }, () => (random.next() < 0.5 ? -1 : 1) * (0.7 + 0.6 * random.next()))
    const stream = splitStream(randomStream('causal agent'), 1000 * seed + k)
    const noise = names.map((name) => normals(splitStream(stream, name), rows).values)
    const columns = columnsOf(made, weights, noise)
    const data = table(Object.fromEntries(names.map((name, v) => [name, columns[v]])))
    const ask = (kind, id, key, answer, choices) => {
      questions.push({ id: `${k} ${kind} ${id}`, kind, answer: key, choices })
      answers.push({ id: `${k} ${kind} ${id}`, answer })
    }
    const yes = (value) => (value ? 'yes' : 'no')
    const test = kci(data)
    for (let q = 0; q < 4; q++) {
      const x = random.below(p)
      const y = (x + 1 + random.below(p - 1)) % p
      const others = names.map((_, v) => v).filter((v) => v !== x && v !== y)
      const given = q % 2 === 0 ? [] : [random.pick(others)]
      const id = `${names[x]} ${names[y]} | ${given.map((v) => names[v])} (${q})`
      const result = test(
        names[x],
        names[y],
        given.map((v) => names[v]),
      )
      ask('variable', id, yes(blocked(sets, x, y, given)), result.tested ? yes(result.pValue > 0.05) : null, [
        'yes',
        'no',
      ])
    }
    const { graph } = pc(test, { alpha: 0.05 })
    for (let q = 0; q < 3; q++) {
      const x = random.below(p)
      const y = (x + 1 + random.below(p - 1)) % p
      const edge = graph.edges.find(({ from, to }) => [from, to].sort().join() === [names[x], names[y]].sort().join())
      // an edge without direction is no answer: the data do not tell
      const told =
        edge === undefined
          ? 'no'
          : edge.fromMark !== 'tail' || edge.toMark !== 'arrow'
            ? null
            : yes(edge.from === names[x])
      ask('edge', `${names[x]} → ${names[y]} (${q})`, yes((sets[y] >> x) & 1), told, ['yes', 'no'])
    }
    const truth = dag({ nodes: names, directed: edgesOf(sets, names) })
    const offered = new Map([[JSON.stringify(truth.edges), truth]])
    while (offered.size < 4) {
      const other = randomDag(random)
      const one = dag({ nodes: names, directed: edgesOf(other.sets, names) })
      offered.set(JSON.stringify(one.edges), one)
    }
    const list = [...offered.values()].sort((a, b) => (JSON.stringify(a.edges) < JSON.stringify(b.edges) ? -1 : 1))
    const distance = list.map((one) => structuralHammingDistance(one, graph))
    const nearest = distance.flatMap((d, i) => (d === Math.min(...distance) ? [i] : []))
    const letter = (i) => 'abcd'[i]
    ask('graph', 'which', letter(list.indexOf(truth)), nearest.length === 1 ? letter(nearest[0]) : null, [
      'a',
      'b',
      'c',
      'd',
    ])
    for (let q = 0; q < 2; q++) {
      const x = random.below(p)
      const y = (x + 1 + random.below(p - 1)) % p
      const causes = (ancestorsOf(sets)[y] >> x) & 1
      const gap =
        meanOf(columnsOf(made, weights, noise, [x, 1])[y]) - meanOf(columnsOf(made, weights, noise, [x, 0])[y])
      const word = (value, none) => (none ? 'neither' : value > 0 ? 'raises' : 'lowers')
      const asked = { graph: truth, treatment: names[x], outcome: names[y], contrast: { from: 0, to: 1 } }
      const identified = identify(truth, { do: names[x], outcome: names[y] })
      const isNone = identified.identifiable && identified.strategy === 'no-effect'
      const estimator = doubleMachineLearning({ model: 'partially-linear', learner: splines() })
      const effect = isNone
        ? { estimated: true, estimate: 0, interval: [0, 0] }
        : estimateEffect(data, { ...asked, estimator })
      const [low, high] = effect.estimated ? effect.interval : [0, 0]
      const told = effect.estimated ? word(effect.estimate, low <= 0 && high >= 0) : null
      ask('effect', `${names[x]} on ${names[y]} (${q})`, word(gap, !causes || Math.abs(gap) < 1e-9), told, [
        'raises',
        'lowers',
        'neither',
      ])
    }
  }
  return { questions, answers }
}
