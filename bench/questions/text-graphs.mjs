// Graphs that somebody read out of a text, against those that the text's author meant: structural Hamming distance, precision, recall and
// F1 of adjacencies and of arrows. A graph that was not given is counted apart. Ours are three made ones; your own: --graphs file.json, a list of
// { id, truth, answer } in the text of this library (`A -> B; C <-> D`), answer null where there is none.
import { readFileSync } from 'node:fs'
import { adjacencyScores, admg, orientationScores, structuralHammingDistance } from '../../dist/index.js'

const made = [
  {
    id: 'irrigation',
    truth: 'rain -> river -> harvest; pump -> river',
    answer: 'rain -> river -> harvest; pump -> harvest',
  },
  { id: 'clinic', truth: 'age -> dose -> cure; age -> cure', answer: 'age -> dose -> cure; age -> cure' },
  { id: 'shop', truth: 'price -> sales; season -> sales; season -> price', answer: null },
]

const onAll = (text, names) => {
  const { nodes, edges } = admg(text)
  return admg({ nodes: [...new Set([...nodes, ...names])], edges })
}

export function textGraphs(file) {
  const records = file === undefined ? made : JSON.parse(readFileSync(file, 'utf8'))
  return records.map(({ id, truth, answer }) => {
    if (answer === null) return { id, answered: false }
    // a node that only one of them names has no edge in the other
    const [wanted, given] = [onAll(truth, admg(answer).nodes), onAll(answer, admg(truth).nodes)]
    const [adjacent, arrows] = [adjacencyScores(wanted, given), orientationScores(wanted, given)]
    return { id, answered: true, distance: structuralHammingDistance(wanted, given), adjacent, arrows }
  })
}
