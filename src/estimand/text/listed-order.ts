import type { Estimand, EstimandValue } from '../terms/types.js'

/**
 * The variables of an expression, so ordered that its lists stay as they are: a variable before another that follows it in a list, where
 * neither is bound further inside nor fixed; else in order of appearance, also where lists contradict each other.
 */
export function listedOrder(root: Estimand): string[] {
  const before = new Map<string, Set<string>>()
  const depths = new Map<string, number[]>()
  const depthOf = ({ variable, prime, state }: EstimandValue): number =>
    state === undefined ? (depths.get(`${prime} ${variable}`)?.at(-1) ?? 0) : Number.POSITIVE_INFINITY
  const see = (list: readonly EstimandValue[]): void => {
    // the last variable of each depth: the list goes by depth first
    const last = new Map<number, string>()
    for (const value of list) {
      const { variable } = value
      const known = before.get(variable) ?? new Set<string>()
      before.set(variable, known)
      const depth = depthOf(value)
      const previous = last.get(depth)
      if (previous !== undefined && previous !== variable) known.add(previous)
      last.set(depth, variable)
    }
  }
  const tasks: (() => void)[] = []
  const visit = (e: Estimand, level: number): void => {
    switch (e.type) {
      case 'constant':
        break
      case 'probability':
        for (const list of [e.of, e.given, e.do]) see(list)
        break
      case 'product':
        for (const factor of [...e.factors].reverse()) tasks.push(() => visit(factor, level))
        break
      case 'ratio':
        tasks.push(
          () => visit(e.denominator, level),
          () => visit(e.numerator, level),
        )
        break
      default: {
        for (const { prime, variable } of e.over) {
          const key = `${prime} ${variable}`
          const own = depths.get(key)
          if (own === undefined) depths.set(key, [level + 1])
          else own.push(level + 1)
        }
        see(e.over)
        tasks.push(() => {
          for (const { prime, variable } of e.over) depths.get(`${prime} ${variable}`)!.pop()
        })
        tasks.push(() => visit(e.body, level + 1))
      }
    }
  }
  visit(root, 0)
  while (tasks.length > 0) tasks.pop()!()
  return sorted(before)
}

/** The names, each after those that come before it, as far as these form no circle. */
function sorted(before: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const done = new Set<string>()
  const entered = new Set<string>()
  for (const root of before.keys()) {
    const stack = [root]
    while (stack.length > 0) {
      const name = stack.at(-1)!
      if (entered.has(name)) {
        stack.pop()
        done.add(name)
        continue
      }
      entered.add(name)
      for (const other of [...before.get(name)!].reverse()) if (!entered.has(other)) stack.push(other)
    }
  }
  return [...done]
}
