// A small seeded generator for questions (mulberry32), and DAGs as bit masks of parents.
export function randomOf(seed) {
  let state = (seed * 2654435761) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (n) => Math.floor(next() * n)
  return { next, below, pick: (list) => list[below(list.length)] }
}

/** Who leads to whom, for parents as bit masks in any order. */
export function ancestorsOf(parents) {
  const out = [...parents]
  for (let round = 0; round < parents.length; round++)
    for (let v = 0; v < parents.length; v++)
      for (let u = 0; u < parents.length; u++) if ((out[v] >> u) & 1) out[v] |= out[u]
  return out
}

/** Whether every path between x and y is blocked, by following each path: nothing of the library in it. */
export function blocked(parents, x, y, given) {
  const n = parents.length
  const above = ancestorsOf(parents)
  const isGiven = (v) => given.includes(v)
  const opens = (v) => isGiven(v) || given.some((g) => (above[g] >> v) & 1)
  const into = (from, to) => ((parents[to] >> from) & 1) === 1
  const walk = (at, seen, cameIn) => {
    for (let next = 0; next < n; next++) {
      if (seen.includes(next) || !(into(at, next) || into(next, at))) continue
      const collides = cameIn && into(next, at)
      if (at !== x && (collides ? !opens(at) : isGiven(at))) continue
      if (next === y || walk(next, [...seen, next], into(at, next))) return true
    }
    return false
  }
  return !walk(x, [x], false)
}

export const edgesOf = (parents, names) =>
  parents.flatMap((set, v) => parents.flatMap((_, u) => ((set >> u) & 1 ? [[names[u], names[v]]] : [])))
