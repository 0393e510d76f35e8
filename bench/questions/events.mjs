// Questions over events. COLD (Joshi et al. 2024): which of two events is a cause, or an effect, of the premise, in the columns of its
// files (premise, choice1, choice2, label 0 or 1, question "cause" or "effect"). OrgForge's causal chains: which event began the chain that
// ended here. Both are licensed so that they cannot be shipped: give your own copy and an event graph; a small sample of ours is here.
import { readFileSync } from 'node:fs'
import { ancestors, column, descendants, parents, parseDot, readCsv } from '../../dist/index.js'

const here = (name) => new URL(name, import.meta.url)
const cellsOf = (text) => {
  const data = readCsv(text)
  const read = (name) => {
    const values = column(data, name)
    return values instanceof Float64Array
      ? Array.from(values, String)
      : Array.from(values.codes, (code) => values.levels[code])
  }
  return (name) => read(name)
}

export function cold(file = here('sample/cold.csv'), graphFile = here('sample/events.dot')) {
  const graph = parseDot(readFileSync(graphFile, 'utf8'))
  const cell = cellsOf(readFileSync(file, 'utf8'))
  const [premise, first, second, label, asked] = ['premise', 'choice1', 'choice2', 'label', 'question'].map(cell)
  const questions = []
  const answers = []
  for (const [i, event] of premise.entries()) {
    const id = `row ${i + 1}`
    questions.push({ id, kind: asked[i], answer: label[i], choices: ['0', '1'] })
    const known = [event, first[i], second[i]].every((name) => graph.nodes.includes(name))
    const near = known ? (asked[i] === 'cause' ? ancestors(graph, event) : descendants(graph, event)) : []
    const fits = [first[i], second[i]].map((name) => near.includes(name))
    // both, or neither: the graph does not tell
    answers.push({ id, answer: fits[0] === fits[1] ? null : fits[0] ? '0' : '1' })
  }
  return { questions, answers }
}

export function chains(file = here('sample/chains.csv'), graphFile = here('sample/events.dot')) {
  const graph = parseDot(readFileSync(graphFile, 'utf8'))
  const cell = cellsOf(readFileSync(file, 'utf8'))
  const [ended, began] = ['ended', 'began'].map(cell)
  const questions = ended.map((name, i) => ({
    id: `row ${i + 1}`,
    kind: `began of ${name}`.slice(0, 5),
    answer: began[i],
  }))
  const answers = ended.map((name, i) => {
    const roots = graph.nodes.includes(name)
      ? [...ancestors(graph, name)].filter((one) => parents(graph, one).length === 0)
      : []
    return { id: `row ${i + 1}`, answer: roots.length === 1 ? roots[0] : null }
  })
  return { questions, answers }
}
