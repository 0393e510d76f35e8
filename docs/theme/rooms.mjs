// What each room of src is for, and which public names it holds.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tasks } from './tasks.mjs'

/** What a reader looks for in each room. @type {Record<string, string>} */
const purposes = {
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

/** The rooms in the order in which one needs them. */
export const floors = /** @type {const} */ ([
  ['From a question to a number', ['advise', 'identification', 'estimation', 'bounds', 'decision']],
  ['Graphs, and how they are found', ['graph', 'discovery', 'independence', 'timeseries']],
  ['Models, and what would have happened', ['scm', 'attribution', 'diagram', 'estimand', 'probability', 'simulate']],
  ['Data, at any size', ['data', 'sql', 'workers', 'worker', 'learners', 'json']],
  ['To see, to learn, to automate', ['draw', 'gallery', 'tools']],
])

/**
 * @typedef {{ title: string, names: string[] }} Task
 * @typedef {{ name: string, purpose: string, about: string, names: string[], tasks: Task[] }} Room
 */

/** What an index exports, by the folder it comes from, or by the file where a task names it. @param {string} index @param {ReadonlySet<string>} named @returns {Map<string, string[]>} */
function exportsOf(index, named) {
  /** @type {Map<string, string[]>} */
  const found = new Map()
  for (const [, list = '', file = ''] of index.matchAll(/export (?:type )?\{([^}]*)\} from '([^']+)'/g)) {
    const own = file.replace(/\.js$/, '')
    const folder = named.has(own)
      ? own
      : file.startsWith('../')
        ? '.'
        : file.replace(/^\.\//, '').replace(/\/?[^/]*$/, '') || '.'
    const names = list
      .replace(/\/\/.*$/gm, '')
      .split(',')
      .map((item) =>
        item
          .trim()
          .replace(/^type /, '')
          .replace(/^.* as /, ''),
      )
      .filter((item) => /^\w+$/.test(item))
    found.set(folder, [...(found.get(folder) ?? []), ...names])
  }
  return found
}

/** The tasks of a room; every folder has its place. @param {string} room @param {Map<string, string[]>} found @returns {Task[]} */
export function tasksOf(room, found) {
  const left = new Map(found)
  const list = (tasks[room] ?? []).map(([title, ...folders]) => ({
    title,
    names: folders.flatMap((folder) => {
      const names = left.get(folder)
      if (names === undefined) throw new Error(`docs/theme/tasks.mjs: ${room} exports nothing from "${folder}"`)
      left.delete(folder)
      return [...new Set(names)].sort()
    }),
  }))
  if (left.size > 0) throw new Error(`docs/theme/tasks.mjs: give a task of ${room} to ${[...left.keys()].join(', ')}`)
  return list
}

/** The rooms with the names that their index exports. @returns {Room[]} */
export function rooms() {
  return readdirSync('src', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`src/${entry.name}/index.ts`))
    .map(({ name }) => {
      const list = tasksOf(
        name,
        exportsOf(readFileSync(`src/${name}/index.ts`, 'utf8'), new Set((tasks[name] ?? []).flat())),
      )
      const readme = `src/${name}/README.md`
      const about = existsSync(readme)
        ? readFileSync(readme, 'utf8')
            .replace(/^# .*\n/, '')
            .trim()
        : ''
      if (purposes[name] === undefined || !floors.some(([, names]) => names.some((one) => one === name)))
        throw new Error(`docs/theme/rooms.mjs: say what ${name} is for, and among which rooms it stands`)
      return { name, purpose: purposes[name], about, names: list.flatMap(({ names }) => names), tasks: list }
    })
}
