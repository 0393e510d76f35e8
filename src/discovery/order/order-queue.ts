/** A state that waits, with its score when it was put there and the most that can become of it. */
export interface Waiting {
  readonly state: number
  readonly score: number
  readonly promise: number
}

/** A binary heap: the highest promise first, among equals the highest depth. */
export function orderQueue(): {
  readonly push: (state: number, score: number, promise: number, depth: number) => void
  readonly pop: () => Waiting | undefined
} {
  let states = new Int32Array(1024)
  let scores = new Float64Array(1024)
  let promises = new Float64Array(1024)
  let depths = new Int32Array(1024)
  let size = 0
  const put = (at: number, state: number, score: number, promise: number, depth: number): void => {
    states[at] = state
    scores[at] = score
    promises[at] = promise
    depths[at] = depth
  }
  const copy = (from: number, to: number): void => put(to, states[from]!, scores[from]!, promises[from]!, depths[from]!)
  /** Whether what waits at a place goes before this. */
  const isBefore = (at: number, promise: number, depth: number): boolean =>
    promises[at]! > promise || (promises[at]! === promise && depths[at]! >= depth)
  return {
    push: (state, score, promise, depth) => {
      if (size === states.length) {
        const old = { states, scores, promises, depths }
        states = new Int32Array(2 * size)
        states.set(old.states)
        scores = new Float64Array(2 * size)
        scores.set(old.scores)
        promises = new Float64Array(2 * size)
        promises.set(old.promises)
        depths = new Int32Array(2 * size)
        depths.set(old.depths)
      }
      let at = size++
      for (; at > 0; at = (at - 1) >> 1) {
        if (isBefore((at - 1) >> 1, promise, depth)) break
        copy((at - 1) >> 1, at)
      }
      put(at, state, score, promise, depth)
    },
    pop: () => {
      if (size === 0) return undefined
      const top = { state: states[0]!, score: scores[0]!, promise: promises[0]! }
      size--
      const promise = promises[size]!
      const depth = depths[size]!
      let at = 0
      for (;;) {
        let child = 2 * at + 1
        if (child >= size) break
        if (child + 1 < size && !isBefore(child, promises[child + 1]!, depths[child + 1]!)) child++
        if (!isBefore(child, promise, depth)) break
        copy(child, at)
        at = child
      }
      copy(size, at)
      return top
    },
  }
}
