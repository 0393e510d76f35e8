import { CausalError } from '../../errors.js'
import { findCycle } from '../../graph/kinds/build.js'
import { lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { type Knowledge, knowledgeKeys } from './knowledge.js'

/** Knowledge in positions: n × n flags, row `from`, column `to`. */
export interface IndexedKnowledge {
  /** 1 where `from → to` is there. */
  readonly required: Uint8Array
  /** 1 where `from → to` is not there (forbidden, against the tiers, or against a required edge). */
  readonly banned: Uint8Array
  /** 1 where experiments tell the direction of the edge between the two, whichever it is; symmetric. */
  readonly told?: Uint8Array
}

/** Knowledge about the named columns, or null where there is none. Every name in it must be a column. */
export function indexKnowledge(
  index: ReadonlyMap<string, number>,
  known: Knowledge | undefined,
): IndexedKnowledge | null {
  if (known === undefined) return null
  checkOptions('knowledge', known, knowledgeKeys)
  if (![known?.required, known?.forbidden, known?.tiers].every(Array.isArray)) {
    throw new CausalError('invalid-argument', 'knowledge is made by knowledge({ required, forbidden, tiers }).')
  }
  if (known.required.length + known.forbidden.length + known.tiers.length === 0) return null
  const n = index.size
  const required = new Uint8Array(n * n)
  const banned = new Uint8Array(n * n)
  const at = (name: string): number => lookUp('column', index, name)
  for (const [a, b] of known.forbidden) banned[at(a) * n + at(b)] = 1
  const earlier: number[] = []
  for (const tier of known.tiers) {
    const members = tier.map(at)
    for (const late of members) for (const early of earlier) banned[late * n + early] = 1
    earlier.push(...members)
  }
  for (const [a, b] of known.required) {
    required[at(a) * n + at(b)] = 1
    banned[at(b) * n + at(a)] = 1
  }
  checkConsistent([...index.keys()], { required, banned })
  return { required, banned }
}

/** `knowledge()` has looked already; a hand-made value may contradict itself all the same. */
function checkConsistent(names: readonly string[], { required, banned }: IndexedKnowledge): void {
  const n = names.length
  const from: number[] = []
  const to: number[] = []
  for (let k = 0; k < n * n; k++) {
    if (required[k] === 0) continue
    from.push(Math.floor(k / n))
    to.push(k % n)
    if (banned[k] === 0) continue
    const edge = [names[from.at(-1)!]!, names[to.at(-1)!]!] as const
    throw new CausalError(
      'contradiction',
      `the knowledge requires the edge ${show(edge[0])} -> ${show(edge[1])} and excludes it: drop one of the two.`,
      { edge },
    )
  }
  const cycle = findCycle(n, from, to)?.map((i) => names[i]!)
  if (cycle === undefined) return
  throw new CausalError(
    'contradiction',
    `the required edges between ${quoteNames(cycle)} form a circle: drop one of them.`,
    { cycle },
  )
}
