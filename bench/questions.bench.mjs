// Benchmarks of causal reasoning answered by the library: each question has a key that another program, or a hand, made. Scores by kind
// beside chance and the commonest answer. Your own copies of data sets that cannot be shipped:
//   npm run bench -- questions [--only corr2cause] [--largest 5] [--cold FILE --cold-graph FILE.dot] [--chains FILE --chains-graph FILE.dot]
//     [--pairs FOLDER] [--specifications FILE] [--graphs FILE]
import { report, scoreAnswers } from '../dist/index.js'
import { axiomatic } from './questions/axiomatic.mjs'
import { calm } from './questions/calm.mjs'
import { causalAgent } from './questions/causal-agent.mjs'
import { corr2cause } from './questions/corr2cause.mjs'
import { chains, cold } from './questions/events.mjs'
import { madePairs, ownPairs } from './questions/pairs.mjs'
import { specifications } from './questions/specifications.mjs'
import { textGraphs } from './questions/text-graphs.mjs'
import { vignettes } from './questions/vignettes.mjs'

export default (b) => {
  const o = b.options
  const sets = {
    corr2cause: () => corr2cause(Number(o.largest ?? 5)),
    axiomatic: () => axiomatic(500),
    calm: () => calm(50),
    'causal-agent': () => causalAgent(Number(o.tables ?? 20)),
    cold: () => cold(o.cold, o['cold-graph']),
    chains: () => chains(o.chains, o['chains-graph']),
    pairs: () => (o.pairs === undefined ? madePairs(Number(o.each ?? 20)) : ownPairs(o.pairs)),
    vignettes,
    specifications: () => specifications(o.specifications),
  }
  for (const [name, make] of Object.entries(sets)) {
    if (o.only !== undefined && o.only !== name) continue
    const start = process.cpuUsage()
    const { questions, answers } = make()
    const { user, system } = process.cpuUsage(start)
    const { markdown } = report({ [name]: scoreAnswers(questions, answers) }, { title: name })
    b.print(
      `\n${name} (${((user + system) / 1e6).toFixed(1)} s)\n${markdown
        .split('\n')
        .filter((line) => line.startsWith('|'))
        .join('\n')}`,
    )
  }
  if (o.only !== undefined && o.only !== 'text-graphs') return
  b.print('\ntext-graphs: structural Hamming distance, F1 of adjacencies, F1 of arrows')
  for (const { id, answered, distance, adjacent, arrows } of textGraphs(o.graphs))
    b.print(
      answered
        ? `${id}: ${distance}, ${adjacent.f1?.toFixed(2) ?? '–'}, ${arrows.f1?.toFixed(2) ?? '–'}`
        : `${id}: no answer`,
    )
}
