import { type MechanismProblem, type Row, rowsOf } from './mechanism-problem.js'

/** What no mechanisms exceed that agree with the rows decided so far. */
export interface UpperBounds {
  /** Of each mechanism the state decided for each state of its parents; −1 where it is open. */
  readonly decided: readonly Int32Array[]
  /** Decides a row, or opens it again with −1. */
  readonly decide: (row: Row, value: number) => void
  readonly bound: () => number
}

/**
 * In each state p the best setting that the decided rows allow; where they leave no doubt what the last mechanism reads, it answers the sum
 * over all p in which it reads the same. A row is looked at again only in the states in which it may be read.
 */
export function upperBounds(problem: MechanismProblem, part: readonly number[]): UpperBounds {
  const { settings, cards, stateAt, states, cost } = problem
  const last = cards.length - 1
  const card = cards[last]!
  const decided = states.map((count) => new Int32Array(count).fill(-1))
  // the state of mechanism m's variable in each setting
  const digits = cards.map((own, m) => {
    const stride = cards.slice(m + 1).reduce((product, c) => product * c, 1)
    return Int32Array.from({ length: settings }, (_, s) => Math.floor(s / stride) % own)
  })
  const touched = cards.map((_, m) => {
    const of = new Map(rowsOf(problem, part, m).map(({ state }) => [state, [] as number[]]))
    for (const [at, p] of part.entries()) {
      const seen = new Set(stateAt[m]!.subarray(p * settings, (p + 1) * settings))
      for (const state of seen) of.get(state)!.push(at)
    }
    return of
  })
  // for each p: the best for each answer of the last mechanism, and what it reads, −1 where that is open
  const most = new Float64Array(part.length * card)
  const reads = new Int32Array(part.length)
  const look = (at: number): void => {
    const p = part[at]!
    const own = most.subarray(at * card, (at + 1) * card).fill(Number.NEGATIVE_INFINITY)
    let read = -2
    for (let s = 0; s < settings; s += card) {
      let isAllowed = true
      for (let m = 0; m < last && isAllowed; m++) {
        const rule = decided[m]![stateAt[m]![p * settings + s]!]!
        isAllowed = rule === -1 || rule === digits[m]![s]
      }
      if (!isAllowed) continue
      const state = stateAt[last]![p * settings + s]!
      read = read === -2 || read === state ? state : -1
      for (let v = 0; v < card; v++) if (cost[p * settings + s + v]! > own[v]!) own[v] = cost[p * settings + s + v]!
    }
    reads[at] = read
  }
  for (let at = 0; at < part.length; at++) look(at)
  const sums = new Float64Array(states[last]! * card)
  return {
    decided,
    decide({ m, state }, value) {
      if (decided[m]![state] === value) return
      decided[m]![state] = value
      for (const at of touched[m]!.get(state)!) look(at)
    },
    bound() {
      sums.fill(0)
      let bound = 0
      for (let at = 0; at < part.length; at++) {
        const group = reads[at]! * card
        if (reads[at] === -1) {
          let best = most[at * card]!
          for (let v = 1; v < card; v++) best = Math.max(best, most[at * card + v]!)
          bound += best
        } else for (let v = 0; v < card; v++) sums[group + v]! += most[at * card + v]!
      }
      for (let group = 0; group < sums.length; group += card) {
        let best = sums[group]!
        for (let v = 1; v < card; v++) best = Math.max(best, sums[group + v]!)
        bound += best
      }
      return bound
    },
  }
}
