// Axiomatic training (Vashishtha et al. 2024): does X lead to Y along a chain with flips and branches; is X separated from Y. The key
// follows every path; the answers are `ancestors` and `dSeparated`.
import { ancestors, dag, dSeparated } from '../../dist/index.js'
import { ancestorsOf, blocked, edgesOf, randomOf } from './random.mjs'

export function axiomatic(count, seed = 1) {
  const random = randomOf(seed)
  const questions = []
  const answers = []
  for (let k = 0; k < count; k++) {
    const n = 4 + random.below(6)
    const names = Array.from({ length: n }, (_, i) => `${random.pick(['wet', 'fog', 'sun', 'ice'])}${k}_${i}`)
    const sets = new Array(n).fill(0)
    // a chain whose edges may be flipped, and some branches along its order
    for (let v = 1; v < n; v++) {
      if (random.next() < 0.3) sets[v - 1] |= 1 << v
      else sets[v] |= 1 << (v - 1)
      const u = random.below(v)
      const branches = random.next() < 0.4 && !((sets[u] >> v) & 1)
      if (branches && !((ancestorsOf(sets)[u] >> v) & 1)) sets[v] |= 1 << u
    }
    if (ancestorsOf(sets).some((mask, v) => (mask >> v) & 1)) continue
    const graph = dag({ nodes: names, directed: edgesOf(sets, names) })
    const x = random.below(n)
    const y = (x + 1 + random.below(n - 1)) % n
    const given = names.map((_, v) => v).filter((v) => v !== x && v !== y && random.next() < 0.3)
    const choices = ['Yes', 'No']
    const word = (yes) => (yes ? 'Yes' : 'No')
    const ask = (kind, key, answer) => {
      questions.push({ id: `${kind} ${k}`, kind, answer: word(key), choices })
      answers.push({ id: `${kind} ${k}`, answer: word(answer) })
    }
    ask('transitivity', (ancestorsOf(sets)[y] >> x) & 1, ancestors(graph, names[y]).includes(names[x]))
    ask(
      'd-separation',
      blocked(sets, x, y, given),
      dSeparated(
        graph,
        names[x],
        names[y],
        given.map((v) => names[v]),
      ),
    )
  }
  return { questions, answers }
}
