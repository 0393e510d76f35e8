import { CausalError } from './errors.js'
import { nearestNames } from './names.js'
import { show } from './show.js'

/** The words of many functions that mean a number in each. A text such as '0.05' would be compared like one, in silence. */
const numbers: readonly string[] = [
  'alpha',
  'confidence',
  'draws',
  'maxConditioningSize',
  'maxLag',
  'maxParents',
  'minLeaf',
  'starts',
  'threshold',
  'tolerance',
]

/** What other libraries, and people, call the same thing. */
const otherWords: ReadonlyMap<string, readonly string[]> = new Map([
  ['given', ['evidence', 'observed', 'condition', 'conditions', 'conditioning', 'conditioningSet']],
  ['do', ['intervention', 'interventions', 'doing', 'act']],
  ['treatment', ['exposure', 'cause', 'x']],
  ['outcome', ['response', 'effectOn', 'y', 'target']],
  ['draws', ['samples', 'permutations', 'replicates', 'iterations', 'nSamples', 'bootstraps', 'resamples']],
  ['confidence', ['level', 'confidenceLevel', 'coverage']],
  ['alpha', ['level', 'significance', 'significanceLevel', 'threshold']],
  ['population', ['estimand', 'target', 'targetPopulation']],
  ['contrast', ['treated', 'control', 'levels', 'from', 'to', 'reference']],
  ['knowledge', ['background', 'backgroundKnowledge', 'constraints', 'required', 'forbidden', 'tiers']],
  ['adjustment', ['covariates', 'adjust', 'confounders', 'controls']],
  ['maxConditioningSize', ['maxK', 'depth', 'maxDepth', 'maxCondSize']],
  ['signal', ['abort', 'abortSignal', 'controller']],
  ['onProgress', ['progress', 'callback']],
  ['seed', ['random', 'rng', 'randomState', 'randomSeed']],
])

/**
 * The one place where a record of options, or a question, is looked at: it must be a record, every key must be known, none
 * may be null, and what is a number or a yes or no everywhere must be one. The rest is judged by the function that uses it.
 *
 * @param what - what the record is called in messages: `options`, `question`, `query` …
 * @param given - the record; undefined is an empty one
 * @param known - the keys that the function knows
 * @param kinds - which options are a number, and which a yes or no, besides the words that mean a number everywhere
 */
export function checkOptions(
  what: string,
  given: unknown,
  known: readonly string[],
  kinds: Readonly<Record<string, 'number' | 'boolean'>> = {},
): void {
  if (given === undefined) return
  if (typeof given !== 'object' || given === null || Array.isArray(given) || ArrayBuffer.isView(given)) {
    const form = known.length === 0 ? '{}' : `{ ${known.slice(0, 3).join(', ')}${known.length > 3 ? ', …' : ''} }`
    const advice = given === null ? `: give ${form}, or leave them out` : ''
    throw new CausalError(
      'invalid-argument',
      `the ${what} must be a record such as ${form}, got ${show(given)}${advice}.`,
    )
  }
  for (const key of Object.keys(given)) {
    if (!known.includes(key)) throw unknownOption(what, key, known)
    const value = (given as Record<string, unknown>)[key]
    if (value === null) {
      throw new CausalError('invalid-argument', `\`${key}\` of the ${what} is null: leave it out for the default.`, {
        option: key,
      })
    }
    const kind = kinds[key] ?? (numbers.includes(key) ? 'number' : undefined)
    if (value === undefined || kind === undefined || typeof value === kind) continue
    const right = kind === 'number' ? 'a number' : 'true or false'
    throw new CausalError('invalid-argument', `\`${key}\` of the ${what} must be ${right}, got ${show(value)}.`, {
      option: key,
    })
  }
}

function unknownOption(what: string, key: string, known: readonly string[]): CausalError {
  const synonyms = known.filter((name) =>
    otherWords.get(name)?.some((word) => word.toLowerCase() === key.toLowerCase()),
  )
  const nearest = [...new Set([...synonyms, ...nearestNames(key, known)])].slice(0, 2)
  const list = known.map((name) => `\`${name}\``).join(', ')
  const hint =
    nearest.length > 0
      ? `did you mean ${nearest.map((name) => `\`${name}\``).join(' or ')}? It knows ${list}.`
      : known.length > 0
        ? `it knows ${list}.`
        : 'it knows none.'
  return new CausalError('unknown-option', `\`${key}\` is not known among the ${what}: ${hint}`, {
    option: key,
    nearest,
  })
}
