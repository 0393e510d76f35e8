// The library for the example on the first page; loaded when the example is touched.
import { admg, CausalError, identify, parseDagitty, toSvg, toText } from '../../../dist/index.js'

/** What to say of a graph and a question. */
globalThis.causalkitLive = (text, treatment, outcome) => {
  try {
    const graph = /^\s*(dag|pdag|mag)\s*\{/.test(text) ? admg(parseDagitty(text)) : admg(text)
    const picture = toSvg(graph)
    if (!graph.nodes.includes(treatment) || !graph.nodes.includes(outcome))
      return { picture, message: `The effect is asked of two names in the graph: ${graph.nodes.join(', ')}.` }
    const answer = identify(graph, { do: treatment, outcome })
    if (answer.identifiable) return { picture, formula: toText(answer.estimand) }
    const hedge = 'hedge' in answer ? ` Hidden causes bind ${answer.hedge.F.join(', ')} together (a hedge).` : ''
    return { picture, refusal: `No data on these variables can tell.${hedge}` }
  } catch (error) {
    if (error instanceof CausalError) return { message: error.message }
    throw error
  }
}
