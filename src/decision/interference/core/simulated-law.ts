import { CausalError } from '../../../errors.js'
import type { Adjacency } from '../../../graph/core/indexed.js'
import { generator } from '../../../probability/streams/stream.js'
import { coinLists, nearPairs } from './coin-lists.js'
import type { ExposureLaw } from './exposure-law.js'
import type { Coins } from './read-design.js'
import type { CountingMapping, OwnMapping } from './read-exposure.js'

/** Units times draws, and pairs times draws, at most. */
const mostCells = 3e8
const mostPairCells = 3e9

/** The exposure of each unit under an assignment, as names. */
export function exposuresUnder(
  { start, node }: Adjacency,
  mapping: CountingMapping | OwnMapping,
  treatment: ArrayLike<number>,
): string[] {
  return Array.from({ length: start.length - 1 }, (_, i) => {
    const own = treatment[i]! as 0 | 1
    const around = node.subarray(start[i]!, start[i + 1]!)
    if (mapping.kind === 'function')
      return mapping.levelOf(
        own,
        Array.from(around, (j) => treatment[j]! as 0 | 1),
      )
    let treated = 0
    for (const j of around) treated += treatment[j]!
    const starts = mapping.starts(around.length)
    let band = 0
    while (band < starts.length && starts[band]! <= treated) band++
    return mapping.levels[own * mapping.bands + band]!
  })
}

/**
 * The law of exposures by drawn assignments. The assignment that was made, where there is one, counts as a draw more, so that no exposure
 * that was seen has the chance 0.
 */
export function simulatedLaw(
  network: Adjacency,
  coins: Coins,
  mapping: CountingMapping | OwnMapping,
  { draws, seed, made }: { readonly draws: number; readonly seed: number | string; readonly made: Uint8Array | null },
): ExposureLaw {
  const n = network.start.length - 1
  const rounds = draws + (made === null ? 0 : 1)
  // coins that are thrown apart leave units without a common one independent
  const near = coins.chance === null ? null : nearPairs(coinLists(network, coins), coins.count, mostPairCells / rounds)
  const pairs = near === null ? (n * (n - 1)) / 2 : near.i.length
  if (n * rounds > mostCells || (made !== null && pairs * rounds > mostPairCells)) tooLarge(n, rounds)
  const names = new Map<string, number>()
  const seen = new Uint16Array(n * rounds)
  const draw = drawer(coins, seed)
  for (let r = 0; r < rounds; r++) {
    const levels = exposuresUnder(network, mapping, r === draws ? made! : draw())
    for (let i = 0; i < n; i++) {
      if (!names.has(levels[i]!)) names.set(levels[i]!, names.size)
      if (names.size > 256) tooLarge(n, rounds)
      seen[i * rounds + r] = names.get(levels[i]!)!
    }
  }
  const levels = mapping.kind === 'counting' ? mapping.levels : [...names.keys()].sort()
  const L = levels.length
  const place = Int32Array.from(names.keys(), (level) => levels.indexOf(level))
  for (let k = 0; k < seen.length; k++) seen[k] = place[seen[k]!]!
  const chance = new Float64Array(n * L)
  for (let i = 0; i < n; i++) for (let r = 0; r < rounds; r++) chance[i * L + seen[i * rounds + r]!]! += 1 / rounds
  let widest = 0
  for (const p of chance) widest = Math.max(widest, Math.sqrt(Math.max(0, p * (1 - p)) / rounds))
  return {
    levels,
    chance,
    eachPair: (take) => {
      const look = (i: number, j: number): void => {
        const joint = new Float64Array(L * L)
        for (let r = 0; r < rounds; r++) joint[seen[i * rounds + r]! * L + seen[j * rounds + r]!]! += 1
        for (let k = 0; k < joint.length; k++) joint[k]! /= rounds
        take(i, j, joint)
      }
      if (near === null) for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) look(i, j)
      else for (let k = 0; k < pairs; k++) look(near.i[k]!, near.j[k]!)
      return true
    },
    far: null,
    method: 'simulation',
    probabilityError: widest,
  }
}

function tooLarge(n: number, rounds: number): never {
  throw new CausalError(
    'too-large',
    `the chances of these exposures have to be simulated, and ${rounds} draws for ${n} units are too much: count treated neighbours in bands ({ count: [1, 3] }), whose chances are exact, or ask for fewer draws.`,
    { units: n, draws: rounds },
  )
}

/** Draws assignments of the design. */
function drawer({ count, of, chance, treated }: Coins, seed: number | string): () => Uint8Array {
  const random = generator(seed)
  const order = Int32Array.from({ length: count }, (_, c) => c)
  const heads = new Uint8Array(count)
  return () => {
    if (chance !== null) for (let c = 0; c < count; c++) heads[c] = random.uniform() < chance[c]! ? 1 : 0
    else {
      random.shuffle(order)
      heads.fill(0)
      for (let k = 0; k < treated!; k++) heads[order[k]!] = 1
    }
    return Uint8Array.from(of, (c) => heads[c]!)
  }
}
