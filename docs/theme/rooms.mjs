// What each room of src is for, and which public names it holds.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What a reader looks for in each room. */
const tasks = {
  advise: 'Where to begin: what fits these data, run and reported',
  attribution: 'What caused a change or a failure',
  bounds: 'How far data go where they do not decide',
  data: 'Tables, counts, moments, files',
  decision: 'What a policy is worth, what to try next',
  diagram: 'String diagrams and surgery',
  discovery: 'From data to graphs',
  draw: 'Pictures as text: SVG, TikZ, DOT, Mermaid',
  estimand: 'Formulas over P(…)',
  estimation: 'Effects with their standard errors',
  gallery: 'Named graphs, models and data of the literature',
  graph: 'Causal graphs and what follows from them',
  identification: 'Whether and how data can answer',
  independence: 'Tests of conditional independence',
  json: 'Values as JSON and back',
  learners: 'Regressions and classifiers as values',
  probability: 'Factors, distributions, random streams',
  scm: 'Structural causal models and counterfactuals',
  simulate: 'Seeded data with a known truth',
  sql: 'The same from a warehouse',
  timeseries: 'Series, lags, effects over time',
  tools: 'The verbs as tools for an agent',
  worker: 'What runs within a worker',
  workers: 'Work shared among cores',
}

/** @typedef {{ name: string, task: string, about: string, names: string[] }} Room */

/** The rooms with the names that their index exports. @returns {Room[]} */
export function rooms() {
  return readdirSync('src', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`src/${entry.name}/index.ts`))
    .map(({ name }) => {
      const index = readFileSync(`src/${name}/index.ts`, 'utf8')
      const names = [...index.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) =>
        list
          .replace(/\/\/.*$/gm, '')
          .split(',')
          .map((item) =>
            item
              .trim()
              .replace(/^type /, '')
              .replace(/^.* as /, ''),
          )
          .filter((item) => /^\w+$/.test(item)),
      )
      const readme = `src/${name}/README.md`
      const about = existsSync(readme)
        ? readFileSync(readme, 'utf8')
            .replace(/^# .*\n/, '')
            .trim()
        : ''
      return { name, task: tasks[name] ?? '', about, names: [...new Set(names)].sort() }
    })
}
