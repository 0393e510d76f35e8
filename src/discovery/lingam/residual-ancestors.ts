import { portableLog } from '../../numeric/special/portable-log.js'
import { firstCombination, nextCombination } from '../core/combinations.js'
import type { IndexedKnowledge } from '../knowledge/indexed-knowledge.js'
import type { Knowledge } from '../knowledge/knowledge.js'
import type { ResidualTests } from './residual-tests.js'

/** What is known of ancestors in positions. */
export interface AncestorRules {
  /** For each node those that it has. */
  readonly required: readonly ReadonlySet<number>[]
  readonly excluded: (ancestor: number, node: number) => boolean
}

/** Levels of the tests, and how many columns may explain one. */
export interface AncestorLevels {
  readonly alpha: number
  readonly alphaCorrelation: number
  readonly maxExplanatory: number
}

/** A column that a set explains, and how well: the logarithm of its smallest p-value. */
interface Sink {
  readonly node: number
  readonly logP: number
  readonly causes: readonly number[]
}

/**
 * RCD, Algorithm 1 (Maeda & Shimizu 2020): for each column its ancestors, by residuals. In a set U of columns, each less its
 * least squares on the ancestors that all of U share, the one is a descendant of the others whose residual on them is independent
 * of each, if no other column of U is such.
 *
 * All sets of a size are judged on what was known before, and what they say is taken in the order of its strength, unless it
 * would close a circle: so the order of columns does not matter.
 */
export function ancestorsByResiduals(
  p: number,
  tests: ResidualTests,
  levels: AncestorLevels,
  rules: AncestorRules,
  onSet: (level: number, done: number) => void,
): readonly ReadonlySet<number>[] {
  const ancestors = rules.required.map((set) => new Set(set))
  const judged = new Set<string>()
  for (let size = 1; size <= levels.maxExplanatory && size < p; ) {
    const found: Sink[] = []
    const chosen = new Int32Array(size + 1)
    let done = 0
    for (firstCombination(chosen, size + 1); ; ) {
      const set = [...chosen]
      const isKnown = set.some((i) => set.every((j) => i === j || ancestors[i]!.has(j)))
      const shared = [...ancestors[set[0]!]!]
        .filter((a) => set.every((i) => ancestors[i]!.has(a)))
        .sort((a, b) => a - b)
      const key = `${set.join()}|${shared.join()}`
      if (!isKnown && !judged.has(key)) {
        judged.add(key)
        const sink = sinkOf(set, shared, tests, levels, rules)
        if (sink !== null) found.push(sink)
      }
      onSet(size, ++done)
      if (!nextCombination(chosen, size + 1, p)) break
    }
    let isNew = false
    for (const { node, causes } of found.sort((a, b) => b.logP - a.logP)) {
      // also what was found with a smaller p-value speaks, as far as it leads in no circle
      if (causes.some((cause) => ancestors[cause]!.has(node))) continue
      isNew = true
      addAncestors(ancestors, node, causes)
    }
    size = isNew ? 1 : size + 1
  }
  return ancestors
}

/** The column that the others of a set explain, if there is just one. */
function sinkOf(
  set: readonly number[],
  shared: readonly number[],
  tests: ResidualTests,
  { alpha, alphaCorrelation }: AncestorLevels,
  { excluded }: AncestorRules,
): Sink | null {
  const left = new Map(set.map((i) => [i, tests.residual(i, shared)]))
  for (const [k, i] of set.entries()) {
    for (const j of set.slice(0, k)) {
      if (tests.uncorrelated(left.get(i)!, left.get(j)!) > portableLog(alphaCorrelation)) return null
    }
  }
  const sinks: Sink[] = []
  for (const node of set) {
    const causes = set.filter((j) => j !== node)
    if (causes.some((cause) => excluded(cause, node))) continue
    const logs = tests.independent(
      tests.residual(node, [...shared, ...causes]),
      causes.map((j) => left.get(j)!),
    )
    const logP = Math.min(...logs)
    if (logP > portableLog(alpha)) sinks.push({ node, logP, causes })
  }
  return sinks.length === 1 ? sinks[0]! : null
}

/** Adds causes of a node, with all of theirs, to it and to its descendants. */
function addAncestors(ancestors: readonly Set<number>[], node: number, causes: readonly number[]): void {
  const all = new Set(causes.flatMap((cause) => [cause, ...ancestors[cause]!]))
  for (const [i, set] of ancestors.entries()) if (i === node || set.has(node)) for (const a of all) set.add(a)
}

/** Required edges make ancestors; a later tier, or a required descendant, is none. */
export function ancestorRules(
  index: ReadonlyMap<string, number>,
  knowledge: Knowledge | undefined,
  known: IndexedKnowledge | null,
): AncestorRules {
  const p = index.size
  const required = Array.from({ length: p }, () => new Set<number>())
  for (let k = 0; known !== null && k < p * p; k++) {
    if (known.required[k] === 1) addAncestors(required, k % p, [Math.floor(k / p)])
  }
  const tier = new Float64Array(p).fill(Number.NaN)
  for (const [t, names] of (knowledge?.tiers ?? []).entries()) for (const name of names) tier[index.get(name)!] = t
  return {
    required,
    excluded: (ancestor, node) => tier[ancestor]! > tier[node]! || required[ancestor]!.has(node),
  }
}
