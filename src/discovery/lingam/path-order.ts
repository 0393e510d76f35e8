import { CausalError } from '../../errors.js'
import { lookUp, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'

/**
 * What is known of causal paths before LiNGAM looks at the data.
 *
 * @category Discovery
 */
export interface PathKnowledge<N extends string = string> {
  /** Pairs [a, b]: there is a directed path from a to b. */
  readonly paths?: readonly (readonly [N, N])[]
  /** Pairs [a, b]: there is no directed path from a to b. */
  readonly noPaths?: readonly (readonly [N, N])[]
}

/** Knowledge of paths in positions. */
export interface PathOrder {
  /** Pairs [a, b]: a comes before b in the causal order. */
  readonly before: readonly (readonly [number, number])[]
  /** Whether a path from a to b is excluded. */
  readonly excluded: (a: number, b: number) => boolean
}

/**
 * Names to positions. A path from a to b puts a first; that there is none puts b first, unless there is none the other
 * way either.
 */
export function readPaths(index: ReadonlyMap<string, number>, prior: PathKnowledge | undefined): PathOrder {
  checkOptions('prior', prior, ['paths', 'noPaths'])
  const p = index.size
  const read = (pairs: readonly (readonly [string, string])[] | undefined): Set<number> => {
    const found = new Set<number>()
    for (const [a, b] of pairs ?? []) {
      const from = lookUp('column', index, a)
      const to = lookUp('column', index, b)
      if (from === to) {
        throw new CausalError('invalid-argument', `the prior has a path from ${show(a)} to itself: take it out.`, {
          name: a,
        })
      }
      found.add(from * p + to)
    }
    return found
  }
  const paths = read(prior?.paths)
  const none = read(prior?.noPaths)
  const names = [...index.keys()]
  const before: [number, number][] = []
  for (const pair of paths) {
    const [from, to] = [Math.floor(pair / p), pair % p]
    if (none.has(pair) || paths.has(to * p + from)) {
      throw new CausalError(
        'contradiction',
        `the prior says both that there is a path from ${show(names[from])} to ${show(names[to])} and that there is none: drop one of the two.`,
        { from: names[from], to: names[to] },
      )
    }
    before.push([from, to])
  }
  for (const pair of none) {
    const [from, to] = [Math.floor(pair / p), pair % p]
    if (!none.has(to * p + from)) before.push([to, from])
  }
  refuseCircle(names, before)
  return { before, excluded: (a, b) => none.has(a * p + b) }
}

/** Refuses pairs [a, b], a before b, that no order agrees with. */
export function refuseCircle(names: readonly string[], before: readonly (readonly [number, number])[]): void {
  const circle = circleOf(names.length, before)?.map((i) => names[i]!)
  if (circle === undefined) return
  throw new CausalError(
    'contradiction',
    `no causal order of ${quoteNames(circle)} agrees with these paths: they lead in a circle. Drop one of them.`,
    { names: circle },
  )
}

/** The positions that these pairs leave without an order, or null. */
export function circleOf(p: number, before: readonly (readonly [number, number])[]): readonly number[] | null {
  let left = new Set(Array.from({ length: p }, (_, i) => i))
  for (;;) {
    const waits = new Set(before.filter(([a, b]) => left.has(a) && left.has(b)).map(([, b]) => b))
    const rest = new Set([...left].filter((i) => waits.has(i)))
    if (rest.size === 0) return null
    if (rest.size === left.size) return [...left]
    left = rest
  }
}
