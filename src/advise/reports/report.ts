import { CausalError, calledOnResult } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { plain, slug } from './markdown.js'
import type { Report, ReportOptions } from './report-types.js'
import { sectionOf } from './sections.js'

/**
 * A report in Markdown of what was found: each result with its words, graphs as pictures, estimates as plots.
 *
 * It takes what {@link diagnose}, {@link suggest} and {@link scoreAnswers} give; graphs, diagrams, and what searches for graphs found;
 * identifications (by {@link explainIdentification}); estimates, refusals, refutations and sensitivity analyses (by {@link explain}); overlap,
 * balance, event studies, possible effects and root causes. A list under one title is told one after the other. Names of columns stand
 * as they are, whatever signs they hold.
 *
 * @param results - the results by title, in the order in which they shall stand
 * @param options - the title, and whether pictures stand inline
 * @returns the Markdown, with the pictures and plots that it names, to be written beside it
 * @throws CausalError `invalid-argument` without a result, or for one that is of no known kind; what drawing throws for graphs too large
 * @complexity that of drawing
 * @category Advice
 * @example
 * const { data } = simulateLinear(dag('A -> B <- C'), 300, { seed: 3 })
 * const diagnosis = diagnose(data)
 * const advice = suggest(diagnosis, 'graph')
 * const found = runSuggestion(data, advice.suggestions[0]!)
 * const { markdown, pictures } = report({ 'The table': diagnosis, 'The way': advice, 'The graph': found }, { title: 'Three columns' })
 * markdown.split('\n')[0]
 * //=> '# Three columns'
 * pictures.map(({ file }) => file)
 * //=> ['the-graph.svg']
 */
export function report(results: Readonly<Record<string, unknown>>, options: ReportOptions = {}): Report {
  return calledOnResult('report', 'the function that made it', () => {
    checkOptions('options', options, ['title', 'inline'], { inline: 'boolean' })
    const { title = 'Report', inline = false } = checkedObject('options', options)
    if (typeof title !== 'string' || title.trim() === '')
      throw new CausalError('invalid-argument', `the title must be a text, got ${show(title)}.`)
    if (typeof inline !== 'boolean')
      throw new CausalError('invalid-argument', `inline is true or false, got ${show(inline)}.`)
    const entries = Object.entries(checkedObject('results', results))
    if (entries.length === 0 || Array.isArray(results) || ArrayBuffer.isView(results))
      throw new CausalError(
        'invalid-argument',
        `give results by title, such as { 'The graph': found }, got ${show(results)}.`,
      )
    const made: Made = { inline, names: new Set(), pictures: [], plots: [] }
    const parts = entries.flatMap(([heading, result]) => [`## ${plain(heading)}`, ...partsOf(heading, result, made)])
    return Object.freeze({
      markdown: `${[`# ${plain(title)}`, ...parts].join('\n\n')}\n`,
      pictures: Object.freeze(made.pictures),
      plots: Object.freeze(made.plots),
    })
  })
}

interface Made {
  readonly inline: boolean
  readonly names: Set<string>
  readonly pictures: Report['pictures'][number][]
  readonly plots: Report['plots'][number][]
}

function partsOf(heading: string, result: unknown, made: Made): string[] {
  const list = Array.isArray(result) ? result : [result]
  if (list.length === 0) throw new CausalError('invalid-argument', `the list ${show(heading)} holds no result.`)
  return list.flatMap((one) => {
    const { text, svg, plot } = sectionOf(heading, one)
    const parts = text === '' ? [] : [text]
    if (svg !== undefined) {
      if (made.inline) parts.push(svg)
      else {
        const file = freeName(heading, '.svg', made.names)
        made.pictures.push(Object.freeze({ file, svg }))
        parts.push(`![${plain(heading)}](${file})`)
      }
    }
    if (plot !== undefined) {
      const file = freeName(heading, '.vl.json', made.names)
      made.plots.push(Object.freeze({ file, specification: plot }))
      parts.push(`Plot: [${file}](${file}) (Vega-Lite)`)
    }
    return parts
  })
}

/** A name that no other file of the report has. */
function freeName(heading: string, ending: string, taken: Set<string>): string {
  const base = slug(heading)
  let name = `${base}${ending}`
  for (let k = 2; taken.has(name); k++) name = `${base}-${k}${ending}`
  taken.add(name)
  return name
}
