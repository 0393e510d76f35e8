// What the head of an example says about it, the one place where this stands: lines `// Title: …`, `// Kind: …`, `// Question: …` and
// `// Believe: …`; a line `//   …` goes on with the one before.

/** The groups of the gallery, in their order. */
export const kinds = /** @type {const} */ ([
  'First steps',
  'Effects from observational data',
  'Experiments and natural experiments',
  'Discovery of graphs',
  'Counterfactuals and identification',
  'Change over time and incidents',
  'Decisions and new surroundings',
  'Data at size and tools',
  'Pictures and diagrams',
  'Papers on small models',
])
const words = /** @type {const} */ (['Title', 'Kind', 'Question', 'Believe'])
const line = new RegExp(`^// (${words.join('|')}): (.+)$`)

/**
 * The head of an example and the code without those lines.
 *
 * @param {string} text
 * @returns {{ title: string, kind: string, question: string, believe: string, code: string }}
 */
export function headOf(text) {
  /** @type {Record<string, string>} */
  const said = {}
  /** @type {string[]} */
  const code = []
  let open = ''
  for (const each of text.split('\n')) {
    const [, word, words] = line.exec(each) ?? []
    if (word !== undefined && words !== undefined) {
      if (said[word] !== undefined) throw new Error(`"${word}" stands twice`)
      said[word] = words.trim()
      open = word
    } else if (open !== '' && each.startsWith('//   ')) said[open] += ` ${each.slice(2).trim()}`
    else {
      open = ''
      code.push(each)
    }
  }
  const missing = words.filter((word) => said[word] === undefined)
  if (missing.length > 0) throw new Error(`an example begins with lines "// ${missing.join(': …", "// ')}: …"`)
  const { Title: title = '', Kind: kind = '', Question: question = '', Believe: believe = '' } = said
  if (!kinds.some((one) => one === kind)) throw new Error(`"${kind}" is no kind: ${kinds.join(', ')}`)
  return { title, kind, question, believe, code: code.join('\n') }
}

/**
 * The names that a program imports from causalkit, sorted.
 *
 * @param {string} text
 */
export function verbsOf(text) {
  const lists = [...text.matchAll(/^import \{([^}]*)\} from 'causalkit(?:\/\w+)?'/gm)]
  const names = lists.flatMap(([, list = '']) => list.split(',').map((name) => name.trim().split(' as ')[0] ?? ''))
  return [...new Set(names.filter((name) => name !== ''))].sort()
}

/**
 * The pictures that a program says it wrote to examples/out.
 *
 * @param {string} stdout
 */
export function picturesOf(stdout) {
  return [...new Set([...stdout.matchAll(/examples\/out\/([\w.-]+?\.(?:svg|vl\.json))/g)].map(([, name = '']) => name))]
}
