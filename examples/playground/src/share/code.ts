import { codeOfReading, isReading, plainReading } from '../data/reading'
import { readGraph, wholeText } from '../reading'
import type { Work } from '../work'

/** A text to export, or the sentence that says why there is none. */
export type Exported = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string }

/** The work as a module that runs in Node, Deno and Bun: the graph, the question, the adjustment, and the estimate from a CSV file. */
export function codeOf(work: Work): Exported {
  const read = readGraph(work.text)
  if (!read.read) return { ok: false, message: `The graph cannot be read yet: ${read.message}` }
  const { graph } = read
  const stands = (name: string): boolean => graph.nodes.includes(name)
  const { treatment, outcome } = work
  const classical = graph.kind === 'dag' || graph.kind === 'admg'
  const latents = classical ? work.latents.filter((name) => stands(name) && !graph.latents.includes(name)) : []
  const hidden = [...graph.latents, ...latents]
  const asked = treatment !== outcome && [treatment, outcome].every((name) => stands(name) && !hidden.includes(name))
  const adjusted = work.adjusted.filter(
    (name) => stands(name) && !hidden.includes(name) && name !== treatment && name !== outcome,
  )
  const verbs = ['parseDagitty']
  const lines: string[] = []
  const uses = (...names: readonly string[]): void => {
    for (const name of names) if (!verbs.includes(name)) verbs.push(name)
  }

  lines.push('// The graph: what causes what.')
  if (latents.length > 0) {
    uses('latentProjection')
    lines.push(`const drawn = parseDagitty(${template(wholeText(work.text))})`)
    lines.push(`// What cannot be measured: ${latents.map(comment).join(', ')}.`)
    lines.push(`const graph = latentProjection(drawn, ${JSON.stringify(hidden)})`)
  } else lines.push(`const graph = parseDagitty(${template(wholeText(work.text))})`)

  if (!asked) {
    uses('impliedIndependencies')
    lines.push('', '// No measured treatment and outcome were chosen: what the graph says of data.')
    lines.push(
      'for (const { x, y, given } of impliedIndependencies(graph))',
      "  console.log(x, 'and', y, 'are independent given', given.join(', ') || 'nothing')",
    )
    return { ok: true, text: moduleOf(verbs, lines) }
  }

  const [x, y] = [JSON.stringify(treatment), JSON.stringify(outcome)]
  lines.push('', '// The question: the effect of the treatment on the outcome.')
  lines.push(`const treatment = ${x}`, `const outcome = ${y}`)
  if (classical) {
    uses('identify', 'explainIdentification')
    lines.push(
      'const found = identify(graph, { do: treatment, outcome })',
      "console.log(explainIdentification(found).join('\\n'))",
    )
  }
  uses('adjustmentSets')
  lines.push('', '// The sets of covariates that close every open path from the side.')
  lines.push(
    'let shown = 0',
    'for (const set of adjustmentSets(graph, { treatment, outcome })) {',
    "  console.log('An adjustment set:', set)",
    '  if (++shown === 10) break',
    '}',
  )
  const selected = work.selection.filter(stands)
  if (selected.length > 0)
    lines.push(
      `// The rows were selected by ${selected.map(comment).join(', ')}: an estimate holds for the rows that were selected.`,
    )
  if (adjusted.length > 0) {
    uses('isAdjustmentSet')
    lines.push(`const adjustment = ${JSON.stringify(adjusted)}`)
    lines.push("console.log('The chosen set:', isAdjustmentSet(graph, { treatment, outcome }, adjustment))")
  }
  uses('aipw', 'completeRows', 'estimateEffect', 'explain', 'readCsv')
  lines.push(
    '',
    '// The estimate, from a CSV file with a column for each measured node.',
    'const file = process.argv[2]',
    "if (file === undefined) console.log('Give a CSV file to estimate from: node effect.mjs data.csv')",
    'else {',
    ...codeOfReading(isReading(work.panels['data']) ? work.panels['data'] : plainReading).map((line) => `  ${line}`),
    '  // as on the page: rows that lack a value of the graph are left out',
    '  const measured = graph.nodes.filter((name) => table.columns.includes(name))',
    '  const rows = completeRows(table, measured)',
    "  if (rows.rowCount < table.rowCount) console.log('Rows left out:', table.rowCount - rows.rowCount)",
    `  const effect = estimateEffect(rows, { graph, treatment, outcome, ${adjusted.length > 0 ? 'adjustment, ' : ''}estimator: aipw() })`,
    '  console.log(explain(effect))',
    '}',
  )
  return { ok: true, text: moduleOf(verbs, lines) }
}

function moduleOf(verbs: readonly string[], lines: readonly string[]): string {
  const reads = verbs.includes('readCsv') ? ["import { readFile } from 'node:fs/promises'"] : []
  return [
    '// Made in the causalkit playground. To run it: npm install causalkit, save this as effect.mjs, node effect.mjs data.csv',
    ...reads,
    `import { ${[...verbs].sort().join(', ')} } from 'causalkit'`,
    '',
    ...lines,
    '',
  ].join('\n')
}

/** A template literal that holds exactly the text. */
function template(text: string): string {
  return `\`${text.replace(/[\\`]|\$\{/g, '\\$&').replaceAll('\r', '\\r')}\``
}

/** A name in a comment of one line. */
const comment = (name: string): string => JSON.stringify(name).replace(/[\u2028\u2029]/g, ' ')
